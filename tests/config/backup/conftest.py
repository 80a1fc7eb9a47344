import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from pyrage import x25519

from petruk.appraisal import vault
from petruk.appraisal.models import Assessment, Evidence
from petruk.config.backup import bundle, making
from petruk.config.backup.locking import new_key, private_key, public_key
from tests.appraisal.contest import Contest, make_usual

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Place:
    """An installation with files, a folder for its backups, and the key that opens them."""

    folder: Path
    contest: Contest
    recipient: x25519.Recipient
    key: x25519.Identity

    @property
    def key_file(self) -> Path:
        return self.folder / "key"

    @property
    def destination(self) -> Path:
        return self.folder / "backups"

    @property
    def installation(self) -> making.Installation:
        return making.Installation(url(), vault.folder())

    def back_up(self, *, after: int = 0) -> Path:
        """Make a backup, some seconds after the first."""
        return making.make(self.destination, self.installation, self.recipient, at=AT + timedelta(seconds=after))

    def data(self, name: str = "new") -> Path:
        return self.folder / name / "data"

    def file(self, content: bytes) -> Evidence:
        return Evidence.objects.create(
            assessment=Assessment.objects.earliest("pk"),
            indicator="inovasi",
            uploaded_at=AT,
            uploaded_by="Rina",
            file_name="bukti.pdf",
            media_type="application/pdf",
            size=len(content),
            sha256=sha256(content).hexdigest(),
            stored_as=vault.keep(content),
        )

    def locked(self, made: Path, evidence: Evidence) -> Path:
        return bundle.file_of(made, evidence.sha256)


def url() -> str:
    known = connection.settings_dict
    parts = {"dbname": known["NAME"], "user": known["USER"], "password": known["PASSWORD"]}
    parts |= {"host": known["HOST"], "port": known["PORT"]}
    return make_conninfo(**{name: value for name, value in parts.items() if value})


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the account of the embedded server reaches too; the one of pytest belongs to one account."""
    with tempfile.TemporaryDirectory(prefix="petruk-test-backup-", ignore_cleanup_errors=True) as name:
        made = Path(name)
        made.chmod(0o755)
        (made / "new").mkdir()
        yield made


@pytest.fixture
def place(transactional_db, folder, settings) -> Place:
    settings.PETRUK_FILES = folder / "files"
    recipient = public_key(new_key(folder / "key"))
    return Place(folder, make_usual(), recipient, private_key(folder / "key"))
