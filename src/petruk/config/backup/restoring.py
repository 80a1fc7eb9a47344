"""Bring a backup back into a place where nothing is."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyrage import x25519

from petruk.appraisal.vault import created, sync
from petruk.config import embedded
from petruk.config.backup import bundle, locking, postgres
from petruk.config.backup.bundle import Entry, Manifest
from petruk.core.errors import Refusal

VAULT = Path("files") / "evidence"
PACKAGE = Path(__file__).resolve().parents[2]


class CannotRestore(Refusal):
    """The target holds something already, or what came back is not what the manifest says."""


def restore(source: Path, data: Path, key: x25519.Identity) -> Manifest:
    """Restore into an empty data folder, and its own database or the empty one that DATABASE_URL names.

    Every byte of the bundle is read before anything is written. The folder gets its name when all is in it, so a
    restore that was cut off leaves nothing that could be started. Raises ``Refusal``.
    """
    if data.exists() and any(data.iterdir()):
        raise CannotRestore(f"{data} tidak kosong; sebutkan folder baru dengan --data.")
    manifest = bundle.require_whole(source)
    _require_known(manifest)
    with _growing(data) as partial:
        for entry in manifest.files:
            _bring(source, entry, partial / VAULT, key)
        with embedded.database(partial):
            _fill(source, manifest, os.environ["DATABASE_URL"], key)
    return manifest


@contextmanager
def _growing(data: Path) -> Iterator[Path]:
    """Yield a folder that gets the name of ``data`` when the block ends well; otherwise it goes, unlocked files too."""
    partial = data.with_name(f"{data.name}.partial")
    if partial.exists():
        shutil.rmtree(partial)
    (partial / VAULT).mkdir(parents=True)
    try:
        yield partial
    except BaseException:
        shutil.rmtree(partial)
        raise
    if data.exists():
        data.rmdir()
    partial.rename(data)
    sync(data.parent)


def _require_known(manifest: Manifest) -> None:
    """Raises ``CannotRestore`` when a later version than this one made the tables."""
    ours = {f"{file.parents[1].name}.{file.stem}" for file in PACKAGE.glob("*/migrations/*.py")}
    apps = {name.split(".")[0] for name in ours}
    newer = [name for name in manifest.migrations if name.split(".")[0] in apps and name not in ours]
    if newer:
        raise CannotRestore(f"Cadangan ini dari versi program yang lebih baru ({newer[-1]}); pasang versi itu dulu.")


def _bring(source: Path, entry: Entry, vault: Path, key: x25519.Identity) -> None:
    """Put one file back under its name in the vault. Raises ``CannotRestore`` when it holds something else."""
    with created(vault / entry.name) as file:
        sha256, _size = locking.unlock(bundle.file_of(source, entry.locked.sha256), file, key)
    if sha256 != entry.locked.sha256:
        raise CannotRestore(f"Isi berkas {entry.name} bukan yang dicatat.")


def _fill(source: Path, manifest: Manifest, url: str, key: x25519.Identity) -> None:
    if not postgres.is_empty(url):
        raise CannotRestore("Basis data tujuan tidak kosong; buat basis data baru dan sebutkan di DATABASE_URL.")
    postgres.put(url, lambda sink: _unlocked(source / bundle.DATABASE, manifest, sink, key))
    rows = postgres.rows_of(url)
    other = sorted(table for table in manifest.rows.keys() | rows if manifest.rows.get(table) != rows.get(table))
    if other:
        raise CannotRestore(f"Jumlah baris tidak sama dengan yang dicatat: {', '.join(other)}.")


def _unlocked(file: Path, manifest: Manifest, sink: locking.Sink, key: x25519.Identity) -> None:
    sha256, _size = locking.unlock(file, sink, key)
    if sha256 != manifest.database.sha256:
        raise CannotRestore("Isi basis data bukan yang dicatat.")
