"""Runs programs and says how they ended."""

import os
import subprocess
from dataclasses import dataclass


@dataclass
class Outcome:
    """How a program ended. `code` is negative for a signal, and None where it ran out of time."""

    code: int | None
    out: bytes
    err: bytes

    @property
    def ok(self):
        return self.code == 0

    @property
    def crashed(self):
        """Whether it ended by a signal, or as a shell reports one, or never."""
        return self.code is None or self.code < 0 or self.code >= 128

    def __str__(self):
        how = "ran out of time" if self.code is None else f"exit {self.code}"
        words = " ".join((self.err or self.out).decode(errors="replace").split())
        return f"{how}: {words[:300]}"


def run(arguments, directory, environment=None, stdin=b"", timeout=20):
    """Runs a program to its end, or for `timeout` seconds."""
    process = subprocess.Popen(
        arguments, cwd=directory, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    try:
        out, err = process.communicate(stdin, timeout)
        return Outcome(process.returncode, out, err)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        return Outcome(None, out, err)


def environment(home, **more):
    """A plain environment: nobody's Git settings, English, no terminal."""
    values = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "SWIFT_BACKTRACE": "enable=no",
        "NO_COLOR": "1",
    }
    for name in ("LD_LIBRARY_PATH",):
        if name in os.environ:
            values[name] = os.environ[name]
    values.update(more)
    return values
