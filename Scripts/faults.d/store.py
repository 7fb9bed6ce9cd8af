"""Stores to be hurt: how one is made, and what the user had in it before."""

import os
import re
import shutil
from pathlib import Path

from running import environment, run

PROMPT = """\
id: {id}
name: {name}
# A comment that every change must keep.
description: {description}

variables:
  topic: {{type: text}}

modules:{use}
  - name: Task
    content: |
      Write about {{{{topic}}}}.
"""

MODULE = """\
id: {id}
name: {name}
content: |
  Be {name}.
"""


def prompt(number, name, description, use="\n  - use: tone"):
    return PROMPT.format(id=record_id(number), name=name, description=description, use=use)


def record_id(number):
    """A UUIDv7 that tells records apart and is the same in every run."""
    return f"01a20dcb-0000-7000-8000-{number:012d}"


class Scratch:
    """A directory of our own, in memory where there is room, and the programs to run in it."""

    def __init__(self, root, program):
        self.root = Path(root)
        self.program = str(program)
        home = self.root / "home"
        home.mkdir(parents=True)
        (home / ".gitconfig").write_text(
            "[user]\n\tname = Ana Ruiz\n\temail = ana@example.com\n[init]\n\tdefaultBranch = main\n"
            "[gc]\n\tauto = 0\n")
        editor = home / "editor"
        editor.write_text('#!/bin/sh\nsed -i "s/^description: .*/description: Edited in an editor/" "$1"\n')
        editor.chmod(0o755)
        self.environment = environment(home, EDITOR=str(editor), VISUAL=str(editor))

    def git(self, directory, *arguments, check=True, stdin=b"", timeout=60):
        outcome = run(["git", *arguments], directory, self.environment, stdin, timeout)
        if check and not outcome.ok:
            raise RuntimeError(f"git {' '.join(arguments)}: {outcome}")
        return outcome.out

    def promptpal(self, directory, *arguments, timeout=20, stdin=b"", extra=None):
        values = {**self.environment, **(extra or {})}
        return run([self.program, *arguments], directory, values, stdin, timeout)


def copy(source, target):
    """A copy with times, modes and names kept; `target` is replaced."""
    shutil.rmtree(target, ignore_errors=True)
    outcome = run(["cp", "-a", str(source), str(target)], "/")
    if not outcome.ok:
        raise RuntimeError(str(outcome))


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def make_store(scratch, target, subfolder=""):
    """A repository with a store in it (in `subfolder` of it), some history, and work of the user in three states.

    The user has staged a new file and an edit, edited two files without staging, and has a file Git knows nothing of.
    """
    target = Path(target)
    target.mkdir(parents=True)
    store = target / subfolder if subfolder else target
    store.mkdir(exist_ok=True)

    def git(*arguments):
        return scratch.git(target, *arguments)

    def ours(*arguments):
        outcome = scratch.promptpal(store, *arguments)
        if not outcome.ok:
            raise RuntimeError(f"promptpal {' '.join(arguments)}: {outcome}")

    git("init", "-q")
    git("config", "user.name", "Ana Ruiz")
    git("config", "user.email", "ana@example.com")
    shutil.rmtree(target / ".git/hooks", ignore_errors=True)
    put(target / "notes.txt", "notes\n")
    put(target / "mixed.txt", "one\n")
    ours("init", ".")
    put(store / "prompts/marketing/tone.module.yaml", MODULE.format(id=record_id(1), name="Tone"))
    names = ["launch", "edited", "old", "gone", "draft", "staged"]
    for number, name in enumerate(names, 2):
        # Those that the user is working on use no module, or moving that would have to change them too.
        use = {} if name not in ("draft", "staged") else {"use": ""}
        put(store / f"prompts/marketing/{name}.prompt.yaml", prompt(number, name.capitalize(), "As it was", **use))
    put(store / "prompts/other/steady.prompt.yaml",
        f"id: {record_id(20)}\nname: Steady\ndescription: As it was\nmodules:\n  - name: Task\n    content: Hold.\n")
    git("add", "-A")
    git("commit", "-q", "-m", "A store")
    ours("rm", "marketing/gone")
    ours("set", "marketing/old", "description=Set before")

    # The user's own work, which nothing of ours may touch.
    put(target / "notes.txt", "notes, edited and not staged\n")
    put(target / "mixed.txt", "one, staged\n")
    put(target / "staged.txt", "new and staged\n")
    put(store / "prompts/marketing/staged.prompt.yaml",
        prompt(7, "Staged", "Staged by the user", use=""))
    git("add", "mixed.txt", "staged.txt", "--", str(store / "prompts/marketing/staged.prompt.yaml"))
    put(target / "mixed.txt", "one, staged, then edited\n")
    put(store / "prompts/marketing/draft.prompt.yaml",
        prompt(6, "Draft", "Edited and not staged", use=""))
    put(target / "untracked.txt", "Git knows nothing of this\n")
    return store


def trash_entries(scratch, store):
    """The entries of the trash, oldest name first."""
    folder = Path(store) / "trash"
    return sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []


# What differs from run to run though the change is the same: ids and times.
_VARYING = [
    (re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), b"<id>"),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), b"<time>"),
    (re.compile(rb"trash/[^/\s]+/"), b"trash/<entry>/"),
    (re.compile(rb"-----BEGIN AGE.*?-----END AGE", re.DOTALL), b"<sealed>"),
    (re.compile(rb"^index [0-9a-f.]+.*$", re.M), b"index"),
    # By its number, or by its commit where the history could not be read at that moment.
    (re.compile(rb"^(Label \S+ \S+ at )\S+$", re.M), rb"\1<version>"),
    (re.compile(rb"^Promptpal-Undo: [0-9a-f]+", re.M), b"Promptpal-Undo: <commit>"),
]


def normalised(text):
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    return text


def files_below(directory, ignoring=(".git",)):
    """Every file below a directory with its bytes; links by their target."""
    found = {}
    for folder, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if name not in ignoring]
        for name in names:
            path = Path(folder) / name
            found[str(path.relative_to(directory))] = (
                os.readlink(path).encode() if path.is_symlink() else path.read_bytes())
    return found
