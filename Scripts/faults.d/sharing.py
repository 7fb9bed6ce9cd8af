"""The commands that share a library, each with a bare repository on the other side, and what must hold of both sides after a fault.

The other side is `.git/shared.git` in the case's own directory, so that a copy of the case has it too. It is reached through
Git's own programs, which are not hurt: a fault there is one of Git's.
"""

import os
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from invariants import Before, fsck, left_behind, lost, reversed_index
from running import run
from store import copy, normalised, prompt, put

REMOTE = ".git/shared.git"
BRANCH = "refs/heads/main"
TRACKING = "refs/remotes/origin/main"
# The next command is the one that makes both sides the same, at once or after a change of what may be half done.
FOLLOW_UPS = [
    [["sync"]],
    [["set", "marketing/launch", "description=The next command"], ["sync"]],
    [["status"], ["set", "other/steady", "tags=[next]"], ["sync"]],
]
NAMES = ["pull", "pull-merge", "push", "push-first", "sync", "clone"]


@dataclass
class Sharing:
    """What a case of sharing is measured by."""

    # Where both sides were.
    head: str = ""
    remote: str = ""
    # What the user had, and what is to be there after each of the next commands.
    before: object = None
    final: dict = field(default_factory=dict)


def build(scratch, base, make, only, cases, broken):
    """Adds the cases whose names are wanted. `make(name, arguments)` gives an empty case."""
    if only and not any(name in only for name in NAMES):
        return
    bases = _bases(scratch, base)
    for name in NAMES:
        if only and name not in only:
            continue
        arguments = ["clone", "shared.git", "copy"] if name == "clone" else [name.split("-")[0]]
        case = make(name, arguments)
        case.starts_other_programs = True
        case.prepared = scratch.root / f"prepared-{name}"
        copy(bases[name], case.prepared)
        case.after = _after_clone if name == "clone" else after
        try:
            (_learn_clone if name == "clone" else _learn)(scratch, case)
            cases.append(case)
        except RuntimeError as error:
            broken.append((name, str(error)))


def _bases(scratch, base):
    """The repositories that the cases begin with."""
    equal = scratch.root / "sharing-equal"
    copy(base, equal)
    scratch.git(equal, "init", "-q", "--bare", REMOTE)
    scratch.git(equal, "remote", "add", "origin", REMOTE)
    scratch.git(equal, "push", "-q", "-u", "origin", "main")
    first, behind, ahead, both = (scratch.root / f"sharing-{name}" for name in ("first", "behind", "ahead", "both"))

    copy(equal, ahead)
    _ours(scratch, ahead, "set", "other/steady", "description=Ours")
    copy(ahead, first)
    scratch.git(first, "update-ref", "-d", BRANCH.replace("heads", "remotes/origin"))
    scratch.git(first, "config", "--remove-section", "branch.main")

    copy(equal, behind)
    _theirs(scratch, behind)
    copy(behind, both)
    _ours(scratch, both, "set", "other/steady", "description=Ours")

    away = scratch.root / "sharing-away"
    away.mkdir()
    copy(behind / REMOTE, away / "shared.git")
    return {"pull": behind, "pull-merge": both, "push": ahead, "push-first": first, "sync": both, "clone": away}


def _ours(scratch, place, *arguments):
    outcome = scratch.promptpal(place, *arguments)
    if not outcome.ok:
        raise RuntimeError(f"promptpal {' '.join(arguments)}: {outcome}")


