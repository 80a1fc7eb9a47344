"""Every check that needs no test: style, types, layers, templates, packages, words, tables, production settings."""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from petruk.config import embedded, environment

ROOT = Path(__file__).resolve().parents[4]
TOOLS = Path(sys.executable).parent
TEMPLATES = "src/petruk/web/templates"


@dataclass(frozen=True)
class Step:
    """One program and its arguments; ``production`` runs it as an installation that serves people would."""

    name: str
    command: tuple[str, ...]
    production: bool = False


def _python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *arguments)


STEPS = (
    Step("ruff check", (str(TOOLS / "ruff"), "check", ".")),
    Step("ruff format", (str(TOOLS / "ruff"), "format", "--check", ".")),
    Step("mypy", (str(TOOLS / "mypy"),)),
    Step("lint-imports", (str(TOOLS / "lint-imports"),)),
    Step("djlint", (str(TOOLS / "djlint"), "--lint", "--quiet", TEMPLATES)),
    Step("deptry", (str(TOOLS / "deptry"), "src")),
    Step("messages", _python("petruk", "messages", "--check")),
    Step("makemigrations", _python("django", "makemigrations", "--check", "--dry-run"), production=True),
    Step("check --deploy", _python("django", "check", "--deploy", "--fail-level", "WARNING"), production=True),
)


def run(arguments: list[str]) -> int:
    """Run the steps, all of them, or those whose name holds a given word; exit 1 when one fails."""
    parser = argparse.ArgumentParser(prog="petruk check")
    parser.add_argument("steps", nargs="*", help=f"hanya langkah ini: {', '.join(step.name for step in STEPS)}")
    words = parser.parse_args(arguments).steps
    chosen = [step for step in STEPS if not words or any(word in step.name for word in words)]
    failed = list(_failures(chosen))
    if failed:
        print(f"\nGagal: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _failures(steps: list[Step]) -> Iterator[str]:
    """Run the steps in their order, those of a production installation beside a database of their own."""
    surroundings = dict(os.environ) | {"PYTHONPATH": str(ROOT / "src")}
    yield from (step.name for step in steps if not step.production and not _passes(step, surroundings))
    last = [step for step in steps if step.production]
    if last:
        with production() as named:
            yield from (step.name for step in last if not _passes(step, surroundings | named))


def _passes(step: Step, surroundings: dict[str, str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603  our own tools, no shell
        step.command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    passed = done.returncode == 0
    print(f"{'lulus' if passed else 'GAGAL'}  {step.name:<16} {seconds:>6} detik", flush=True)
    if not passed:
        print(f"{done.stdout}{done.stderr}".rstrip(), flush=True)
    return passed


@contextmanager
def production() -> Iterator[dict[str, str]]:
    """Yield the environment of an installation that serves people; its database and key are thrown away."""
    with tempfile.TemporaryDirectory(prefix="petruk-check-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # the embedded server may run as another account
        key = folder / "secret.key"
        key.write_text(secrets.token_urlsafe(environment.SHORTEST_SECRET), encoding="ascii")
        key.chmod(0o400)
        with embedded.running(folder / "pg", durable=False) as url:
            yield {
                "DJANGO_SETTINGS_MODULE": "petruk.config.settings",
                "DATABASE_URL": url,
                "PETRUK_DATA": str(folder),
                "PETRUK_HOSTS": "petruk.example",
                "PETRUK_MODE": environment.Mode.PRODUCTION,
                "PETRUK_SECRET_KEY_FILE": str(key),
                "PETRUK_URL": "https://petruk.example",
            }
