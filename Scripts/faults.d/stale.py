"""stale: locks and journals that others left, clocks that jump, files whose times lie."""

import fcntl
import os
import subprocess
import threading
import time
from pathlib import Path

from calls import disturbed
from cases import build
from invariants import after
from running import run as run_program
from sampling import each
from store import copy, put

SUMMARY = "stale locks and journals, clock jumps, equal times"


def run(scratch, report, full, only=None):
    cases, broken = build(scratch, ("root",), ["set", "mv"])
    for name, why in broken:
        report.point(name, [why])
    cases = {case.name: case for case in cases}
    points = [name for name, (case, _) in POINTS.items() if case in cases and (not only or name == only[0])]

    def one(name, place):
        case, body = POINTS[name]
        copy(cases[case].prepared, place)
        report.point(name, body(scratch, cases[case], place))

    # Most of them wait for a lock, so more are under way than there are cores.
    each(scratch, report, points, one, str, workers=6)


POINTS = {}


def point(name, case="set"):
    def add(body):
        POINTS[name] = (case, body)
        return body
    return add


def _refused(outcome, *words):
    """It must refuse, in words that have these in them."""
    if outcome.crashed:
        return [f"it crashes or hangs: {outcome}"]
    if outcome.ok:
        return ["it is not refused"]
    text = (outcome.err + outcome.out).decode(errors="replace").lower()
    return [f"the message has no {word!r}: {outcome}" for word in words if word not in text]


def _planted(path, content, age):
    """A lock that is not ours: the command refuses, names it and leaves it; without it, all is as it was."""
    def body(scratch, case, place):
        lock = place / path
        lock.write_bytes(content)
        if age:
            os.utime(lock, (time.time() - age,) * 2)
        outcome = scratch.promptpal(place, *case.arguments, timeout=40)
        problems = _refused(outcome, path.rsplit("/", 1)[-1])
        if not lock.exists() or lock.read_bytes() != content:
            return problems + ["it took away a lock that was not its own"]
        lock.unlink()
        return problems + after(scratch, case, place, outcome)
    return body


POINTS["index-lock-young"] = ("set", _planted(".git/index.lock", b"", 0))
POINTS["index-lock-old"] = ("set", _planted(".git/index.lock", b"", 200_000))
POINTS["index-lock-with-content"] = ("mv", _planted(".git/index.lock", b"DIRC\0\0\0\2", 200_000))
POINTS["index-lock-from-the-future"] = ("set", _planted(".git/index.lock", b"", -200_000))
POINTS["branch-lock"] = ("set", _planted(".git/refs/heads/main.lock", b"", 200_000))
POINTS["branch-lock-mv"] = ("mv", _planted(".git/refs/heads/main.lock", b"", 0))


@point("index-lock-let-go")
def _let_go(scratch, case, place):
    """Git holds the index for a moment: the command waits."""
    lock = place / ".git/index.lock"
    lock.write_bytes(b"")
    timer = threading.Timer(0.4, lock.unlink)
    timer.start()
    outcome = scratch.promptpal(place, *case.arguments, timeout=40)
    timer.join()
    problems = [] if outcome.ok else [f"it does not wait: {outcome}"]
    return problems + after(scratch, case, place, outcome)