def _theirs(scratch, place):
    """A colleague's change: a text, a mode alone, a new file in a new folder, one less, and one that the user is editing."""
    colleague = scratch.root / "colleague"
    scratch.git(scratch.root, "clone", "-q", str(place / REMOTE), str(colleague))
    path = colleague / "prompts/marketing/launch.prompt.yaml"
    put(path, path.read_text().replace("Write about", "Speak about"))
    (colleague / "prompts/marketing/tone.module.yaml").chmod(0o755)
    put(colleague / "prompts/theirs/fresh.prompt.yaml", prompt(50, "Fresh", "Theirs", use=""))
    (colleague / "prompts/marketing/edited.prompt.yaml").unlink()
    path = colleague / "prompts/marketing/draft.prompt.yaml"
    put(path, path.read_text().replace("Write about", "Speak about"))
    scratch.git(colleague, "add", "-A")
    scratch.git(colleague, "-c", "user.name=Ben", "-c", "user.email=ben@example.com", "commit", "-q", "-m", "Theirs")
    scratch.git(colleague, "push", "-q")


def _learn(scratch, case):
    """Runs the command on a copy with nothing in its way, and then each of the next commands."""
    sharing = case.sharing = Sharing(
        head=_id(scratch, case.prepared, "HEAD"), remote=_id(scratch, case.prepared / REMOTE, BRANCH),
        before=Before(scratch, case.prepared))
    case.before = sharing.before
    place = scratch.root / f"reference-{case.name}"
    for number, follow_up in enumerate(FOLLOW_UPS):
        copy(case.prepared, place)
        for arguments in [case.arguments, *follow_up]:
            outcome = scratch.promptpal(place, *arguments)
            if not outcome.ok:
                raise RuntimeError(f"undisturbed, `{' '.join(arguments)}` fails: {outcome}")
        sharing.final[number] = _state(scratch, place, sharing)
        problems = _look(scratch, case, place, number)
        if problems:
            raise RuntimeError("undisturbed: " + "; ".join(problems))


def after(scratch, case, place, outcome, point=""):
    """What is wrong on both sides after a fault, in words."""
    sharing, problems = case.sharing, []
    _wait_for_the_other_side(place)
    head, remote = _id(scratch, place, "HEAD"), _id(scratch, place / REMOTE, BRANCH)
    for side in (place, place / REMOTE):
        problems += _fsck(scratch, side)
    for name, side, old, new in (("branch", place, sharing.head, head), ("other side", place / REMOTE, sharing.remote, remote)):
        if old != new and not _contains(scratch, side, new, old):
            problems.append(f"the {name} went back or elsewhere: {old} is not in it")
    if case.name.startswith("push") and head != sharing.head:
        problems.append("push moved the branch")
    has_theirs = _contains(scratch, place, head, sharing.remote)
    if outcome.ok:
        problems += _acknowledged(scratch, case, place, outcome, has_theirs, head == remote)
    if has_theirs and head != sharing.head:
        problems += reversed_index(scratch, place, sharing.before, made=True)
    if problems:
        return problems
    number = zlib.crc32(point.encode()) % len(FOLLOW_UPS)
    for arguments in [["list"], *FOLLOW_UPS[number]]:
        following = scratch.promptpal(place, *arguments)
        if not following.ok:
            return [f"the next `{' '.join(arguments)}` fails: {following}"]
    return _look(scratch, case, place, number)


def _acknowledged(scratch, case, place, outcome, has_theirs, is_same):
    problems = []
    if not case.name.startswith("push") and not has_theirs:
        problems.append("it was acknowledged, and the other side's change is not in the history")
    if not case.name.startswith("pull") and not is_same:
        problems.append("it was acknowledged, and the other side does not have it")
    known = _id(scratch, place, TRACKING)
    if known != _id(scratch, place / REMOTE, BRANCH) and b"not noted here" not in outcome.err:
        problems.append("it was acknowledged, and where the other side is is not noted")
    return problems


