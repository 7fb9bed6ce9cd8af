"""The writing commands that are hurt, each with a store made ready for it."""

from dataclasses import dataclass, field
from pathlib import Path

import sharing
from calls import disturbed, record
from invariants import Before
from store import copy, make_store, prompt, put, record_id, trash_entries

SUBFOLDER = "library"


@dataclass
class Case:
    """One command on one store. `arguments` are run in `where` below the repository."""

    name: str
    arguments: list
    # The directory the command runs in, and the store's, both relative to the copy of the repository.
    where: str = ""
    follow_ups: list = field(default_factory=list)
    before: Before | None = None
    # What is copied for each point.
    prepared: Path | None = None
    # What is to be in the repository afterwards; taken from a run that nothing disturbs.
    change: bytes = b""
    starts_other_programs: bool = False
    stdin: bytes = b""
    # What looks at it after a fault, where the change of one store is not all; and what that is measured by.
    after: object = None
    sharing: object = None


# The next command changes another record, or one that the fault may have left half changed.
FOLLOW_UPS = [
    ["set", "other/steady", "description=The next command"],
    ["set", "marketing/launch", "description=The next command"],
]
FIRST = ["set", "first", "description=The next command"]


def _edit_in_an_editor(store):
    path = store / "prompts/marketing/edited.prompt.yaml"
    put(path, path.read_text().replace("As it was", "Edited by hand"))


def _many_new(store):
    """So many that their objects become one pack."""
    for number in range(110):
        put(store / f"prompts/many/p{number}.prompt.yaml", f"name: Many {number}\ncontent: Text {number % 100}\n")


def _commit(scratch, store, *paths):
    """Commits these paths and nothing that the user has staged."""
    scratch.git(store, "add", "--", *paths)
    scratch.git(store, "commit", "-q", "-m", "More", "--", *paths)


def _folder(scratch, store):
    """A folder with a module that a prompt outside it does not use, and one that does."""
    put(store / "prompts/team/voice.module.yaml", f"id: {record_id(40)}\nname: Voice\ncontent: Be calm.\n")
    for number, name in enumerate(("note", "letter"), 41):
        put(store / f"prompts/team/{name}.prompt.yaml", prompt(number, name, "As it was", use="\n  - use: voice"))
    _commit(scratch, store, "prompts/team")


CONFLICT = """\
id: {id}
name: Open
modules:
  - name: Task
    options:
      - content: Ours.
      - name: Task (theirs)
        conflict: "1"
        content: Theirs.
"""


def _conflict(scratch, store):
    """A prompt in which a merge kept both sides."""
    put(store / "prompts/other/open.prompt.yaml", CONFLICT.format(id=record_id(45)))
    _commit(scratch, store, "prompts/other/open.prompt.yaml")


def _recipients(scratch, store):
    """A store whose keys are sealed to the user."""
    for arguments in (["key", "identity", "new"], ["key", "recipients", "add"]):
        outcome = scratch.promptpal(store, *arguments)
        if not outcome.ok and b"already" not in outcome.err:
            raise RuntimeError(f"promptpal {' '.join(arguments)}: {outcome}")


def _run(scratch, store, *commands):
    for arguments in commands:
        outcome = scratch.promptpal(store, *arguments)
        if not outcome.ok:
            raise RuntimeError(f"promptpal {' '.join(arguments)}: {outcome}")


LABEL = ["label", "set", "marketing/launch", "production"]


def _labelled(scratch, store):
    """A store of format 1 with a label, to be migrated."""
    _run(scratch, store, LABEL)


def _labelled_by_files(scratch, store):
    """A store of format 2 with two label files. The next command changes the first record, so others move."""
    _run(scratch, store, ["migrate", "--yes"], LABEL, ["label", "set", "marketing/old", "staging"])


def _commands(scratch, store):
    """The arguments of each command, and what makes its store ready."""
    entry = (trash_entries(scratch, store) or ["no-entry"])[0]

    def ready(make):
        return lambda store: make(scratch, store)

    return {
        "new": (["new", "prompt", "marketing/fresh"], None),
        "set": (["set", "marketing/launch", "description=Changed"], None),
        "mv": (["mv", "marketing/tone", "marketing/voice"], None),
        "rm": (["rm", "marketing/old"], None),
        "trash-restore": (["trash", "restore", entry], None),
        "save": (["save", "marketing/edited"], _edit_in_an_editor),
        "undo": (["undo"], None),
        "edit": (["edit", "marketing/launch"], None),
        "save-many": (["save", "many"], _many_new),
        "label": (["label", "set", "marketing/launch", "production"], None),
        "key": (["key", "add", "acme", "--shared"], ready(_recipients)),
        "resolve": (["resolve", "other/open", "--theirs"], ready(_conflict)),
        "trash-purge": (["trash", "purge", "--all", "--yes"], None),
        "folder-rename": (["folder", "rename", "team", "crew"], ready(_folder)),
        "folder-rm": (["folder", "rm", "team"], ready(_folder)),
        "migrate": (["migrate", "--yes"], ready(_labelled)),
        "migrate-back": (["migrate", "--to", "1", "--yes"], ready(_labelled_by_files)),
        "label-file": (["label", "set", "marketing/old", "production"], ready(_labelled_by_files)),
        "mv-labelled": (["mv", "marketing/old", "other/older"], ready(_labelled_by_files)),
        "rm-labelled": (["rm", "marketing/old", "--force"], ready(_labelled_by_files)),
    }


