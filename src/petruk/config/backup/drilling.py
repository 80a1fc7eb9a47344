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
from petruk.config.commands import verify_log
from petruk.config.startup import installation
from petruk.core.log.verifying import Code

RESULTS = 100


@dataclass(frozen=True)
class Drill:
    """What a drill found: seconds to restore, age of the data in seconds, what was proven, and every fault in words.

    ``entries`` of the audit log are proven by the notes that others keep; none where no note was at hand.
    """

    restored_in: float
    age: float
    rows: int
    files: int
    results: int
    entries: int
    faults: tuple[str, ...]


def drill(source: Path, key: Path, folder: Path, *, against: Path | None = None) -> Drill:
    """Raises ``Refusal`` when the bundle cannot even be restored."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["PETRUK_MODE"] = "local"
    started = monotonic()
    manifest = restore(source, folder, private_key(key))
    with installation(data=str(folder)):
        seconds = monotonic() - started
        results, entries, faults = _prove(against)
    lost = (f"Berkas {name} sudah hilang ketika cadangan dibuat." for name in manifest.lost)
    return Drill(
        restored_in=round(seconds, 1),
        age=round((datetime.now(UTC) - manifest.made_at).total_seconds()),
        rows=sum(manifest.rows.values()),
        files=len(manifest.files),
        results=results,
        entries=entries,
        faults=(*lost, *faults),
    )


def _prove(against: Path | None) -> tuple[int, int, tuple[str, ...]]:
    from petruk.access.authority import console  # noqa: PLC0415  needs the settings
    from petruk.appraisal.queries.proving import sample, unproven  # noqa: PLC0415

    by = console("drill")
    log = verify_log.examined(against, by=by)
    doubtful = log.code is Code.TAMPERED or (against is not None and log.code is not Code.OK)
    results = sample(by, RESULTS)
    faults = (*(verify_log.words(log) if doubtful else ()), *unproven(by, results), *_signing_in(by))
    return len(results), log.signed if log.code is Code.OK else 0, faults


def _signing_in(by: Any) -> Iterator[str]:
    """Give one account of the copy a new password and sign in with it, through the page."""
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from petruk.people.accounts.queries import second_factor_of, users  # noqa: PLC0415
    from petruk.people.actions.accounts import reset_password, reset_second_factor  # noqa: PLC0415

    user = users(by).filter(is_active=True).first()
    if user is None:
        yield "Tidak ada akun aktif yang dapat masuk."
        return
    if second_factor_of(by, user).on:
        reset_second_factor(user, reason="latihan pemulihan", at=timezone.now(), by=by)
    password = reset_password(user, at=timezone.now(), by=by)
    client = Client(headers={"host": "localhost"})
    client.post(reverse("account:sign_in"), {"login": user.username, "password": password})
    if client.get(reverse("account:password")).status_code != 200:
        yield f"Akun {user.username} tidak dapat masuk."