def _look(scratch, case, place, number):
    """What is wrong when the next commands have made both sides the same."""
    sharing, problems = case.sharing, []
    tips = {_id(scratch, place, "HEAD"), _id(scratch, place, TRACKING), _id(scratch, place / REMOTE, BRANCH)}
    if len(tips) != 1:
        problems.append("both sides are not the same after the next `sync`")
    for old in (sharing.head, sharing.remote):
        if not _contains(scratch, place, "HEAD", old):
            problems.append(f"{old}, which was on a side before, is in no history")
    now = _state(scratch, place, sharing)
    problems += [f"{name} is not what it is without the fault" for name in now if now[name] != sharing.final[number][name]]
    touched = {line for line in now["names"].decode().split("\0") if line}
    before = sharing.before
    before.touched = touched
    problems += lost(before, place, ["set", "other/steady", ""])
    if b"Edited and not staged" not in (place / "prompts/marketing/draft.prompt.yaml").read_bytes():
        problems.append("an edit that was not saved is lost")
    for side in (place, place / REMOTE):
        problems += _fsck(scratch, side)
    return problems + left_behind(place)


def _state(scratch, place, sharing):
    """What must be the same however the faults went: the change of both sides together, and what the user has."""
    span = [sharing.head, "HEAD"]
    return {
        "the change": normalised(scratch.git(place, "diff", "--no-renames", *span)),
        "names": scratch.git(place, "diff", "--no-renames", "--name-only", "-z", *span),
        "git status": scratch.git(place, "status", "--porcelain", "-z", "--untracked-files=all", "--branch"),
        "what is staged": normalised(scratch.git(place, "diff", "--cached", "--no-renames")),
        "what is edited": normalised(scratch.git(place, "diff", "--no-renames")),
    }


def _learn_clone(scratch, case):
    place = scratch.root / "reference-clone"
    copy(case.prepared, place)
    case.sharing = Sharing(remote=_id(scratch, place / "shared.git", BRANCH))
    outcome = scratch.promptpal(place, *case.arguments)
    problems = [str(outcome)] if not outcome.ok else _after_clone(scratch, case, place, outcome)
    if problems:
        raise RuntimeError("undisturbed: " + "; ".join(problems))


def _after_clone(scratch, case, place, outcome, point=""):
    """A clone is whole or not there; the next one of the same name needs no help, and leaves nothing of the fault behind."""
    _wait_for_the_other_side(place)
    clone, remote = place / "copy", place / "shared.git"
    if outcome.ok and not clone.exists():
        return ["it was acknowledged and is not there"]
    if not clone.exists():
        again = scratch.promptpal(place, *case.arguments)
        if not again.ok:
            return [f"the next `clone` fails: {again}"]
        problems = left_behind(place, place)
    else:
        problems = left_behind(clone)
    problems += _fsck(scratch, clone) + _fsck(scratch, remote)
    if problems:
        return problems
    if {_id(scratch, clone, "HEAD"), _id(scratch, clone, TRACKING)} != {case.sharing.remote}:
        return ["the clone is not at the commit of the other side"]
    if scratch.git(clone, "status", "--porcelain"):
        return ["the work tree of the clone is not that of its commit"]
    for arguments in (["set", "other/steady", "description=The next command"], ["sync"]):
        following = scratch.promptpal(clone, *arguments)
        if not following.ok:
            return [f"the next `{' '.join(arguments)}` fails: {following}"]
    if _id(scratch, clone, "HEAD") != _id(scratch, remote, BRANCH):
        return ["both sides are not the same after the next `sync`"]
    return left_behind(clone) + _fsck(scratch, remote)


def _wait_for_the_other_side(place):
    """Git's programs on the other side go on for a moment when ours is killed."""
    wanted = os.fsencode(str(place)) + b"/"
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(wanted in words for words in _commands()):
            return
        time.sleep(0.01)


def _commands():
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes()
        except OSError:
            continue


def _id(scratch, place, name):
    return scratch.git(place, "rev-parse", "-q", "--verify", name, check=False).decode().strip()


def _contains(scratch, place, commit, old):
    return bool(old) and run(["git", "merge-base", "--is-ancestor", old, commit], place, scratch.environment).ok


def _fsck(scratch, place):
    return [f"{'the other side' if place.name == 'shared.git' else 'here'}: {problem}" for problem in fsck(scratch, place)]
