"""Look at a running installation: what holds, what an operator should see to, what is broken. Nothing is changed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BooleanField, Func, Value
from django.db.models.functions import Greatest
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.access.authority import Authority
from petruk.appraisal import antivirus
from petruk.audit.queries import last_checkpoint, last_event, last_upkeep
from petruk.audit.queries.events import CHECKPOINT_AGE

LEAST_FREE, LEAST_FREE_AT_ALL = 0.10, 0.02
KEY_AGE = timedelta(days=366)
CLOCK_TOLERANCE = timedelta(seconds=2)
BACKUP_AGE, DRILL_AGE = timedelta(hours=26), timedelta(days=8)
JOB_AGE = timedelta(minutes=10)
OTHERS = 0o077
LOG_TABLES = ("audit_event", "audit_leaf", "audit_head", "audit_checkpoint")


class Health(StrEnum):
    GOOD = "baik"
    WATCH = "perhatikan"
    BROKEN = "rusak"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what to do about it when it is not good."""

    health: Health
    words: str


def examined(by: Authority, *, at: datetime, secret_key: Path | None, production: bool) -> Iterator[Finding]:
    """Yield what was found, thing by thing. ``secret_key`` is the file of the key, where it has one."""
    yield _mode(production=production)
    if production:
        yield _second_factor()
    if secret_key:
        yield from _key(secret_key, at)
    yield _disk(settings.PETRUK_FILES.parent)
    yield _scanner()
    yield _tables()
    yield database_role()
    yield _clock(by, at)
    yield from _jobs(at)
    yield from _log(by, at)
    yield _backup(by, at)
    yield _drill(by, at)


def _mode(*, production: bool) -> Finding:
    if production:
        return Finding(Health.GOOD, "Mode produksi.")
    return Finding(Health.WATCH, "Bukan mode produksi: untuk dipakai orang, jalankan dengan PETRUK_MODE=production.")


def _second_factor() -> Finding:
    if settings.PETRUK_SECOND_FACTOR_REQUIRED:
        return Finding(Health.GOOD, "Peran di atas pegawai wajib memakai langkah kedua.")
    return Finding(Health.WATCH, "Langkah kedua tidak wajib; hapus PETRUK_MFA=optional agar sandi curian tidak cukup.")


def _key(file: Path, at: datetime) -> Iterator[Finding]:
    state = file.stat()
    if state.st_mode & OTHERS:
        yield Finding(Health.BROKEN, f"{file} dapat dibaca akun lain; jalankan chmod 0400 {file}.")
    age = at - datetime.fromtimestamp(state.st_mtime, UTC)
    if age > KEY_AGE:
        yield Finding(Health.WATCH, f"Kunci rahasia berumur {age.days} hari; ganti, lalu semua orang masuk lagi.")
    else:
        yield Finding(Health.GOOD, f"Kunci rahasia berumur {age.days} hari.")


def _disk(folder: Path) -> Finding:
    known = shutil.disk_usage(folder)
    free = known.free / known.total
    health = Health.GOOD if free >= LEAST_FREE else Health.WATCH if free >= LEAST_FREE_AT_ALL else Health.BROKEN
    todo = "" if health is Health.GOOD else " Kosongkan tempat sebelum penuh."
    return Finding(health, f"Ruang kosong di {folder}: {free:.0%}.{todo}")


def _scanner() -> Finding:
    """Ask the scanner about a file that is harmless: it listens, and it answers."""
    if not antivirus.is_on():
        return Finding(Health.WATCH, "Bukti tidak diperiksa terhadap virus; sebutkan PETRUK_CLAMAV.")
    try:
        antivirus.threat_in(b"SI-PETRUK")
    except antivirus.NoAnswer as trouble:
        return Finding(Health.BROKEN, f"Pemeriksa virus tidak menjawab, jadi bukti ditolak: {trouble}")
    return Finding(Health.GOOD, "Pemeriksa virus menjawab.")


def _tables() -> Finding:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if left:
        return Finding(Health.BROKEN, f"Tabel tertinggal {len(left)} langkah; jalankan ./petruk migrate.")
    return Finding(Health.GOOD, "Tabel sesuai dengan versi program.")


