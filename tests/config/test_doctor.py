"""What the doctor says of an installation, well and ill; it changes nothing."""

import json
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.access.authority import console
from petruk.audit.actions import record_upkeep
from petruk.audit.keys import ensure_signer
from petruk.audit.models import Checkpoint, Event
from petruk.config import doctoring
from petruk.config.commands import doctor
from petruk.config.doctoring import Health, examined
from tests.appraisal.fake_clamd import listening
from tests.audit.test_roles import service  # noqa: F401

pytestmark = pytest.mark.django_db
BY = console("penguji")
BACKUP = {"name": "petruk-20261124T120000Z", "files": 3, "lost": []}


@pytest.fixture
def key(tmp_path):
    file = tmp_path / "secret"
    file.write_text("rahasia")
    file.chmod(0o400)
    return file


@pytest.fixture
def well(key, settings, tmp_path, service):  # noqa: F811
    """An installation of which everything is good."""
    settings.PETRUK_LOG_KEY, settings.PETRUK_CHECKPOINT_DIRS = tmp_path / "log.key", (tmp_path,)
    ensure_signer()
    settings.PETRUK_CLAMAV = str(tmp_path / "clamd.ctl")
    settings.PETRUK_SECOND_FACTOR_REQUIRED = True
    Checkpoint.objects.create(size=7, root=b"r" * 32, note="catatan")
    record_upkeep("installation.backed_up", by=BY, **BACKUP)
    record_upkeep("installation.drilled", by=BY, name=BACKUP["name"], passed=True, faults=[])
    with listening(tmp_path / "clamd.ctl"):
        yield key


def seen(key, **when):
    at = timezone.now() + timedelta(**when)
    return {each.words: each.health for each in examined(BY, at=at, secret_key=key, production=True)}


def health_of(found, words):
    [health] = [health for said, health in found.items() if words in said]
    return health


def test_an_installation_that_is_well(well):
    assert set(seen(well).values()) == {Health.GOOD}


def test_a_second_step_that_is_not_required_is_said(well, settings):
    settings.PETRUK_SECOND_FACTOR_REQUIRED = False

    assert health_of(seen(well), "Langkah kedua tidak wajib") is Health.WATCH


@pytest.mark.parametrize(
    ("address", "words", "health"),
    [("", "tidak diperiksa", Health.WATCH), ("/tiada/clamd.ctl", "tidak menjawab", Health.BROKEN)],
)
def test_evidence_that_is_not_checked_for_viruses_is_said(well, settings, address, words, health):
    settings.PETRUK_CLAMAV = address

    assert health_of(seen(well), words) is health


@pytest.mark.parametrize(
    ("when", "words", "health"),
    [({"hours": 27}, "Cadangan terakhir petruk", Health.WATCH),
     ({"hours": 25}, "Cadangan terakhir petruk", Health.GOOD),
     ({"days": 9}, "Latihan pemulihan terakhir", Health.WATCH),
     ({"days": 7}, "Latihan pemulihan terakhir", Health.GOOD),
     ({"days": 367}, "Kunci rahasia berumur 367 hari", Health.WATCH),
     ({"seconds": -60}, "Jam mesin tertinggal dari catatan terakhir", Health.BROKEN)],
)  # fmt: skip
def test_what_grows_old_is_told(well, when, words, health):
    assert health_of(seen(well, **when), words) is health


def test_without_backup_and_drill_it_is_broken(key):
    found = seen(key)

    assert health_of(found, "Belum pernah ada cadangan") is Health.BROKEN
    assert health_of(found, "belum pernah dicoba") is Health.WATCH


def test_lost_files_and_a_failed_drill_are_broken(key):
    record_upkeep("installation.backed_up", by=BY, **BACKUP | {"lost": ["abc"]})
    record_upkeep("installation.drilled", by=BY, name="x", passed=False, faults=["Akun rina tidak dapat masuk."])

    found = seen(key)

    assert health_of(found, "kehilangan 1 berkas") is Health.BROKEN
    assert health_of(found, "gagal: Akun rina tidak dapat masuk.") is Health.BROKEN


def test_a_log_that_was_not_signed_for_long_or_cannot_be_is_told(well, settings):
    assert health_of(seen(well, hours=27), "Jejak audit ditandatangani 27 jam yang lalu, 7 catatan") is Health.WATCH

    settings.PETRUK_LOG_KEY.unlink()
    settings.PETRUK_CHECKPOINT_DIRS = ()
    found = seen(well)

    assert health_of(found, "log.key tidak ada") is Health.BROKEN
    assert health_of(found, "sebutkan PETRUK_CHECKPOINT_DIR") is Health.WATCH


def test_a_log_that_was_never_signed_is_told(key):
    assert health_of(seen(key), "belum pernah ditandatangani") is Health.WATCH


def test_a_key_that_others_read_is_broken(well):
    well.chmod(0o440)

    assert health_of(seen(well), "dapat dibaca akun lain") is Health.BROKEN


@pytest.mark.parametrize(("free", "health"), [(50, Health.GOOD), (9, Health.WATCH), (1, Health.BROKEN)])
def test_a_full_disk_is_told(well, monkeypatch, free, health):
    usage = type("Usage", (), {"free": free, "total": 100})
    monkeypatch.setattr(doctoring.shutil, "disk_usage", lambda folder: usage)

    assert health_of(seen(well), "Ruang kosong") is health


def test_a_clock_that_is_not_that_of_the_database_is_broken(well, monkeypatch):
    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(seconds=10)

    monkeypatch.setattr(doctoring, "datetime", Ahead)

    assert health_of(seen(well), "jam basis data berbeda") is Health.BROKEN


def test_work_that_nobody_does_is_broken(well):
    app.configure_task("petruk.imports.tasks.apply_batch", allow_unknown=True).defer(batch="tidak ada")
    assert health_of(seen(well), "Tidak ada pekerjaan latar yang menunggu") is Health.GOOD

    assert health_of(seen(well, minutes=11), "1 pekerjaan menunggu lebih dari 10 menit") is Health.BROKEN
    assert ProcrastinateJob.objects.count() == 1


def test_tables_of_an_earlier_version_are_broken(well, monkeypatch):
    monkeypatch.setattr(doctoring.MigrationExecutor, "migration_plan", lambda self, leaves: [1, 2])

    assert health_of(seen(well), "Tabel tertinggal 2 langkah") is Health.BROKEN


def test_a_first_look_is_not_production(well):
    found = list(examined(BY, at=datetime.now(UTC), secret_key=None, production=False))

    assert found[0].health is Health.WATCH
    assert "PETRUK_MODE=production" in found[0].words


def test_the_command_answers_one_when_something_is_broken_and_writes_nothing(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "connected", lambda data: nullcontext())

    code = doctor.run(["--json"])

    said = json.loads(capsys.readouterr().out)
    assert code == 1
    assert {"health": "rusak", "words": "Belum pernah ada cadangan; baca docs/backup.md."} in said
    assert not Event.objects.exists()
