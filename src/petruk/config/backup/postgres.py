"""The database as a whole: one moment of it, its dump, and putting a dump into an empty one."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from petruk.config import embedded
from petruk.core.errors import Refusal

VERSION_UNIT = 10_000
DEBIAN = Path("/usr/lib/postgresql")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
WITH_FILES = """SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'
    AND column_name IN ('stored_as', 'sha256') GROUP BY 1 HAVING count(*) = 2 ORDER BY 1"""
FILES_OF = "SELECT stored_as, sha256 FROM {} WHERE stored_as <> '' ORDER BY 1"
TABLES_THAT_FORGET = frozenset({"attempt_limit", "django_session", "people_session"})


class PostgresFailed(Refusal):
    """A program of PostgreSQL is missing or said no."""


@dataclass(frozen=True)
class KeptFile:
    """A file that a row names: its name in the vault, and the SHA-256 of what it must hold."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Moment:
    """What the database holds at one moment: rows of each table, applied migrations, named files.

    A dump that is given ``snapshot`` holds exactly this, whatever is written meanwhile.
    """

    snapshot: str
    rows: dict[str, int]
    migrations: tuple[str, ...]
    files: tuple[KeptFile, ...]


@contextmanager
def moment(url: str) -> Iterator[Moment]:
    """Hold one moment of a database still; it can be dumped while the block lasts."""
    with psycopg.connect(url, options="-c default_transaction_isolation=repeatable\\ read") as connection:
        connection.read_only = True
        [(snapshot,)] = connection.execute("SELECT pg_export_snapshot()").fetchall()
        yield Moment(str(snapshot), _rows(connection), _migrations(connection), tuple(_files(connection)))


def rows_of(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        return _rows(connection)


def is_empty(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return not connection.execute(TABLES).fetchall()


@contextmanager
def dumped(url: str, snapshot: str) -> Iterator[BinaryIO]:
    """Yield the dump of one moment as it is made. Raises ``PostgresFailed``, at the end at the latest."""
    called = _call(url, "pg_dump", "--format=custom", f"--snapshot={snapshot}")
    with subprocess.Popen(**called, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        yield cast(BinaryIO, process.stdout)
        said = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise PostgresFailed(f"pg_dump gagal: {said.strip()}")


def put(url: str, feed: Callable[[BinaryIO], None]) -> None:
    """Fill an empty database with a dump that ``feed`` writes, whole or not at all. Raises ``PostgresFailed``."""
    called = _call(url, "pg_restore", "--single-transaction", "--exit-on-error")
    with subprocess.Popen(**called, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        try:
            feed(cast(BinaryIO, process.stdin))
            process.stdin.close()
        except BrokenPipeError:
            pass  # it gave up, and says why
        except BaseException:
            process.kill()
            raise
        said = process.stderr.read().decode(errors="replace")
    if process.returncode:
        raise PostgresFailed(f"pg_restore gagal, basis data tetap kosong: {said.strip()}")


def _call(url: str, name: str, *options: str) -> dict[str, Any]:
    """Return how a program is started; a password goes where other accounts of the machine cannot read it."""
    parts: dict[str, Any] = conninfo_to_dict(url)
    hidden = {"PGPASSWORD": str(parts.pop("password"))} if "password" in parts else {}
    address = f"--dbname={make_conninfo(**parts)}"
    return {
        "args": [str(_program(url, name)), *options, "--no-owner", "--no-privileges", address],
        "env": os.environ | hidden,
    }


def _program(url: str, name: str) -> Path:
    """Return a program of the same major version as the server; another one may write what that cannot read."""
    with psycopg.connect(url) as connection:
        major = connection.info.server_version // VERSION_UNIT
    for folder in _folders(major):
        if (folder / name).exists():
            return folder / name
    raise PostgresFailed(f"{name} {major} tidak ada; pasang paket postgresql-client-{major}.")


def _folders(major: int) -> tuple[Path, ...]:
    ours = embedded.programs(major)
    return (*([ours] if ours else []), DEBIAN / str(major) / "bin")


def _rows(connection: psycopg.Connection) -> dict[str, int]:
    tables = [name for (name,) in connection.execute(TABLES).fetchall() if name not in TABLES_THAT_FORGET]
    counting = sql.SQL("SELECT count(*) FROM {}")
    return {name: _number(connection, counting.format(sql.Identifier(name))) for name in tables}


def _number(connection: psycopg.Connection, query: sql.Composed) -> int:
    [(number,)] = connection.execute(query).fetchall()
    return int(number)


def _migrations(connection: psycopg.Connection) -> tuple[str, ...]:
    applied = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY app, name")
    return tuple(name for (name,) in applied.fetchall())


def _files(connection: psycopg.Connection) -> Iterator[KeptFile]:
    """Every table that names files in the vault has the same two columns, so that none can be forgotten here."""
    for (table,) in connection.execute(WITH_FILES).fetchall():
        for name, sha256 in connection.execute(sql.SQL(FILES_OF).format(sql.Identifier(table))):
            yield KeptFile(name, sha256)
