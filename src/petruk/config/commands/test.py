"""Install what the tests need besides Python, check everything, then run the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from petruk.config.commands import check

PROCESSES = "2"


@dataclass(frozen=True)
class Program:
    """A program of the operating system, its Debian package, and the word by which a test shows that it needs it."""

    name: str
    package: str
    word: str


PROGRAMS = (
    Program("chromium", "chromium", "mark.browser"),
    Program("pdftotext", "poppler-utils", "pdftotext"),
    Program("pdfsig", "poppler-utils", "pdfsig"),
    Program("soffice", "libreoffice-calc-nogui", "soffice"),
)


def run(arguments: list[str]) -> int:
    """Check, then run pytest with the given arguments (all tests without any); exit 1 when either fails."""
    absent = [program for program in PROGRAMS if not shutil.which(program.name) and needed(program, arguments)]
    missing = sorted({program.package for program in absent})
    if missing and not _install(missing):
        print(f"petruk: uji memerlukan {', '.join(missing)}; pasang dengan: {_line(missing)}", file=sys.stderr)
        return 1
    checked = check.run([])
    tested = _pytest(arguments)
    if checked and not tested:
        print("Semua uji lulus, tetapi pemeriksaan di atas gagal.")
    return checked or tested


def needed(program: Program, arguments: Iterable[str]) -> bool:
    """Say whether a test among those asked for uses the program."""
    asked = [check.ROOT / argument.partition("::")[0] for argument in arguments]
    places = [place for place in asked if place.exists()] or [check.ROOT / "tests"]
    files = (file for place in places for file in ([place] if place.is_file() else place.rglob("*.py")))
    return any(program.word in file.read_text("utf-8") for file in files)


def _install(packages: list[str]) -> bool:
    """Install Debian packages if we may. Nobody is asked anything, and nothing else is installed."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"petruk: memasang {', '.join(packages)} ...", file=sys.stderr, flush=True)
    quiet = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "--no-install-recommends", "-y", *packages])
    return all(subprocess.run(command, env=quiet, check=False).returncode == 0 for command in commands)  # noqa: S603


def _line(packages: list[str]) -> str:
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def _pytest(arguments: list[str]) -> int:
    """Run pytest in its own process; interrupted from the keyboard, it ends its workers and its database itself."""
    surroundings = dict(os.environ) | {"PYTHONPATH": str(check.ROOT / "src")}
    command = [sys.executable, "-m", "pytest", "-n", PROCESSES, *arguments]
    process = subprocess.Popen(command, cwd=check.ROOT, env=surroundings)  # noqa: S603  our own tests
    try:
        return process.wait()
    except KeyboardInterrupt:
        return process.wait()
