"""File systems of our own: in memory with a limit, or an ext4 in a file that can lose its power."""

import fcntl
import os
import struct
from pathlib import Path

from running import run


class Mounted:
    """A mounted file system; unmounted at the end of its `with`."""

    def __init__(self, path):
        self.path = Path(path)

    @classmethod
    def tmpfs(cls, scratch, options):
        path = _mount_point(scratch)
        _do("mount", "-t", "tmpfs", "-o", options, "promptpal-faults", str(path))
        return cls(path)

    @classmethod
    def loop(cls, scratch, image, options="noatime"):
        path = _mount_point(scratch)
        _do("mount", "-o", f"loop,{options}", str(image), str(path))
        return cls(path)

    def remount(self, options):
        _do("mount", "-o", f"remount,{options}", str(self.path))

    def cut_power(self):
        """From here on nothing reaches the disk, nor was anything flushed that had not been: EXT4_IOC_SHUTDOWN without a flush of its journal."""
        request = 2 << 30 | 4 << 16 | ord("X") << 8 | 125  # _IOR('X', 125, __u32)
        no_log_flush = 2
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, request, struct.pack("I", no_log_flush))
        finally:
            os.close(descriptor)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        _do("umount", str(self.path))


def make_ext4(path, megabytes):
    """An ext4 file system in a file."""
    with open(path, "wb") as file:
        file.truncate(megabytes << 20)
    _do("mkfs.ext4", "-q", "-F", str(path))


def cannot_mount(scratch, loop=False):
    """Why no file system can be mounted here, or None."""
    if os.geteuid() != 0:
        return "mounting needs root"
    try:
        if not loop:
            with Mounted.tmpfs(scratch, "size=1m"):
                return None
        image = scratch.root / "probe.img"
        make_ext4(image, 8)
        with Mounted.loop(scratch, image) as mount:
            mount.cut_power()
        image.unlink()
        return None
    except (RuntimeError, OSError) as error:
        return f"no file system can be mounted here: {error}"


def _mount_point(scratch):
    path = scratch.root / "mount"
    path.mkdir(exist_ok=True)
    return path


def _do(*command):
    outcome = run(command, "/", timeout=60)
    if not outcome.ok:
        raise RuntimeError(f"{' '.join(command)}: {outcome}")