def database_role() -> Finding:
    """Say whether the role that the program has in the database could change the log, or lift its triggers."""
    rights = (
        Func(Value(table), Value("DELETE, TRUNCATE, TRIGGER"), function="has_table_privilege") for table in LOG_TABLES
    )
    asked = MigrationRecorder(connection).migration_qs.annotate(may=Greatest(*rights, output_field=BooleanField()))
    if asked.values_list("may", flat=True).first():
        words = "Akun basis data program dapat mengubah jejak audit; pisahkan pemilik tabel, lihat deploy/roles.sql."
        return Finding(Health.WATCH, words)
    return Finding(Health.GOOD, "Akun basis data program tidak dapat mengubah jejak audit.")


def _clock(by: Authority, at: datetime) -> Finding:
    last = last_event(by)
    if last is not None and at < last.at - CLOCK_TOLERANCE:
        return Finding(Health.BROKEN, f"Jam mesin tertinggal dari catatan terakhir ({last.at}); setel jam.")
    if last is not None and abs(last.now - datetime.now(UTC)) > CLOCK_TOLERANCE:
        return Finding(Health.BROKEN, "Jam mesin dan jam basis data berbeda lebih dari 2 detik; setel jam.")
    return Finding(Health.GOOD, f"Jam {at:%d-%m-%Y %H.%M.%S} UTC, sama dengan jam basis data.")


def _jobs(at: datetime) -> Iterator[Finding]:
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    if failed:
        yield Finding(Health.WATCH, f"{failed} pekerjaan latar gagal; sebabnya ada di log pekerja.")
    waiting = ProcrastinateJob.objects.filter(status="todo", procrastinateevent__type="deferred")
    late = waiting.filter(procrastinateevent__at__lt=at - JOB_AGE).exclude(scheduled_at__gt=at).count()
    if late:
        yield Finding(Health.BROKEN, f"{late} pekerjaan menunggu lebih dari 10 menit; jalankan ./petruk worker.")
    else:
        yield Finding(Health.GOOD, "Tidak ada pekerjaan latar yang menunggu lama.")


def _log(by: Authority, at: datetime) -> Iterator[Finding]:
    last = last_checkpoint(by)
    if last is None:
        yield Finding(Health.WATCH, "Jejak audit belum pernah ditandatangani; pekerja melakukannya setiap malam.")
    elif not settings.PETRUK_LOG_KEY.exists():
        yield Finding(Health.BROKEN, f"{settings.PETRUK_LOG_KEY} tidak ada; kembalikan dari tempat kunci disimpan.")
    else:
        health = Health.GOOD if at - last.at <= CHECKPOINT_AGE else Health.WATCH
        yield Finding(health, f"Jejak audit ditandatangani {_hours(at - last.at)} jam yang lalu, {last.size} catatan.")
    if not settings.PETRUK_CHECKPOINT_DIRS:
        yield Finding(
            Health.WATCH, "Tanda tangan jejak audit tidak disimpan di tempat lain; sebutkan PETRUK_CHECKPOINT_DIR."
        )


def _backup(by: Authority, at: datetime) -> Finding:
    last = last_upkeep(by, "installation.backed_up")
    if last is None:
        return Finding(Health.BROKEN, "Belum pernah ada cadangan; baca docs/backup.md.")
    if last.after["lost"]:
        return Finding(Health.BROKEN, f"Cadangan terakhir kehilangan {len(last.after['lost'])} berkas.")
    health = Health.GOOD if at - last.at <= BACKUP_AGE else Health.WATCH
    return Finding(health, f"Cadangan terakhir {last.after['name']}, {_hours(at - last.at)} jam yang lalu.")


def _drill(by: Authority, at: datetime) -> Finding:
    last = last_upkeep(by, "installation.drilled")
    if last is None:
        return Finding(Health.WATCH, "Cadangan belum pernah dicoba dipulihkan; jalankan ./petruk drill.")
    if not last.after["passed"]:
        return Finding(Health.BROKEN, f"Latihan pemulihan terakhir gagal: {'; '.join(last.after['faults'])}")
    health = Health.GOOD if at - last.at <= DRILL_AGE else Health.WATCH
    return Finding(health, f"Latihan pemulihan terakhir berhasil, {_hours(at - last.at)} jam yang lalu.")


def _hours(span: timedelta) -> int:
    return round(span / timedelta(hours=1))
