"""What must hold after every fault; one function for all kinds.

An acknowledged change is reachable from HEAD. A change is whole or not there. `git fsck --strict` is clean. The index
is HEAD or ahead of it, never behind. What the user had staged, edited or left untracked is as it was. The next command
needs no help, and leaves nothing of the fault behind.
"""

import zlib
from pathlib import Path

from running import Outcome, run
from store import copy, files_below, normalised


class Before:
    """A repository before the fault, and what the command is to make of it."""

    def __init__(self, scratch, repository):
        self.is_empty = not (repository / ".git").exists()
        self.head = "" if self.is_empty else _head(scratch, repository)
        self.status = _status(scratch, repository)
        self.staged = _staged(scratch, repository)
        self.files = files_below(repository)
        self.change = b""
        self.touched = set()
        self.status_after = self.status

    def learn(self, scratch, case):
        """Runs the command on a copy with nothing in its way; its change is what others are measured by."""
        place = scratch.root / f"reference-{case.name}"
        copy(case.prepared, place)
        outcome = scratch.promptpal(place / case.where, *case.arguments, stdin=case.stdin)
        if not outcome.ok:
            raise RuntimeError(f"undisturbed, the command fails: {outcome}")
        head = _head(scratch, place)
        if _commits(scratch, place, self.head) != [head]:
            raise RuntimeError("undisturbed, the command does not make one commit")
        self.change = _change(scratch, place, self.head, head)
        names = scratch.git(place, "diff-tree", "-r", "-z", "--no-renames", "--name-only", "--root", *_pair(self.head, head))
        self.touched = {name.decode() for name in names.split(b"\0")[(0 if self.head else 1):] if name}
        self.status_after = _status(scratch, place)
        problems = after(scratch, case, place, outcome)
        if problems:
            raise RuntimeError("undisturbed: " + "; ".join(problems))


def after(scratch, case, place, outcome: Outcome, point=""):
    """What is wrong after a fault, in words; nothing where all invariants hold."""
    if case.after:
        return case.after(scratch, case, place, outcome, point)
    before, problems = case.before, []
    has_head = _has_head(scratch, place)
    if has_head:
        problems += fsck(scratch, place)
    made, words = _made(scratch, place, before) if has_head else (False, [])
    problems += words
    if outcome.ok and not made:
        problems.append("it was acknowledged and is not in the history")
    if has_head and not problems:
        problems += reversed_index(scratch, place, before, made)
    if problems:
        return problems
    return next_command(scratch, case, place, point)


def next_command(scratch, case, place, point=""):
    """Runs the next commands, which need no help, and looks at all there is."""
    before, problems = case.before, []
    follow_up = case.follow_ups[zlib.crc32(point.encode()) % len(case.follow_ups)]
    if case.name.startswith("init"):
        return _init_again(scratch, case, place, follow_up)
    at = place / case.where
    reading = scratch.promptpal(at, "list")
    if not reading.ok:
        return [f"the next `list` fails: {reading}"]
    writing = scratch.promptpal(at, *follow_up)
    if not writing.ok:
        return [f"the next `{' '.join(follow_up)}` fails: {writing}"]
    commits = _commits(scratch, place, before.head)
    if len(commits) not in (1, 2):
        return [f"{len(commits)} commits in the history, not one for the next command and one or none before it"]
    made = len(commits) == 2
    if made and not _is_whole(scratch, place, before, commits[1]):
        problems.append("what was committed is not the whole change")
    expected = [before.status_after] if made else [before.status]
    if case.starts_other_programs and not made:
        # What was written in the editor and not committed any more is still there, as an edit.
        expected += [_with(before.status, b" M", name) for name in before.touched]
    status = _status(scratch, place)
    if status not in expected:
        problems.append(_differ(status, expected[0]))
    if _staged(scratch, place) != before.staged:
        problems.append("what is staged is not what the user staged")
    problems += lost(before, place, follow_up)
    problems += left_behind(place)
    problems += fsck(scratch, place)
    return problems


def _init_again(scratch, case, place, follow_up):
    """A killed `init` is done again; then the store works."""
    again = scratch.promptpal(place, *case.arguments)
    if not again.ok and b"already" not in again.err:
        return [f"`init` again fails: {again}"]
    prefix = follow_up[:2] if follow_up[0] == "-C" else []
    for arguments in ([*prefix, "new", "prompt", "first"], follow_up):
        writing = scratch.promptpal(place, *arguments)
        if not writing.ok:
            return [f"the next `{' '.join(arguments)}` fails: {writing}"]
    problems = fsck(scratch, place)
    status = _status(scratch, place)
    if status != case.before.status_after:
        problems.append(_differ(status, case.before.status_after))
    if not case.before.is_empty and _staged(scratch, place) != case.before.staged:
        problems.append("what is staged is not what the user staged")
    return problems + lost(case.before, place, follow_up) + left_behind(place)


