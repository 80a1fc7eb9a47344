"""A backup and its way back, with a real database and real files."""

import os
import sys
from contextlib import contextmanager

import psycopg
import pytest

from petruk.appraisal import vault
from petruk.appraisal.models import Evidence
from petruk.config import embedded
from petruk.config.backup import bundle, locking, making, postgres, restoring
from petruk.config.backup.bundle import NotABackup
from petruk.config.backup.locking import CannotUnlock
from petruk.config.backup.making import CannotBackUp
from petruk.config.backup.restoring import CannotRestore
from petruk.people.models import Employee
from tests.config.backup.conftest import url
from tests.factories import make_employee

PDF = b"%PDF-1.7 satu"


def names():
    return sorted(Employee.objects.values_list("name", flat=True))


@contextmanager
def restored(monkeypatch, place, made, name="new"):
    """Restore into an empty folder and yield a connection to what came back."""
    monkeypatch.delenv("DATABASE_URL")
    restoring.restore(made, place.data(name), place.key)
    with embedded.running(place.data(name) / "pg", durable=False) as address, psycopg.connect(address) as connection:
        yield connection


def test_everything_comes_back_into_an_empty_place(place, monkeypatch):
    place.contest.seal()
    evidence = place.file(PDF)
    made, people = place.back_up(), names()
    make_employee(place.contest.social, name="SESUDAHNYA")

    with restored(monkeypatch, place, made) as connection:
        found = sorted(name for (name,) in connection.execute("SELECT name FROM people_employee"))
        seals = connection.execute("SELECT sha256 = encode(sha256(content), 'hex') FROM appraisal_result").fetchall()
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("UPDATE audit_event SET action = 'x'")

    assert found == people
    assert seals == [(True,)] * 4
    assert (place.data() / restoring.VAULT / evidence.stored_as).read_bytes() == PDF
    assert bundle.bundles(place.destination) == [made]


def test_a_backup_holds_one_moment_whatever_is_written_meanwhile(place, monkeypatch):
    dumped = postgres.dumped

    def dumped_late(address, snapshot):
        make_employee(place.contest.social, name="MENYELA")
        return dumped(address, snapshot)

    before = Employee.objects.count()
    monkeypatch.setattr(postgres, "dumped", dumped_late)
    made = place.back_up()

    with restored(monkeypatch, place, made) as connection:
        [(people,)] = connection.execute("SELECT count(*) FROM people_employee").fetchall()
    assert (people, Employee.objects.count()) == (before, before + 1)


def test_a_file_is_locked_once_and_linked_from_then_on(place):
    one, twin, late = place.file(PDF), place.file(PDF), PDF + b" dua"
    first = place.back_up()
    other = place.file(late)
    second = place.back_up(after=1)

    assert len(list((first / bundle.FILES).iterdir())) == 1
    assert place.locked(first, one).stat().st_ino == place.locked(second, twin).stat().st_ino
    assert {entry.name for entry in bundle.read(second).files} == {one.stored_as, twin.stored_as, other.stored_as}
    assert making.forget(place.destination, keep=1) == [first]
    assert bundle.require_whole(second).files


def test_a_new_key_locks_everything_anew(place):
    evidence = place.file(PDF)
    first = place.back_up()
    place.recipient = locking.public_key(locking.new_key(place.folder / "second"))
    second = place.back_up(after=1)

    assert place.locked(first, evidence).stat().st_ino != place.locked(second, evidence).stat().st_ino


def test_a_lost_and_a_damaged_file_are_named_and_the_rest_is_kept(place):
    whole, gone, harmed = place.file(PDF), place.file(PDF + b"1"), place.file(PDF + b"2")
    vault.discard(gone.stored_as)
    (vault.folder() / harmed.stored_as).write_bytes(b"apa saja")

    manifest = bundle.read(place.back_up())

    assert [entry.name for entry in manifest.files] == [whole.stored_as]
    assert set(manifest.lost) == {gone.stored_as, harmed.stored_as}


