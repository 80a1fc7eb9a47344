"""Take out of the vault what no row names: left by a process that died between writing a file and its row."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from petruk.access.authority import Authority
from petruk.appraisal import vault
from petruk.audit.actions import record_upkeep
from petruk.core.errors import Refusal
from petruk.documents.queries.kept import names_in_vault

GRACE = timedelta(hours=24)
FEW = 10
LARGEST_SHARE = 10  # of so many files at most one may be without a row


class TooManyOrphans(Refusal):
    """So many files without a row mean that this is not their database. Nothing was removed."""


def sweep(*, at: datetime, by: Authority) -> list[str]:
    """Remove files without a row that are older than a day, and return their names. Raises ``TooManyOrphans``.

    A file is written before its row is committed, so a young one may still get its row.
    """
    files = _files(before=at - GRACE)
    orphans = sorted(files.keys() - names_in_vault(by))  # read after the files, so that no new row is missed
    if len(orphans) > max(FEW, len(files) // LARGEST_SHARE):
        raise TooManyOrphans(f"{len(orphans)} dari {len(files)} berkas tidak dikenal basis data ini; tidak dihapus.")
    if orphans:
        record_upkeep("installation.swept", by=by, files=orphans, bytes=sum(files[name] for name in orphans))
    for name in orphans:
        vault.discard(name)
    return orphans


def _files(*, before: datetime) -> dict[str, int]:
    """Return the size of each file by its name."""
    if not vault.folder().exists():
        return {}
    with os.scandir(vault.folder()) as entries:
        known = {Path(entry.path).name: entry.stat() for entry in entries if entry.is_file(follow_symlinks=False)}
    return {
        name: state.st_size for name, state in known.items() if datetime.fromtimestamp(state.st_mtime, UTC) < before
    }
