"""Runs the kinds of faults one after another and prints what was lost. See Scripts/faults."""

import argparse
import importlib
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from progress import Progress, Shard
from report import Report
from store import Scratch

KINDS = ["kill", "errors", "full-disk", "power", "writers", "stale", "damage"]


def main():
    parser = argparse.ArgumentParser(prog="Scripts/faults")
    parser.add_argument("--program", required=True)
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument("--quick", action="store_true")
    depth.add_argument("--full", action="store_true")
    parser.add_argument("--only")
    parser.add_argument("--shard", metavar="K/N", default="1/1", help="the K-th of N shares of the points")
    parser.add_argument("--resume", action="store_true", help="go on where a run with --resume of this program ended")
    parser.add_argument("--keep", action="store_true", help="leave the scratch directory")
    parser.add_argument("kinds", nargs="*")
    arguments = parser.parse_args()
    only = arguments.only.split(":") if arguments.only else None
    kinds = [only[0]] if only else arguments.kinds or KINDS
    for kind in kinds:
        if kind not in KINDS:
            parser.error(f"no such kind: {kind}; there are {', '.join(KINDS)}")

    try:
        shard = Shard(arguments.shard)
    except ValueError:
        parser.error(f"--shard takes K/N with K from 1 to N, not {arguments.shard}")
    progress = Progress.of(arguments.program, arguments.full) if arguments.resume and not only else Progress()

    # Both end a kind early, with the figures so far; also where a shell started this in the background.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    memory = Path("/dev/shm")
    base = memory if memory.is_dir() and shutil.disk_usage(memory).free > 1 << 30 else None
    root = tempfile.mkdtemp(prefix="promptpal-faults-", dir=base)
    fine = True
    try:
        for kind in kinds:
            scratch = Scratch(Path(root) / kind, arguments.program)
            report = Report(kind, shard, progress)
            try:
                importlib.import_module(kind.replace("-", "_")).run(
                    scratch, report, arguments.full, only[1:] if only else None)
            except RuntimeError as error:
                report.point("all", [str(error)])
            fine = report.show() and fine
            if not arguments.keep:
                shutil.rmtree(scratch.root, ignore_errors=True)
    finally:
        if arguments.keep:
            print(f"kept: {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if fine else 1)


main()
