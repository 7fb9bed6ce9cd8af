"""full-disk: a file system with a few blocks or inodes left, one more at each step until the command fits."""

import os

from cases import NAMES, build
from errors import judge, names_cause
from invariants import after
from mounts import Mounted, cannot_mount
from store import copy

SUMMARY = "a file system of about 1 MB that is full, or out of inodes"
PAGE = 4096
STEPS = 200


def run(scratch, report, full, only=None):
    why = cannot_mount(scratch)
    if why:
        report.skip(why)
        return
    names = NAMES if full else ["new", "set", "mv", "pull"]
    cases, broken = build(scratch, ("root",), [only[0]] if only else names)
    for name, problem in broken:
        report.point(name, [problem])
    for case in cases:
        for what in ("blocks", "inodes"):
            if report.wants(f"{case.name}:{what}"):
                _until_it_fits(scratch, report, case, what, full, only)


def _until_it_fits(scratch, report, case, what, full, only):
    """Leaves 0, 1, 2… pages or inodes free, until the command is done in what is left."""
    fits = 0
    step = 1 if full else 3
    for left in range(0, STEPS, step):
        name = f"{case.name}:{what}:{left}"
        if only and only[1:] and name != ":".join(only):
            continue
        with Mounted.tmpfs(scratch, "size=64m,nr_inodes=4096") as mount:
            place = mount.path / "repository"
            copy(case.prepared, place)
            mount.remount(_limits(mount.path, what, left))
            outcome = scratch.promptpal(place / case.where, *case.arguments, stdin=case.stdin)
            problems = judge(outcome, "ENOSPC")
            if not names_cause(outcome, "ENOSPC") and case.sharing and b"shared.git" in outcome.err:
                # The other side is on the same disk; Git's own words do not always reach us.
                report.count("refused by the other side")
            elif not names_cause(outcome, "ENOSPC"):
                problems.append(f"the message does not say that the disk is full: {outcome}")
            # The user makes room, as one would.
            mount.remount("size=64m,nr_inodes=4096")
            problems += after(scratch, case, place, outcome)
            report.point(name, problems)
            fits = fits + 1 if outcome.ok else 0
        if fits == 2:
            report.point(f"{case.name}:{what}", [], count=0)
            return


def _limits(path, what, left):
    """Mount options that leave so many pages or inodes."""
    used = os.statvfs(path)
    blocks = (used.f_blocks - used.f_bfree) * used.f_frsize
    inodes = used.f_files - used.f_ffree
    if what == "blocks":
        return f"size={blocks + left * PAGE},nr_inodes=4096"
    return f"size=64m,nr_inodes={inodes + left}"
