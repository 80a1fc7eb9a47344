"""One backup on disk: a folder with the locked database, the locked files, and a manifest of both."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from petruk.appraisal.vault import created, sync
from petruk.config.backup.locking import Locked, opened, sha256_of
from petruk.core.errors import Refusal

FORMAT = 1
DATABASE = "database.age"
FILES = "files"
MANIFEST = "manifest.json"
NAMED = re.compile(r"\Apetruk-[0-9]{8}T[0-9]{6}Z\Z")
VAULT_NAME = re.compile(r"\A[A-Za-z0-9_-]{1,22}\Z")
HASH = re.compile(r"\A[0-9a-f]{64}\Z")


class NotABackup(Refusal):
    """A folder is no bundle, or not whole."""


@dataclass(frozen=True)
class Entry:
    """A file of the vault and what was locked of it; in the bundle it lies under the SHA-256 of its content."""

    name: str
    locked: Locked


@dataclass(frozen=True)
class Manifest:
    """What a bundle holds and of when it is; ``key`` is the public key to which it is locked.

    ``lost`` names the files of the vault that were gone or damaged when the backup was made.
    """

    made_at: datetime
    key: str
    migrations: tuple[str, ...]
    rows: dict[str, int]
    database: Locked
    files: tuple[Entry, ...]
    lost: tuple[str, ...] = ()

    def as_json(self) -> str:
        parts = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(parts, indent=1, sort_keys=True)


def bundles(destination: Path) -> list[Path]:
    """Return the whole bundles of a folder, the latest first."""
    return sorted((each for each in destination.iterdir() if NAMED.match(each.name)), reverse=True)


def file_of(bundle: Path, sha256: str) -> Path:
    return bundle / FILES / f"{sha256}.age"


def read(bundle: Path) -> Manifest:
    """Read and check the form of a manifest: its names become paths. Raises ``NotABackup``."""
    try:
        with opened(bundle / MANIFEST) as file:
            parts = json.load(file)
        return _manifest(parts)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotABackup(f"{bundle} bukan cadangan yang utuh: manifest.json tidak terbaca ({error}).") from error


def faults(bundle: Path, manifest: Manifest) -> Iterator[str]:
    """Read everything back and say, in words, what is not as the manifest has it."""
    yield from _fault(bundle / DATABASE, manifest.database)
    for locked in {entry.locked.sha256: entry.locked for entry in manifest.files}.values():
        yield from _fault(file_of(bundle, locked.sha256), locked)


def require_whole(bundle: Path) -> Manifest:
    """Return the manifest of a bundle every byte of which was read. Raises ``NotABackup`` with the first faults."""
    manifest = read(bundle)
    found = list(faults(bundle, manifest))
    if found:
        raise NotABackup(f"{bundle} rusak: {'; '.join(found[:5])}.")
    return manifest


def write(bundle: Path, manifest: Manifest) -> None:
    """Write the manifest, the last file of a bundle, and make all entries of its folders last."""
    with created(bundle / MANIFEST) as file:
        file.write(manifest.as_json().encode("utf-8"))
    for folder in (bundle / FILES, bundle):
        sync(folder)


def _manifest(parts: dict[str, Any]) -> Manifest:
    if parts["format"] != FORMAT:
        raise ValueError(f"format {parts['format']}, bukan {FORMAT}")
    return Manifest(
        made_at=datetime.fromisoformat(parts["made_at"]),
        key=str(parts["key"]),
        migrations=tuple(map(str, parts["migrations"])),
        rows={str(table): int(number) for table, number in parts["rows"].items()},
        database=_locked(parts["database"]),
        files=tuple(Entry(_matching(VAULT_NAME, file["name"]), _locked(file["locked"])) for file in parts["files"]),
        lost=tuple(_matching(VAULT_NAME, name) for name in parts["lost"]),
    )


def _locked(parts: dict[str, Any]) -> Locked:
    hashes = (_matching(HASH, parts[name]) for name in ("sha256", "locked_sha256"))
    sha256, locked = hashes
    return Locked(sha256, int(parts["size"]), locked)


def _matching(form: re.Pattern[str], text: str) -> str:
    if not form.match(text):
        raise ValueError(f"{text!r} bukan nama berkas cadangan")
    return text


def _fault(file: Path, locked: Locked) -> Iterator[str]:
    try:
        if sha256_of(file) != locked.locked_sha256:
            yield f"{file.name} berubah"
    except OSError:
        yield f"{file.name} tidak ada"
