"""errors: EIO, ENOSPC, EMFILE and EINTR from each system call of every writing command."""

from calls import CAN_FILL_DISK, CAN_MAKE_FILES, CAN_WAKE_EINTR, NOT_THE_DISK, disturbed, record
from cases import NAMES, RECOVERING, build
from invariants import after
from sampling import each, sample
from store import copy

SUMMARY = "EIO, ENOSPC, EMFILE, EINTR at each system call"

# What a message must have to name the cause; the C library's words, or plainer ones.
CAUSES = {
    "EIO": [b"input/output error", b"i/o error"],
    "ENOSPC": [b"no space", b"disk is full", b"disk full"],
    "EMFILE": [b"too many open files"],
    "EINTR": [b"interrupted"],
}
WHERE = {"EIO": None, "ENOSPC": CAN_FILL_DISK, "EMFILE": CAN_MAKE_FILES, "EINTR": CAN_WAKE_EINTR}


def run(scratch, report, full, only=None):
    cases, broken = build(scratch, ("root", "sub") if only and only[0].endswith("@sub") else ("root",),
                          [only[0]] if only else [*NAMES, *RECOVERING])
    for name, why in broken:
        report.point(name, [why])
    points = []
    for case in cases:
        place = scratch.root / f"recording-{case.name}"
        copy(case.prepared, place)
        recording = record(scratch, case, place)
        report.fact("of the program's start left out", len(recording.loader))
        report.fact("calls for memory, signals and threads left out",
                    sum(call.name in NOT_THE_DISK for call in recording.own))
        for call in recording.own:
            for error, names in WHERE.items():
                if call.name not in NOT_THE_DISK and not _keeps_pipe(case, call) and (names is None or call.name in names):
                    points.append((case, call, error))
    if only:
        points = [p for p in points if not only[1:] or f"{p[1].point}:{p[2]}" == ":".join(only[1:])]
    elif not full:
        points = sample(points, 240, lambda point: point[2] in ("EIO", "ENOSPC"))

    def one(point, place):
        case, call, error = point
        copy(case.prepared, place)
        outcome, text = disturbed(scratch, case, place, call.name, call.occurrence, f"error={error}", timeout=60)
        if not text:
            report.count("not reached")
        problems = judge(outcome, error)
        if not problems and not names_cause(outcome, error):
            report.count("refused for another reason than the error")
        if outcome.ok:
            report.count("done all the same")
        if is_first(point):
            report.count("points of new, set, mv, rm, trash-restore, save and undo with EIO, ENOSPC and EMFILE")
        problems += after(scratch, case, place, outcome, call.point)
        report.point(name(point), [f"at {text} => {problem}" for problem in problems])

    def name(point):
        return f"{point[0].name}:{point[1].point}:{point[2]}"

    # Changes of a store, and a disk that fails or is full, before the rest: what is ended early has these.
    def is_first(point):
        return point[0].name in NAMES[:7] and point[2] != "EINTR"

    first = [point for point in points if is_first(point)]
    each(scratch, report, first, one, name)
    if not report.skipped:
        each(scratch, report, [point for point in points if not is_first(point)], one, name)


def judge(outcome, error):
    """A command that met an error says so in words, or has done what it was asked."""
    if outcome.code is None:
        return ["it hangs"]
    if outcome.crashed:
        return [f"it crashes, {outcome}"]
    if outcome.ok:
        return []
    return [] if outcome.err.strip() else [f"it fails without a word, exit {outcome.code}"]


def names_cause(outcome, error):
    """Whether a refusal names the error. libgit2 takes some for "not there"; nothing is lost by that, but it is counted."""
    words = outcome.err.lower()
    return outcome.ok or any(cause in words for cause in CAUSES[error])


def _keeps_pipe(case, call):
    """An error in the place of `close` leaves open what the real call would have closed whatever it answers, so the other end of a
    pipe, to an editor or to Git on the other side, waits for ever. That is the injection's doing, not a fault there can be."""
    return call.name == "close" and case.starts_other_programs