def test_one_at_a_time(place):
    place.back_up()

    with making._alone(place.destination), pytest.raises(CannotBackUp, match="sedang dibuat"):
        place.back_up(after=1)
    with pytest.raises(CannotBackUp, match="sedetik lagi"):
        place.back_up()


@pytest.mark.parametrize("step", ["_fill", "bundle.write", "bundle.require_whole"])
def test_f33_a_backup_that_was_cut_off_is_never_taken_for_one(place, step):
    """Killed for real, in a process of its own; the next backup clears what it left."""
    place.file(PDF)
    code = f"""
import os, signal
from datetime import datetime, UTC
from pathlib import Path
from petruk.config.backup import bundle, locking, making
done = making.{step}
def die(*given, **named):
    done(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
making.{step} = die
making.make(Path({str(place.destination)!r}), making.Installation({url()!r}, Path({str(vault.folder())!r})),
            locking.public_key({str(place.recipient)!r}), at=datetime.now(UTC))
"""
    assert os.spawnle(os.P_WAIT, sys.executable, sys.executable, "-c", code, os.environ | {"PYTHONPATH": "src"}) == -9
    assert [each.suffix for each in place.destination.iterdir()] == [".partial"]
    assert bundle.bundles(place.destination) == []

    made = place.back_up()

    assert list(place.destination.iterdir()) == [made]


def test_a_place_that_holds_something_is_refused_and_left_alone(place):
    made = place.back_up()
    place.data().mkdir()
    (place.data() / "catatan.txt").write_text("penting")

    with pytest.raises(CannotRestore, match="tidak kosong"):
        restoring.restore(made, place.data(), place.key)

    assert [each.name for each in place.data().iterdir()] == ["catatan.txt"]


def test_a_database_that_holds_something_is_refused_and_left_alone(place, monkeypatch):
    place.file(PDF)
    made, people = place.back_up(), names()
    monkeypatch.setenv("DATABASE_URL", url())

    with pytest.raises(CannotRestore, match="Basis data tujuan tidak kosong"):
        restoring.restore(made, place.data(), place.key)

    assert names() == people
    assert not list(place.data().parent.iterdir())


def test_another_key_brings_nothing_back(place, monkeypatch):
    place.file(PDF)
    made = place.back_up()
    locking.new_key(place.folder / "second")
    monkeypatch.delenv("DATABASE_URL")

    with pytest.raises(CannotUnlock):
        restoring.restore(made, place.data(), locking.private_key(place.folder / "second"))

    assert not list(place.data().parent.iterdir())


def test_a_changed_byte_is_found_before_anything_is_written(place, monkeypatch):
    evidence = place.file(PDF)
    made = place.back_up()
    file = place.locked(made, evidence)
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    with pytest.raises(NotABackup, match="berubah"):
        restoring.restore(made, place.data(), place.key)

    assert not list((place.folder / "new").iterdir())


def test_a_backup_of_a_later_version_is_refused(place, monkeypatch):
    with psycopg.connect(url()) as connection:
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_nanti', now())")
    made = place.back_up()
    with psycopg.connect(url()) as connection:
        connection.execute("DELETE FROM django_migrations WHERE name = '9999_nanti'")

    with pytest.raises(CannotRestore, match=r"lebih baru \(people\.9999_nanti\)"):
        restoring.restore(made, place.data(), place.key)


def test_every_table_that_names_files_is_backed_up(place):
    """A table that would keep files otherwise than by these two columns would be forgotten; there is none."""
    evidence = place.file(PDF)

    with psycopg.connect(url()) as connection:
        tables = [name for (name,) in connection.execute(postgres.WITH_FILES).fetchall()]
        found = [file.name for file in postgres._files(connection)]

    assert {"appraisal_evidence", "appraisal_objection", "documents_signature"} <= set(tables)
    assert found == list(Evidence.objects.values_list("stored_as", flat=True)) == [evidence.stored_as]
