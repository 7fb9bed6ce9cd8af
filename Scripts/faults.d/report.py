"""Counts points and prints a line of figures for each kind."""

import re
import threading
import time
from collections import Counter

from progress import Progress, Shard


class Report:
    """What one kind tried and found, with what earlier runs did. May be told from several threads."""

    def __init__(self, kind, shard=None, progress=None):
        self.kind = kind
        self.tried = 0
        self.failures = []
        self.notes = {}
        self.skipped = []
        self.shard = shard or Shard()
        self._progress = progress or Progress()
        self._done = set()
        self._counts = Counter()
        # By thread, what belongs to the point that it is at.
        self._pending = {}
        self._seconds = 0
        self._runs = 1
        self._lock = threading.Lock()
        self._start = time.monotonic()
        for line in self._progress.lines:
            if line["kind"] == kind:
                self._take(line)

    def wants(self, name):
        """Whether a point is of this share, and was not tried before."""
        return self.shard.has(name) and name not in self._done

    def point(self, name, problems, count=1):
        """One point: what was hurt and where, and what is wrong since."""
        with self._lock:
            counts = self._pending.pop(threading.get_ident(), Counter())
            line = {"kind": self.kind, "point": name, "problems": list(problems), "tried": count, "counts": dict(counts)}
            self._take(line)
        self._progress.write(line)

    def count(self, what, number=1):
        """Something worth a figure of its own, of the point that is tried."""
        with self._lock:
            self._pending.setdefault(threading.get_ident(), Counter())[what] += number

    def note(self, what, value):
        """A figure of this run."""
        with self._lock:
            self.notes[what] = value

    def fact(self, what, number):
        """A figure of all that could be tried, which is no sum of runs."""
        with self._lock:
            self.notes[what] = self.notes.get(what, 0) + number

    def skip(self, why):
        with self._lock:
            self.skipped.append(why)

    def _take(self, line):
        if "seconds" in line:
            self._seconds += line["seconds"]
            self._runs += 1
            return
        if line["point"] in self._done:
            return  # of a series that was cut off and begun again
        self.tried += line["tried"]
        self._counts.update(line["counts"])
        self._done.add(line["point"])
        if line["problems"]:
            self.failures.append((line["point"], line["problems"]))

    def show(self):
        """Prints the figures; gives whether nothing was lost."""
        seconds = round(time.monotonic() - self._start)
        self._progress.write({"kind": self.kind, "seconds": seconds})
        counts = sum(self._pending.values(), self._counts)
        figures = [f"{number} {what}" for what, number in [*counts.items(), *((w, n) for w, n in self.notes.items())]]
        parts = [f"{self.tried} points", f"{len(self.failures)} lost", *figures]
        runs = f" in {self._runs} runs" if self._runs > 1 else ""
        print(f"{self.kind}: {', '.join(parts)}; {self._seconds + seconds} s{runs}", flush=True)
        if self.shard.count > 1:
            print(f"  share {self.shard.number} of {self.shard.count}", flush=True)
        for why in self.skipped:
            print(f"  skipped: {why}", flush=True)
        self._show_failures()
        return not self.failures

    def _show_failures(self):
        """Failures that are alike are shown once, with the points that met them."""
        alike = {}
        for name, problems in self.failures:
            words = "; ".join(problems)
            key = re.sub(r"[0-9a-f]{7,}|[0-9]+|'[^']*'", "#", words.split(" => ", 1)[-1])[:160]
            alike.setdefault(key, []).append((name, words))
        for group in sorted(alike.values(), key=len, reverse=True):
            name, words = group[0]
            print(f"  {len(group)} × {words[:700]}")
            others = "".join(f", {other}" for other, _ in group[1:6]) + (", …" if len(group) > 6 else "")
            print(f"    again: Scripts/faults --only {self.kind}:{name}{others}", flush=True)
