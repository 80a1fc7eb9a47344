"""A child process that looks at a stranger's file, so that the file harms nobody: bound in memory, processor time and
files, with an empty environment."""

import resource
import subprocess
import sys
from pathlib import Path
from typing import IO

SOURCE = Path(__file__).resolve().parents[2]
CPU_SECONDS = 20


def start(module: str, stdin: IO[bytes] | int) -> "subprocess.Popen[bytes]":
    """Start a module of ours as the child; it answers on its standard output and must bind itself first."""
    return subprocess.Popen(  # noqa: S603  our own module
        (sys.executable, "-B", "-P", "-s", "-m", module),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
    )


def tighten(*, address_space: int, open_files: int) -> None:
    """Bind this process, for good: memory in bytes, time, no files to write, no core to leave behind."""
    for what, most in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, open_files),
    ):
        resource.setrlimit(what, (most, most))
