"""Counts points and prints a line of figures for each kind."""

import re
import threading
import time


class Report:
    """What one kind tried and found. May be told from several threads."""

    def __init__(self, kind):
        self.kind = kind
        self.tried = 0
        self.failures = []
        self.notes = {}
        self.skipped = []
        self._lock = threading.Lock()
        self._start = time.monotonic()

    def point(self, name, problems, count=1):
        """One point: what was hurt and where, and what is wrong since."""
        with self._lock:
            self.tried += count
            if problems:
                self.failures.append((name, list(problems)))

    def count(self, what, number=1):
        """Something worth a figure of its own."""
        with self._lock:
            self.notes[what] = self.notes.get(what, 0) + number

    def note(self, what, value):
        with self._lock:
            self.notes[what] = value

    def skip(self, why):
        with self._lock:
            self.skipped.append(why)

    def show(self):
        """Prints the figures; gives whether nothing was lost."""
        seconds = time.monotonic() - self._start
        parts = [f"{self.tried} points", f"{len(self.failures)} lost", *(f"{n} {w}" for w, n in self.notes.items())]
        print(f"{self.kind}: {', '.join(parts)}; {seconds:.0f} s", flush=True)
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