STDIN = {"key": b"secret-of-the-key-0123456789"}
NAMES = ["new", "set", "mv", "rm", "trash-restore", "save", "undo", "edit", "init", "init-inside", "save-many", "label", "key",
         "resolve", "trash-purge", "folder-rename", "folder-rm", "migrate", "migrate-back", "label-file", "mv-labelled",
         "rm-labelled", *sharing.NAMES]
# The command that finds what a killed `mv` left, and takes it back or finishes it, while it is killed itself.
RECOVERING = ["recover-back", "recover-forward"]


def build(scratch, layouts=("root", "sub"), only=None):
    """The cases, each with its store made and measured. A case that can't run undisturbed is in the second list."""
    cases, broken = [], []
    for layout in layouts:
        base = scratch.root / f"base-{layout}"
        subfolder = SUBFOLDER if layout == "sub" else ""
        store = make_store(scratch, base, subfolder)
        for name, (arguments, extra) in _commands(scratch, store).items():
            case = Case(
                name=name if layout == "root" else f"{name}@{layout}", arguments=arguments, where=subfolder,
                follow_ups=FOLLOW_UPS, starts_other_programs=name == "edit", stdin=STDIN.get(name, b""))
            _add(scratch, case, base, extra, only, cases, broken)
        if layout == "root":
            empty = scratch.root / "base-empty"
            empty.mkdir()
            put(empty / "untracked.txt", "Git knows nothing of this\n")
            case = Case("init", ["init", "."], follow_ups=[FIRST])
            _add(scratch, case, empty, None, only, cases, broken)
            case = Case("init-inside", ["init", "inner"], follow_ups=[["-C", "inner", *FIRST]])
            _add(scratch, case, base, None, only, cases, broken)
            sharing.build(scratch, base, Case, only, cases, broken)
    for name in RECOVERING:
        if "root" in layouts and (not only or name in only):
            try:
                cases.append(_recovering(scratch, name))
            except RuntimeError as error:
                broken.append((name, str(error)))
    return cases, broken


def _recovering(scratch, name):
    """A store in which `mv` was killed before (back) or just after (forward) the branch moved."""
    move = Case("mv", ["mv", "marketing/tone", "marketing/voice"])
    whole, recorded = scratch.root / f"whole-{name}", scratch.root / f"recorded-{name}"
    copy(scratch.root / "base-root", whole)
    copy(whole, recorded)
    calls = record(scratch, move, recorded).own
    # The branch moves by a rename of its lock, and is then synced, the last of its kind.
    moving = [call for call in calls if "main.lock" in call.text and call.name.startswith("rename")]
    synced = [call for call in calls if call.name == "fsync"]
    call = (moving if name == "recover-back" else synced)[-1]
    case = Case(name, FOLLOW_UPS[0], follow_ups=FOLLOW_UPS[1:], prepared=scratch.root / f"prepared-{name}")
    copy(whole, case.prepared)
    disturbed(scratch, move, case.prepared, call.name, call.occurrence, "signal=KILL")
    if name == "recover-forward":
        outcome = scratch.promptpal(whole, *move.arguments)
        if not outcome.ok:
            raise RuntimeError(str(outcome))
        # The id of the interrupted commit is the one that counts.
        head = scratch.git(case.prepared, "rev-parse", "HEAD").decode().strip()
        case.before = Before(scratch, whole)
        case.before.head = head
    else:
        case.before = Before(scratch, whole)
    if not (case.prepared / ".git/promptpal/journal").exists():
        raise RuntimeError("no journal where one was expected")
    case.before.learn(scratch, case)
    return case


def _add(scratch, case, base, extra, only, cases, broken):
    if only and case.name not in only:
        return
    case.prepared = scratch.root / f"prepared-{case.name}"
    copy(base, case.prepared)
    try:
        if extra:
            extra(case.prepared / case.where)
        case.before = Before(scratch, case.prepared)
        case.before.learn(scratch, case)
        cases.append(case)
    except RuntimeError as error:
        broken.append((case.name, str(error)))


def select(name):
    """Which layouts a case of this name needs."""
    return ("sub",) if name.endswith("@sub") else ("root",)
