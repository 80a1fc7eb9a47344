"""Make a backup: one moment of the database, then the files it names, then read everything back."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pyrage import x25519

from petruk.appraisal.vault import sync
from petruk.config.backup import bundle, locking, postgres
from petruk.config.backup.bundle import Entry, Manifest
from petruk.config.backup.locking import Locked
from petruk.core.errors import Refusal


class CannotBackUp(Refusal):
    """Somebody else makes a backup there, or made one in this second."""


@dataclass(frozen=True)
class Installation:
    """What is backed up: the database at an address, and the folder of the files that its rows name."""

    url: str
    vault: Path


def make(destination: Path, installation: Installation, key: x25519.Recipient, *, at: datetime) -> Path:
    """Return a new bundle, seen to be whole, under ``destination``.

    A file that the bundle before holds already, locked to the same key, is linked and not locked again. Until all is
    read back the bundle has a name that nobody takes for one. Raises ``Refusal``.
    """
    destination.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(destination):
        for left in destination.glob("*.partial"):
            shutil.rmtree(left)
        name = f"petruk-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        if (destination / name).exists():
            raise CannotBackUp(f"{name} sudah ada; ulangi sedetik lagi.")
        partial = destination / f"{name}.partial"
        (partial / bundle.FILES).mkdir(parents=True, mode=0o700)
        bundle.write(partial, _fill(partial, installation, key, at=at))
        bundle.require_whole(partial)
        whole = partial.rename(destination / name)
        sync(destination)
    return whole


def forget(destination: Path, *, keep: int) -> list[Path]:
    """Remove the oldest bundles of a folder, so that ``keep`` stay; return what was removed."""
    with _alone(destination):
        old = bundle.bundles(destination)[keep:]
        for each in old:
            shutil.rmtree(each)
    return old


def _fill(partial: Path, installation: Installation, key: x25519.Recipient, *, at: datetime) -> Manifest:
    with postgres.moment(installation.url) as moment:
        with postgres.dumped(installation.url, moment.snapshot) as dump:
            database = locking.lock(dump, partial / bundle.DATABASE, key)
        luggage = _Luggage(installation.vault, partial, key, *_before(partial.parent, str(key)))
        for file in moment.files:
            luggage.take(file)
    return Manifest(at, str(key), moment.migrations, moment.rows, database, tuple(luggage.taken), tuple(luggage.lost))


def _before(destination: Path, key: str) -> tuple[Path | None, dict[str, Locked]]:
    """Return the latest bundle that the same key opens, and what lies in it by the SHA-256 of its content."""
    for each in bundle.bundles(destination):
        manifest = bundle.read(each)
        if manifest.key == key:
            return each, {entry.locked.sha256: entry.locked for entry in manifest.files}
    return None, {}


@dataclass
class _Luggage:
    """The files of the vault on their way into a bundle, each content once."""

    vault: Path
    partial: Path
    key: x25519.Recipient
    before: Path | None
    known: dict[str, Locked]
    taken: list[Entry] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    packed: dict[str, Locked] = field(default_factory=dict)

    def take(self, file: postgres.KeptFile) -> None:
        """Pack one file. One that is gone or damaged is named as lost; the rest is worth a backup all the same."""
        if file.sha256 not in self.packed:
            locked = self._linked(file) or self._locked(file)
            if locked is None:
                self.lost.append(file.name)
                return
            self.packed[file.sha256] = locked
        self.taken.append(Entry(file.name, self.packed[file.sha256]))

    def _linked(self, file: postgres.KeptFile) -> Locked | None:
        if self.before is None or file.sha256 not in self.known:
            return None
        os.link(bundle.file_of(self.before, file.sha256), bundle.file_of(self.partial, file.sha256))
        return self.known[file.sha256]

    def _locked(self, file: postgres.KeptFile) -> Locked | None:
        target = bundle.file_of(self.partial, file.sha256)
        try:
            with locking.opened(self.vault / file.name) as source:
                locked = locking.lock(source, target, self.key)
        except FileNotFoundError:
            return None
        if locked.sha256 == file.sha256:
            return locked
        target.unlink()
        return None


@contextmanager
def _alone(destination: Path) -> Iterator[None]:
    """Hold a folder of backups; a second backup into it is refused. Raises ``CannotBackUp``."""
    descriptor = os.open(destination, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise CannotBackUp(f"Cadangan lain sedang dibuat di {destination}.") from error
    finally:
        os.close(descriptor)
