"""writers: many processes of ours at once, with plain Git and an editor beside them, against what was acknowledged."""

import os
import threading
import time

from running import run as run_program
from store import make_store, put, record_id

SUMMARY = "many writers, git commit, git gc and an editor at once"

PROMPT = "id: {id}\nname: {name}\ndescription: As it was\nmodules:\n  - name: Task\n    content: Hold.\n"


def run(scratch, report, full, only=None):
    if not report.wants("all"):
        return
    processes, changes = (8, 200) if full else (8, 25)
    place = make_store(scratch, scratch.root / "repository")
    put(place / "prompts/marketing/typed.prompt.yaml", PROMPT.format(id=record_id(90), name="Typed"))
    for number in range(processes):
        put(place / f"prompts/own/p{number}.prompt.yaml", PROMPT.format(id=record_id(100 + number), name=f"P{number}"))
    scratch.git(place, "add", "prompts/own", "prompts/marketing/typed.prompt.yaml")
    scratch.git(place, "commit", "-q", "-m", "Prompts of their own", "--", "prompts/own", "prompts/marketing/typed.prompt.yaml")
    base = scratch.git(place, "rev-parse", "HEAD").decode().strip()
    staged = scratch.git(place, "diff", "--cached")
    typed = place / "prompts/marketing/typed.prompt.yaml"

    stop = threading.Event()
    acknowledged, refused, unexpected, saved = [], [], [], []
    lock = threading.Lock()

    def write(number):
        for change in range(changes):
            target = "marketing/launch" if change % 4 == 3 else f"own/p{number}"
            words = f"change {number}-{change}"
            outcome = scratch.promptpal(place, "set", target, f"description={words}", timeout=120)
            with lock:
                if outcome.ok:
                    acknowledged.append((target, words))
                elif outcome.crashed or not outcome.err:
                    unexpected.append(str(outcome))
                else:
                    refused.append(str(outcome))

    def commit():
        """Somebody commits other files of theirs with plain Git."""
        number = 0
        while not stop.is_set():
            number += 1
            put(place / "committed.txt", f"{number}\n")
            for arguments in (["add", "committed.txt"], ["commit", "-q", "-m", f"Theirs {number}", "--", "committed.txt"]):
                run_program(["git", *arguments], place, scratch.environment, timeout=120)
            stop.wait(0.02)

    def collect():
        while not stop.is_set():
            run_program(["git", "gc", "-q"], place, scratch.environment, timeout=300)
            report.count("rounds of git gc")
            stop.wait(0.5)

    def edit():
        """An editor that saves as most do: a new file, renamed over the old."""
        number = 0
        while not stop.is_set():
            number += 1
            text = typed.read_text().split("\n")
            text[2] = f"description: Typed {number}"
            new = typed.with_name(".typed.swp")
            new.write_text("\n".join(text))
            os.replace(new, typed)
            saved.append(text[2])
            stop.wait(0.01)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(processes)]
    others = [threading.Thread(target=work) for work in (commit, collect, edit)]
    start = time.monotonic()
    for thread in writers + others:
        thread.start()
    for thread in writers:
        thread.join()
    seconds = time.monotonic() - start
    stop.set()
    for thread in others:
        thread.join()

    report.note("processes", processes)
    report.note("acknowledged", len(acknowledged))
    report.note("refused with a message", len(refused))
    report.note("changes/s", round(len(acknowledged) / seconds))
    problems = [f"unexpected: {words}" for words in unexpected[:5]]
    problems += _look(scratch, place, base, staged, acknowledged, typed, saved)
    # A refusal is right where somebody else held the files; most changes must come through all the same.
    if len(refused) > len(acknowledged) // 20:
        problems.append(f"{len(refused)} of {processes * changes} were refused, the first: {refused[0]}")
    report.point("all", problems, count=processes * changes)


def _look(scratch, place, base, staged, acknowledged, typed, saved):
    problems = []
    history = scratch.git(place, "log", "-p", "--format=commit %H", "--reverse", f"{base}..HEAD", timeout=300)
    added = [line[14:].decode() for line in history.split(b"\n") if line.startswith(b"+description: ")]
    lost = [words for _, words in acknowledged if words not in set(added)]
    if lost:
        problems.append(f"{len(lost)} acknowledged changes are not in the history, the first {lost[0]!r}")
    if len(added) != len(set(added)):
        problems.append("a change is in the history twice")
    fsck = run_program(["git", "fsck", "--strict", "--no-dangling"], place, scratch.environment, timeout=300)
    if not fsck.ok:
        problems.append(f"git fsck: {fsck}")
    following = scratch.promptpal(place, "set", "other/steady", "description=The next command")
    if not following.ok:
        problems.append(f"the next command fails: {following}")
    scratch.git(place, "commit", "-q", "-m", "Theirs at last", "--", "committed.txt", check=False)
    now = scratch.git(place, "diff", "--cached")
    if now != staged:
        names = scratch.git(place, "diff", "--cached", "--name-status").decode().split()
        problems.append(f"staged afterwards that nobody staged: {names}")
    edited = sorted(scratch.git(place, "diff", "--name-only").decode().split())
    allowed = {"mixed.txt", "notes.txt", "prompts/marketing/draft.prompt.yaml", "prompts/marketing/typed.prompt.yaml"}
    if not set(edited) <= allowed:
        problems.append(f"the work tree is not HEAD's: {edited}")
    if saved and saved[-1] not in typed.read_text():
        problems.append("what was saved in the editor last is not there")
    leftovers = [path.name for path in place.rglob(".promptpal-*.tmp")] + [
        path.name for path in (place / ".git").glob("*.lock")]
    if leftovers:
        problems.append(f"left behind: {leftovers}")
    return problems
