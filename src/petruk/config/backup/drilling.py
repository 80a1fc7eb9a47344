"""The drill: restore a bundle into a place of its own and see that what came back works and can be proven.

Runs in a process of its own, ``./petruk drill --inside``, because the settings of a process belong to one installation.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from petruk.config.backup.locking import private_key
from petruk.config.backup.restoring import restore
from petruk.config.startup import installation

RESULTS = 100


@dataclass(frozen=True)
class Drill:
    """What a drill found: seconds to restore, age of the data in seconds, what was proven, and every fault in words."""

    restored_in: float
    age: float
    rows: int
    files: int
    results: int
    faults: tuple[str, ...]


def drill(source: Path, key: Path, folder: Path) -> Drill:
    """Raises ``Refusal`` when the bundle cannot even be restored."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["PETRUK_MODE"] = "local"
    started = monotonic()
    manifest = restore(source, folder, private_key(key))
    with installation(data=str(folder)):
        seconds = monotonic() - started
        results, faults = _prove()
    lost = (f"Berkas {name} sudah hilang ketika cadangan dibuat." for name in manifest.lost)
    return Drill(
        restored_in=round(seconds, 1),
        age=round((datetime.now(UTC) - manifest.made_at).total_seconds()),
        rows=sum(manifest.rows.values()),
        files=len(manifest.files),
        results=results,
        faults=(*lost, *faults),
    )


def _prove() -> tuple[int, tuple[str, ...]]:
    from petruk.access.authority import console  # noqa: PLC0415  needs the settings
    from petruk.appraisal.queries.proving import sample, unproven  # noqa: PLC0415

    by = console("drill")
    results = sample(by, RESULTS)
    return len(results), (*unproven(by, results), *_signing_in(by))


def _signing_in(by: Any) -> Iterator[str]:
    """Give one account of the copy a new password and sign in with it, through the page."""
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from petruk.people.accounts.queries import users  # noqa: PLC0415
    from petruk.people.actions.accounts import reset_password  # noqa: PLC0415

    user = users(by).filter(is_active=True).first()
    if user is None:
        yield "Tidak ada akun aktif yang dapat masuk."
        return
    password = reset_password(user, at=timezone.now(), by=by)
    client = Client(headers={"host": "localhost"})
    client.post("/masuk/", {"login": user.username, "password": password})
    if client.get("/akun/sandi/").status_code != 200:
        yield f"Akun {user.username} tidak dapat masuk."
