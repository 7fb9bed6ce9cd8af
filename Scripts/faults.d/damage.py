"""damage: each byte of the small files that a store stands on flipped, zeroed, and the file cut off there."""

from calls import disturbed
from cases import build
from invariants import fsck, lost, next_command
from sampling import each
from store import copy, files_below

SUMMARY = "bytes flipped, zeroed and cut off"
HOW = {
    "flip": lambda content, at: content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1:],
    "case": lambda content, at: content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1:],
    "zero": lambda content, at: content[:at] + b"\0" + content[at + 1:],
    "cut": lambda content, at: content[:at],
    "zero-rest": lambda content, at: content[:at] + bytes(len(content) - at),
}
READING = [["list"], ["show", "marketing/launch"], ["validate", "marketing/launch"], ["status"], ["log"]]
LIMIT = 10


def run(scratch, report, full, only=None):
    cases, broken = build(scratch, ("root",), ["set", "mv"])
    for name, why in broken:
        report.point(name, [why])
    cases = {case.name: case for case in cases}
    if "set" not in cases or "mv" not in cases:
        return
    cases["set"].pending = False
    # A store in which a killed `mv` left its journal, its lock and half of its files.
    interrupted = cases["mv"]
    disturbed(scratch, interrupted, interrupted.prepared, "syncfs", 1, "signal=KILL")
    interrupted.pending = True
    points = []
    for case in (cases["set"], interrupted):
        for path in _targets(scratch, case):
            size = (case.prepared / path).stat().st_size
            places = range(size) if full else range(0, size, max(1, size // 3))
            for at in places:
                points += [(case, path, at, how) for how in HOW if full and how != "case" or not full and how in ("flip", "cut")
                           or path.endswith(".yaml")]
    if only:
        points = [point for point in points if _name(point) == ":".join(only)]
    report.fact("bytes", len({point[:3] and (point[0].name, point[1], point[2]) for point in points}))

    def one(point, place):
        case, path, at, how = point
        copy(case.prepared, place)
        report.point(_name(point), _judge(scratch, report, case, place, place / path, at, HOW[how]))

    each(scratch, report, points, one, _name)


def _name(point):
    return f"{point[0].name}:{point[1]}:{point[2]}:{point[3]}"


def _targets(scratch, case):
    """The files to damage: for the interrupted store those of the change under way, else what Git and we stand on."""
    git = case.prepared / ".git"
    own = [f".git/promptpal/{path.name}" for path in sorted((git / "promptpal").glob("*")) if path.is_file()]
    if case.pending:
        return [*own, *([".git/index.lock"] if (git / "index.lock").exists() else [])]
    objects = []
    for name in ("HEAD", "HEAD^{tree}", "HEAD:prompts/marketing/launch.prompt.yaml"):
        hexadecimal = scratch.git(case.prepared, "rev-parse", name).decode().strip()
        objects.append(f".git/objects/{hexadecimal[:2]}/{hexadecimal[2:]}")
    return [".git/HEAD", ".git/config", ".git/index", ".git/refs/heads/main", "promptpal.yaml",
            "prompts/marketing/launch.prompt.yaml", *objects, *own]


def _judge(scratch, report, case, place, path, at, damage):
    problems = []
    whole = path.read_bytes()
    hurt = damage(whole, at)
    path.chmod(0o644)
    path.write_bytes(hurt)
    before = files_below(place, ignoring=())
    for arguments in READING:
        outcome = scratch.promptpal(place, *arguments, timeout=LIMIT)
        problems += _spoken(arguments, outcome)
    now = files_below(place, ignoring=())
    if not case.pending:
        changed = [name for name in before if now.get(name) != before[name] and not name.startswith(".git/promptpal/")]
        if changed:
            problems.append(f"reading changed {changed}")

    outcome = scratch.promptpal(place, *case.follow_ups[0], timeout=LIMIT)
    problems += _spoken(case.follow_ups[0], outcome)
    if problems:
        return problems
    report.count("written all the same" if outcome.ok else "refused with a message")
    # The damage is undone, unless the file was rightly written again.
    if path.exists() and path.read_bytes() == hurt or not path.exists() and not case.pending:
        path.write_bytes(whole)
    if case.pending:
        return _after_interruption(scratch, case, place)
    if not outcome.ok:
        return [f"after the damage is undone: {problem}" for problem in next_command(scratch, case, place)]
    history = scratch.git(place, "log", "--all", "-p", "--format=%H")
    if b"+description: The next command" not in history:
        problems.append("what was acknowledged is in no history")
    return problems


def _after_interruption(scratch, case, place):
    """The notes of an interrupted change are damaged, so it may be taken back or left as a plain edit; it must
    not stand in the way, and what the user had is there."""
    following = scratch.promptpal(place, *case.follow_ups[0], timeout=LIMIT)
    if not following.ok:
        return [f"the next command but one fails: {following}"]
    problems = fsck(scratch, place) + lost(case.before, place, case.follow_ups[0])
    locks = [path.name for path in (place / ".git").rglob("*.lock")]
    if locks:
        problems.append(f"left behind: {locks}")
    return problems


def _spoken(arguments, outcome):
    if outcome.code is None:
        return [f"`{' '.join(arguments)}` hangs"]
    if outcome.crashed:
        return [f"`{' '.join(arguments)}` crashes, {outcome}"]
    if not outcome.ok and not outcome.err.strip() and not outcome.out.strip():
        return [f"`{' '.join(arguments)}` fails without a word"]
    return []
