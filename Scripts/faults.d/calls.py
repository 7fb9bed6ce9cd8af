"""The system calls of a command: recorded once with strace, then each one disturbed."""

import re
from collections import Counter
from dataclasses import dataclass

from running import run

# The process itself, its memory, its signals and its clock: an error there is no fault of a disk, and the C library
# takes care of it. They are killed at as all others are.
NOT_THE_DISK = {
    "brk", "mmap", "munmap", "mprotect", "madvise", "mremap", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "sigaltstack", "futex", "gettid", "getpid", "getppid", "getuid", "geteuid", "getgid", "getegid", "set_tid_address",
    "set_robust_list", "rseq", "prlimit64", "arch_prctl", "sched_getaffinity", "clone", "clone3", "vfork", "wait4",
    "execve", "exit", "exit_group", "sysinfo", "uname", "clock_gettime", "clock_nanosleep", "nanosleep", "getrandom",
    "sched_yield", "membarrier", "restart_syscall", "rt_sigsuspend", "pause", "tgkill",
}
CAN_WAKE_EINTR = {
    "read", "pread64", "write", "pwrite64", "open", "openat", "openat2", "close", "fsync", "fdatasync", "syncfs",
    "flock", "fcntl", "ftruncate", "fallocate", "getdents64", "wait4", "ioctl", "connect", "getrandom",
}
CAN_MAKE_FILES = {"open", "openat", "openat2", "dup", "dup2", "dup3", "fcntl", "pipe", "pipe2", "socket", "eventfd2"}
CAN_FILL_DISK = {
    "open", "openat", "openat2", "write", "pwrite64", "writev", "mkdir", "mkdirat", "rename", "renameat", "renameat2",
    "link", "linkat", "symlink", "symlinkat", "fsync", "fdatasync", "syncfs", "ftruncate", "fallocate", "close",
    "utimensat", "fchmod", "chmod", "mmap", "msync",
}


@dataclass(frozen=True)
class Call:
    """The `occurrence`-th call (from 1) of this name in the command; `text` is what strace shows of it."""

    name: str
    occurrence: int
    text: str

    @property
    def point(self):
        return f"{self.name}:{self.occurrence}"


@dataclass
class Recording:
    """The calls of a command in order: those of the start of any program, and its own."""

    loader: list
    own: list


LINE = re.compile(r"^(\d+) +(\w+)\((.*)$")


def record(scratch, case, place):
    """Runs the command on `place` and gives its system calls."""
    log = scratch.root / f"calls-{case.name}"
    outcome = _strace(scratch, case, place, ["-o", str(log)])
    if not outcome.ok:
        raise RuntimeError(f"{case.name} under strace: {outcome}")
    counts, calls, main = Counter(), [], None
    for line in log.read_text(errors="replace").splitlines():
        match = LINE.match(line)
        if not match:
            continue
        process, name, rest = match.groups()
        main = main or process
        if process == main:
            counts[name] += 1
            calls.append(Call(name, counts[name], f"{name}({rest}"[:160]))
    start = next((index for index, call in enumerate(calls) if _is_ours(call, place)), 0)
    return Recording(calls[:start], calls[start:])


def _is_ours(call, place):
    """Whether a call looks at the user's files: what comes before it is the loader and the start of the C and Swift
    libraries, before `main` or in its first lines."""
    return call.name == "getcwd" or str(place) in call.text or call.name == "openat2"


def disturbed(scratch, case, place, name, occurrence, fault, timeout=20):
    """Runs the command with a fault at one call: `signal=KILL`, or `error=EIO`. Gives the call too, as it was this time."""
    log = place.parent / "call"
    options = ["-o", str(log), "-e", f"trace={name}", "-e", f"inject={name}:{fault}:when={occurrence}"]
    if not case.starts_other_programs and not fault.startswith("signal"):
        options.append("--seccomp-bpf")  # stops at these calls only; strace sends no signal from there
    outcome = _strace(scratch, case, place, options, timeout)
    lines = [line for line in log.read_text(errors="replace").splitlines() if "(INJECTED)" in line or line.endswith("= ?")]
    return outcome, re.sub(r"^\d+ +", "", lines[-1])[:200] if lines else ""


def _strace(scratch, case, place, options, timeout=60):
    # An editor that the command starts, or Git on the other side, is another program, and not ours to hurt.
    follow = [] if case.starts_other_programs and options[-1] != "all" and "trace=" in " ".join(options) else ["-f"]
    command = ["strace", "-qq", *follow, *options, scratch.program, *case.arguments]
    return run(command, place / case.where, scratch.environment, stdin=case.stdin, timeout=timeout)
