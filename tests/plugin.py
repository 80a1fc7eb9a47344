"""Loaded before Django's settings: gives every test run its own data folder and its own PostgreSQL."""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests import egress

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))


CLEANUP = ExitStack()


def pytest_configure() -> None:
    egress.close()


def pytest_unconfigure() -> None:
    CLEANUP.close()


def _prepare() -> None:
    from petruk.config import embedded

    folder = Path(CLEANUP.enter_context(tempfile.TemporaryDirectory(prefix="petruk-test-", ignore_cleanup_errors=True)))
    folder.chmod(0o755)
    os.environ["PETRUK_DATA"] = str(folder)
    os.environ["PETRUK_MODE"] = "local"
    if "PETRUK_TEST_DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["PETRUK_TEST_DATABASE_URL"]
    else:
        os.environ["DATABASE_URL"] = CLEANUP.enter_context(embedded.running(folder / "pg", durable=False))


if "PYTEST_XDIST_WORKER" not in os.environ:
    _prepare()