@point("index-lock-live-git")
def _live_git(scratch, case, place):
    """`git commit` is open in the user's editor, which holds the index as long as it likes."""
    gate = place.parent / "gate"
    gate.unlink(missing_ok=True)
    os.mkfifo(gate)
    editor = place.parent / "slow-editor"
    editor.write_text(f'#!/bin/sh\nread line <"{gate}"\necho "Theirs" >"$1"\n')
    editor.chmod(0o755)
    git = subprocess.Popen(
        ["git", "commit", "-q", "--only", "notes.txt"], cwd=place, stdin=subprocess.DEVNULL,
        env={**scratch.environment, "GIT_EDITOR": str(editor)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while not (place / ".git/index.lock").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    outcome = scratch.promptpal(place, *case.arguments, timeout=40)
    problems = _refused(outcome, "index.lock")
    gate.write_text("go\n")
    if git.wait(20) != 0:
        problems.append("the user's commit failed")
    if b"notes.txt" in scratch.git(place, "diff", "--name-only", "HEAD"):
        problems.append("the user's commit is not what they wrote")
    again = scratch.promptpal(place, *case.arguments)
    if not again.ok:
        problems.append(f"afterwards it still fails: {again}")
    if scratch.git(place, "diff", "--cached") != case.before.staged:
        problems.append("what is staged is not what the user staged")
    return problems


@point("store-lock-file")
def _lock_file(scratch, case, place):
    """The file of the store's lock is there and nobody holds it."""
    put(place / ".git/promptpal/lock", "999999\n")
    outcome = scratch.promptpal(place, *case.arguments)
    problems = [] if outcome.ok else [f"it fails: {outcome}"]
    return problems + after(scratch, case, place, outcome)


@point("store-lock-held")
def _lock_held(scratch, case, place):
    """Another process holds the store's lock for good; when it ends, the lock is free."""
    put(place / ".git/promptpal/lock", "")
    descriptor = os.open(place / ".git/promptpal/lock", os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    outcome = scratch.promptpal(place, *case.arguments, timeout=90)
    problems = _refused(outcome)
    os.close(descriptor)
    return problems + after(scratch, case, place, outcome)


def _interrupted(scratch, case, place, environment=None):
    """Leaves a journal: the process is killed when it would flush the file system."""
    outcome, _ = disturbed(scratch, case, place, "syncfs", 1, "signal=KILL")
    journal = place / ".git/promptpal/journal"
    if not journal.exists() or not journal.stat().st_size:
        raise RuntimeError("no journal where one was expected")
    return outcome


@point("journal-of-a-dead-process", "mv")
def _dead(scratch, case, place):
    return after(scratch, case, place, _interrupted(scratch, case, place))


@point("journal-read-only-git-first", "mv")
def _git_first(scratch, case, place):
    """After the crash the user works with plain Git before us: what Git refuses, it refuses; nothing is lost."""
    outcome = _interrupted(scratch, case, place)
    for arguments in (["status"], ["diff"], ["log", "-1"], ["commit", "-q", "-m", "Theirs"]):
        run_program(["git", *arguments], place, scratch.environment)
    return after(scratch, case, place, outcome)


@point("journal-lock-removed-by-the-user", "mv")
def _lock_removed(scratch, case, place):
    """The user takes `index.lock` away, as Git advises, before we are run again."""
    outcome = _interrupted(scratch, case, place)
    (place / ".git/index.lock").unlink(missing_ok=True)
    return after(scratch, case, place, outcome)


@point("journal-of-a-reused-pid", "mv")
def _reused(scratch, case, place):
    """The process number in the journal belongs to another process now."""
    log = place.parent / "pid"
    command = ["strace", "-qq", "-f", "-o", str(log), "-e", "trace=syncfs", "-e", "inject=syncfs:signal=KILL:when=1",
               scratch.program, *case.arguments]
    outcome = run_program(command, place, scratch.environment)
    number = int(log.read_text().split()[0])
    if os.geteuid() != 0:
        return after(scratch, case, place, outcome)
    for _ in range(50):
        Path("/proc/sys/kernel/ns_last_pid").write_text(str(number - 1))
        other = subprocess.Popen(["sleep", "60"])
        if other.pid == number:
            break
        other.kill()
        other.wait()
    try:
        return after(scratch, case, place, outcome)
    finally:
        other.kill()
        other.wait()


@point("journal-empty")
def _empty_journal(scratch, case, place):
    put(place / ".git/promptpal/journal", "")
    outcome = scratch.promptpal(place, *case.arguments)
    return ([] if outcome.ok else [f"it fails: {outcome}"]) + after(scratch, case, place, outcome)


def _at(shift):
    """The command with the clock moved by so much, then the next one at the right time."""
    def body(scratch, case, place):
        outcome = run_program(["faketime", "-f", shift, scratch.program, *case.arguments], place, scratch.environment)
        return ([] if outcome.ok else [f"it fails: {outcome}"]) + after(scratch, case, place, outcome)
    return body


for _name, _shift in {"ten-years-ahead": "+3650d", "ten-years-back": "-3650d", "before-1980": "@1979-06-01 12:00:00",
                      "after-2038": "@2040-06-01 12:00:00"}.items():
    POINTS[f"clock-{_name}"] = ("set", _at(_shift))
    POINTS[f"clock-{_name}-mv"] = ("mv", _at(_shift))


@point("clock-back-between-crash-and-recovery", "mv")
def _clock_back(scratch, case, place):
    """Killed ten years ahead, recovered now: the journal and the lock are from the future."""
    for path in (place / ".git").rglob("*"):
        os.utime(path, (time.time() + 3.15e8,) * 2)
    outcome = _interrupted(scratch, case, place)
    for path in [*(place / ".git/promptpal").iterdir(), place / ".git/index.lock"]:
        if path.exists():
            os.utime(path, (time.time() + 3.15e8,) * 2)
    return after(scratch, case, place, outcome)


def _same_size_edit(path, old, new):
    """An edit that keeps the size, with the time put back: nothing but the bytes (and ctime) tells."""
    status = path.stat()
    content = path.read_bytes()
    assert len(old) == len(new) and old in content
    path.write_bytes(content.replace(old, new))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@point("equal-times-before")
def _equal_before(scratch, case, place):
    """The file was edited and its time and size say it was not: the edit is kept."""
    path = place / "prompts/marketing/launch.prompt.yaml"
    _same_size_edit(path, b"Write about", b"Speak about")
    outcome = scratch.promptpal(place, *case.arguments)
    problems = [] if outcome.ok or outcome.err else [f"it fails without a word: {outcome}"]
    if b"Speak about" not in path.read_bytes():
        problems.append("the user's edit is lost")
    return problems


@point("equal-times-after")
def _equal_after(scratch, case, place):
    """A file is edited in the same moment as we wrote it: Git and we see the edit."""
    problems = []
    path = place / "prompts/marketing/launch.prompt.yaml"
    for number in range(10):
        outcome = scratch.promptpal(place, "set", "marketing/launch", f"description=Change {number}")
        if not outcome.ok:
            return [f"it fails: {outcome}"]
        _same_size_edit(path, f"Change {number}".encode(), f"Edited {number}".encode())
        if b"launch" not in scratch.git(place, "diff", "--name-only"):
            problems.append(f"git does not see edit {number}")
        status = scratch.promptpal(place, "status")
        if b"launch" not in status.out:
            problems.append(f"`promptpal status` does not see edit {number}: {status}")
        saved = scratch.promptpal(place, "save", "marketing/launch")
        if not saved.ok or b"Edited" not in scratch.git(place, "show", "HEAD:prompts/marketing/launch.prompt.yaml"):
            problems.append(f"`promptpal save` does not commit edit {number}: {saved}")
        if problems:
            break
    return problems


@point("equal-times-all-files")
def _all_equal(scratch, case, place):
    """All files have one time, as after an unpacked archive."""
    for folder, _, names in os.walk(place):
        for name in names:
            os.utime(Path(folder) / name, ns=(10**18, 10**18))
    outcome = scratch.promptpal(place, *case.arguments)
    return ([] if outcome.ok else [f"it fails: {outcome}"]) + after(scratch, case, place, outcome)
