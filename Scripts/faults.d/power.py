"""power: a stream of changes on an ext4 in a file, its power cut in the middle, and what is there afterwards."""

import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

from mounts import Mounted, cannot_mount, make_ext4
from running import run as run_program
from store import make_store

SUMMARY = "a power cut during a stream of changes"


def run(scratch, report, full, only=None):
    # The image lies on a real disk: in memory there is nothing to be fast or slow.
    with tempfile.TemporaryDirectory(prefix="promptpal-power-") as disk:
        why = cannot_mount(scratch, loop=True)
        if why:
            report.skip(why)
            return
        trials = range(24 if full else 3)
        for trial in [int(only[0])] if only else trials:
            if report.wants(str(trial)):
                report.point(str(trial), _trial(scratch, report, Path(disk), trial))
        if report.shard.is_first:
            _measure(scratch, report, Path(disk), 200 if full else 40)


def _trial(scratch, report, disk, trial):
    """One cut. Each acknowledgement is written off the mount before the next change begins."""
    chance = random.Random(trial)
    image = disk / "image"
    make_ext4(image, 96)
    log = scratch.root / f"acknowledged-{trial}"
    log.write_bytes(b"")
    with Mounted.loop(scratch, image) as mount:
        place = mount.path / "repository"
        make_store(scratch, place)
        base = scratch.git(place, "rev-parse", "HEAD").decode().strip()
        os.sync()
        streams = [_stream(scratch, place, log, number) for number in range(2)]
        time.sleep(0.5 + chance.random() * 1.5)
        mount.cut_power()
        for stream in streams:
            stream.wait()
        acknowledged = log.read_text().splitlines()
    with Mounted.loop(scratch, image) as mount:
        return _look(scratch, report, mount.path / "repository", base, acknowledged)


def _stream(scratch, place, log, number):
    """A process that changes one prompt again and again until it is refused, and notes each change that was acknowledged."""
    targets = ["marketing/launch", "other/steady"]
    script = (
        'n=0; misses=0; while [ $misses -lt 5 ]; do n=$((n+1)); '
        'if "$1" set "$2" "description=change $3-$n" >/dev/null 2>&1; then echo "change $3-$n" >>"$4"; misses=0; '
        'else misses=$((misses+1)); fi; done')
    return subprocess.Popen(
        ["/bin/sh", "-c", script, "stream", scratch.program, targets[number], str(number), str(log)],
        cwd=place, env=scratch.environment, stdin=subprocess.DEVNULL)


def _look(scratch, report, place, base, acknowledged):
    problems = []
    fsck = run_program(["git", "fsck", "--strict", "--no-dangling"], place, scratch.environment, timeout=120)
    if not fsck.ok:
        return [f"git fsck: {fsck}"]
    following = scratch.promptpal(place, "set", "marketing/old", "description=The next command")
    if not following.ok:
        return [f"the next command fails: {following}"]
    history = scratch.git(place, "log", "-p", "--format=%H", f"{base}..HEAD")
    added = {line[14:].decode() for line in history.split(b"\n") if line.startswith(b"+description: ")}
    lost = [change for change in acknowledged if change not in added]
    if lost:
        problems.append(f"{len(lost)} of {len(acknowledged)} acknowledged changes are lost, the first {lost[0]!r}")
    again = run_program(["git", "fsck", "--strict", "--no-dangling"], place, scratch.environment, timeout=120)
    if not again.ok:
        problems.append(f"git fsck after the next command: {again}")
    staged = scratch.git(place, "diff", "--cached", "--name-only").decode().split()
    if sorted(staged) != ["mixed.txt", "prompts/marketing/staged.prompt.yaml", "staged.txt"]:
        problems.append(f"staged afterwards: {staged}")
    edited = scratch.git(place, "diff", "--name-only").decode().split()
    if sorted(edited) != ["mixed.txt", "notes.txt", "prompts/marketing/draft.prompt.yaml"]:
        problems.append(f"edited afterwards: {edited}")
    report.count("acknowledged changes", len(acknowledged))
    return problems


def _measure(scratch, report, disk, count):
    """Changes per second of one process after another, durable and not, on the same disk."""
    image = disk / "speed"
    make_ext4(image, 96)
    with Mounted.loop(scratch, image) as mount:
        place = mount.path / "repository"
        make_store(scratch, place)
        for words, options in (("changes/s", []), ("changes/s with --no-sync", ["--no-sync"])):
            start = time.monotonic()
            for number in range(count):
                outcome = scratch.promptpal(
                    place, "set", "marketing/launch", f"description={words} {number}", *options)
                if not outcome.ok:
                    report.point("measure", [str(outcome)])
                    return
            report.note(words, round(count / (time.monotonic() - start)))
