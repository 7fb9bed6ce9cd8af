"""Which points are tried in this run: a share of all (`--shard K/N`), without those that an earlier run has tried (`--resume`)."""

import hashlib
import json
import threading
import zlib
from pathlib import Path


class Shard:
    """The K-th of N shares of the points. A point is told by its name, so that it stays in its share when others come or go."""

    def __init__(self, text="1/1"):
        self.number, self.count = (int(part) for part in text.split("/"))
        if not 1 <= self.number <= self.count:
            raise ValueError(f"no such share: {text}")

    def has(self, name):
        return zlib.crc32(name.encode()) % self.count == self.number - 1

    @property
    def is_first(self):
        """Whether what can't be divided belongs here."""
        return self.number == 1


class Progress:
    """What earlier runs found, in a file of one line for each point. It is of one program: another one has another file."""

    def __init__(self, path=None):
        self.path = path
        self.lines = []
        self._lock = threading.Lock()
        if path and path.exists():
            for line in path.read_text().splitlines():
                try:
                    self.lines.append(json.loads(line))
                except ValueError:
                    pass  # the run was cut off while it wrote

    @classmethod
    def of(cls, program, is_full):
        digest = hashlib.sha256(Path(program).read_bytes()).hexdigest()[:16]
        folder = Path(__file__).resolve().parents[2] / ".build/faults"
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder / f"{digest}-{'full' if is_full else 'quick'}.jsonl")

    def write(self, line):
        if not self.path:
            return
        with self._lock, self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")
