"""Resident memory of a whole running demo: server, worker and PostgreSQL, read from the process table."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from petruk.config.bench.table import Figure

START_WITHIN_SECONDS = 60
KIB = 1024


def resident(data: Path) -> Iterator[Figure]:
    port = _free_port()
    command = [sys.executable, "-m", "petruk", "serve", "--port", str(port), "--data", str(data)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  our own command
    try:
        _wait(f"http://127.0.0.1:{port}/masuk/")
        parts = {"peladen dan pekerja": _family(server.pid), "PostgreSQL": _family(_postmaster(data))}
        for name, pids in parts.items():
            yield Figure(name, f"{sum(map(_megabytes, pids)):.0f} MB, {len(pids)} proses", "", True)
        everything = sum(_megabytes(pid) for pids in parts.values() for pid in pids)
        yield Figure("seluruhnya", f"{everything:.0f} MB", "", True)
    finally:
        server.terminate()
        server.wait(START_WITHIN_SECONDS)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str) -> None:
    until = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(url, timeout=2):  # noqa: S310  our own server on loopback
                return
        except (URLError, ConnectionError):
            time.sleep(0.3)
    raise TimeoutError(f"{url} did not answer")


def _postmaster(data: Path) -> int:
    return int((data / "pg" / "postmaster.pid").read_text().splitlines()[0])


def _family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    parents = {int(entry): _parent(entry) for entry in os.listdir("/proc") if entry.isdigit()}
    family = [pid]
    for one in family:
        family += [child for child, parent in parents.items() if parent == one]
    return family


def _parent(entry: str) -> int:
    try:
        return int(Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _megabytes(pid: int) -> float:
    """Return the proportional share of memory, so that pages in common count once."""
    rollup = Path("/proc", str(pid), "smaps_rollup").read_text()
    kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / KIB
