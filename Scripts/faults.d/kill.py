"""kill: SIGKILL at every system call of every writing command."""

from calls import disturbed, record
from cases import NAMES, RECOVERING, build
from invariants import after
from sampling import each, sample
from store import copy

SUMMARY = "SIGKILL at every system call of every writing command"


def run(scratch, report, full, only=None):
    wanted = [only[0]] if only else None if full else [*NAMES, *RECOVERING, "set@sub"]
    layouts = ("root", "sub") if full or not only else ("sub",) if only[0].endswith("@sub") else ("root",)
    cases, broken = build(scratch, layouts, wanted)
    for name, why in broken:
        report.point(name, [why])
    points = []
    for case in cases:
        place = scratch.root / f"recording-{case.name}"
        copy(case.prepared, place)
        recording = record(scratch, case, place)
        report.fact("of the program's start left out", len(recording.loader))
        points += [(case, call) for call in recording.own]
    if only:
        points = [(case, call) for case, call in points if not only[1:] or call.point == ":".join(only[1:])]
    elif not full:
        points = sample(points, 240, lambda point: _is_dangerous(point[1]))

    def one(point, place):
        case, call = point
        copy(case.prepared, place)
        outcome, text = disturbed(scratch, case, place, call.name, call.occurrence, "signal=KILL")
        if outcome.ok:
            report.count("not reached")
        problems = after(scratch, case, place, outcome, call.point)
        report.point(f"{case.name}:{call.point}", [f"at {text} => {problem}" for problem in problems])

    each(scratch, report, points, one, lambda point: f"{point[0].name}:{point[1].point}")


CHANGING = {
    "write", "pwrite64", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat",
    "rmdir", "ftruncate", "fsync", "fdatasync", "syncfs", "flock", "fchmod", "chmod", "symlink", "utimensat",
}


def _is_dangerous(call):
    return call.name in CHANGING or "O_CREAT" in call.text