def _has_head(scratch, place):
    return bool(scratch.git(place, "rev-parse", "-q", "--verify", "HEAD^{commit}", check=False))


def _head(scratch, place):
    return scratch.git(place, "rev-parse", "HEAD").decode().strip()


def _commits(scratch, place, base):
    span = [f"{base}..HEAD"] if base else ["HEAD"]
    return scratch.git(place, "rev-list", *span).decode().split()


def _pair(old, new):
    return [old, new] if old else [new]


def _change(scratch, place, old, new):
    """The change of a commit with its message, without what differs in every run."""
    message = scratch.git(place, "log", "-1", "--format=%an%n%B", new)
    text = scratch.git(place, "diff-tree", "-r", "-p", "--no-renames", "--root", *_pair(old, new))
    if not old:
        text = text.split(b"\n", 1)[-1]
    return normalised(message + text)


def _is_whole(scratch, place, before, commit):
    """Whether a commit is the change. What a killed `edit` left in the file is an edit of the user's, which the next command that
    changes the file makes a version first: the same bytes, under a message that says so."""
    change, wanted = _change(scratch, place, before.head, commit), before.change
    if b"\nSave edits of prompts/" in change and b"\nEdit " in wanted:
        change, wanted = (text[text.find(b"diff --git"):] for text in (change, wanted))
    return change == wanted


def _made(scratch, place, before):
    """Whether the change is in the history, and what is wrong with it there."""
    head = _head(scratch, place)
    if head == before.head:
        return False, []
    if _commits(scratch, place, before.head) != [head]:
        return False, ["HEAD is neither where it was nor one commit further"]
    if _change(scratch, place, before.head, head) != before.change:
        return True, ["what was committed is not the whole change"]
    return True, []


def _status(scratch, place):
    if not (place / ".git").exists():
        return b""
    return normalised(scratch.git(place, "status", "--porcelain", "-z", "--untracked-files=all"))


def _differ(status, expected):
    """What `git status` has and should not have, or the other way round."""
    now, then = ([entry.decode(errors="replace") for entry in text.split(b"\0") if entry] for text in (status, expected))
    more, less = [entry for entry in now if entry not in then], [entry for entry in then if entry not in now]
    return f"git status has {more}" + (f" and lacks {less}" if less else "")


def _with(status, change, name):
    """The status with one entry more, in Git's order: what Git knows by path, then what it does not."""
    entries = [entry for entry in status.split(b"\0") if entry] + [change + b" " + name.encode()]
    entries.sort(key=lambda entry: (entry[:2] == b"??", entry[3:]))
    return b"".join(entry + b"\0" for entry in entries)


def _staged(scratch, place):
    if not (place / ".git").exists():
        return b""
    return scratch.git(place, "diff", "--cached", "--no-renames", "--no-ext-diff")


def reversed_index(scratch, place, before, made):
    """Directly after the fault the index may be ahead of HEAD, never behind: the user's next commit would undo."""
    listing = scratch.git(place, "diff", "--cached", "--no-renames", "--name-only", "-z")
    staged = {name.decode() for name in listing.split(b"\0") if name}
    theirs = {line[6:] for line in before.staged.decode().splitlines() if line.startswith("--- a/")}
    theirs |= {line[6:] for line in before.staged.decode().splitlines() if line.startswith("+++ b/")}
    ours = staged - theirs
    if made and ours:
        return [f"the index would take back {sorted(ours)}"]
    return []


def fsck(scratch, place):
    outcome = run(["git", "fsck", "--strict", "--no-dangling", "--no-progress"], place, scratch.environment)
    words = [line for line in (outcome.out + outcome.err).decode(errors="replace").splitlines()
             if line and not line.startswith("notice:")]
    return [] if outcome.ok and not words else [f"git fsck: {outcome}"]


def lost(before, place, follow_up):
    """Files of the user that the change does not touch are as they were."""
    now = files_below(place)
    changed = f"prompts/{follow_up[-2]}.prompt.yaml"
    return [
        f"{name} is not as the user left it" for name, bytes in before.files.items()
        if name not in before.touched and not name.endswith(changed) and now.get(name) != bytes
    ]


def left_behind(place, git=None):
    """Locks, journals, side files and temporary files that should be gone. `git` is where locks may be."""
    found = [str(path.relative_to(place)) for path in Path(place).rglob(".promptpal-*.tmp")]
    git = git or place / ".git"
    # libgit2's names for a pack on its way are in nobody's way, and go when they are old.
    found += [str(path.relative_to(place)) for path in git.rglob("*.lock") if not path.name.startswith("pack_git2_")]
    own = git / "promptpal"
    if own.is_dir():
        found += [
            str(path.relative_to(place)) for path in own.iterdir()
            if path.name.startswith(("index-", "reference-", "config-")) or (path.name == "journal" and path.stat().st_size)]
    return [f"{name} is left behind" for name in found]
