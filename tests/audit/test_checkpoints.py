"""What is signed is what was read again; what others hold is never contradicted."""

import base64
import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.access.authority import NOBODY, console
from petruk.access.roles import Role
from petruk.appraisal.actions import periods
from petruk.audit import outside
from petruk.audit.actions.checkpoints import SIGN, prepare_key, sign
from petruk.audit.ed25519 import ED25519
from petruk.audit.keys import KeyMissing, ensure_signer, signer
from petruk.audit.models import Checkpoint, Leaf
from petruk.config.tasks import sign_daily
from petruk.core.log.merkle import consistency_proof, extends
from petruk.core.log.notes import new_signer, opened_checkpoint, read_verifier
from petruk.core.log.standing import ContradictionError, Reason
from tests.appraisal.world import NOW, make_period
from tests.audit.test_tree import write
from tests.factories import make_authority, make_unit

WORKER = console("Pekerja")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Return the folder of a witness; the key stands beside it."""
    place = tmp_path / "inspektorat"
    place.mkdir()
    settings.PETRUK_LOG_KEY = tmp_path / "data" / "log.key"
    settings.PETRUK_CHECKPOINT_DIRS = (place,)
    return place


@pytest.fixture
def unit(db):
    return make_unit()


def forge(sql, *parameters):
    """Do what only the owner of the database can."""
    with connection.cursor() as cursor:
        for table in ("audit_leaf", "audit_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, parameters)
        for table in ("audit_leaf", "audit_head"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_the_key_is_made_once_and_is_nobody_elses_to_read(settings, db):
    prepare_key()
    line = settings.PETRUK_LOG_KEY.read_text()
    prepare_key()

    assert settings.PETRUK_LOG_KEY.read_text() == line
    assert stat.S_IMODE(settings.PETRUK_LOG_KEY.stat().st_mode) == 0o600
    assert list(settings.PETRUK_LOG_KEY.parent.iterdir()) == [settings.PETRUK_LOG_KEY]
    assert signer().name == "127.0.0.1:8000/petruk-log"


def test_of_many_that_start_at_once_all_have_one_key(settings):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _n: ensure_signer().secret, range(8)))

    assert len(keys) == 1


def test_an_empty_log_is_not_signed(db):
    assert sign(by=WORKER) is None
    assert not Checkpoint.objects.exists()


def test_a_checkpoint_says_how_the_log_stands_and_reaches_the_witness(unit, folder):
    write(unit, by=WORKER, count=5)

    made = sign(by=WORKER)

    key = read_verifier(outside.key(folder))
    (note,) = outside.notes(folder)
    said = opened_checkpoint(note, key, ED25519)
    assert (said.size, said.root, note) == (5, bytes(made.root), made.note)
    assert sorted(file.name for file in folder.iterdir()) == ["000000000005.note", "petruk-log.vkey"]


def test_the_later_one_extends_the_earlier_one(unit):
    write(unit, by=WORKER, count=5)
    first = sign(by=WORKER)
    write(unit, by=WORKER, count=8)
    second = sign(by=WORKER)

    leaves = [bytes(leaf) for leaf in Leaf.objects.values_list("leaf", flat=True)]
    proof = consistency_proof(leaves, first.size)
    assert extends((first.size, bytes(first.root)), (second.size, bytes(second.root)), proof)


def test_nothing_new_needs_no_new_checkpoint_but_reaches_who_lacks_it(unit, folder):
    write(unit, by=WORKER)
    sign(by=WORKER)
    (file,) = folder.glob("*.note")
    text = file.read_text()
    file.unlink()

    sign(by=WORKER)

    assert Checkpoint.objects.count() == 1
    assert file.read_text() == text


def test_a_folder_out_of_reach_costs_no_checkpoint(unit, folder):
    write(unit, by=WORKER)
    folder.rename(folder.with_name("lepas"))

    with pytest.raises(OSError, match="inspektorat"):
        sign(by=WORKER)
    folder.with_name("lepas").rename(folder)
    sign(by=WORKER)

    assert len(outside.notes(folder)) == Checkpoint.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_leaf SET leaf = sha256('x') WHERE seq = 1",
        "DELETE FROM audit_leaf WHERE seq = 1",
        "DELETE FROM audit_leaf WHERE seq > 1",
        "UPDATE audit_head SET frontier = frontier || frontier",
    ],
)
def test_a_log_that_was_rewritten_is_not_signed_again(unit, sql):
    write(unit, by=WORKER, count=5)
    sign(by=WORKER)
    forge(sql)
    write(unit, by=WORKER)

    with pytest.raises(ContradictionError):
        sign(by=WORKER)

    assert Checkpoint.objects.count() == 1


def test_a_log_restored_to_before_what_a_witness_holds_is_not_signed(unit, folder):
    write(unit, by=WORKER, count=2)
    ahead = ensure_signer()
    note = ahead.sign(f"{ahead.name}\n3\n{base64.b64encode(bytes(32)).decode()}\n")
    outside.hand_out(folder, 3, note, str(ahead.verifier))

    with pytest.raises(ContradictionError, match="fewer entries than were signed"):
        sign(by=WORKER)


def test_a_log_forked_from_what_a_witness_holds_is_not_signed(unit, folder):
    write(unit, by=WORKER, count=2)
    key = ensure_signer()
    note = key.sign(f"{key.name}\n2\n{base64.b64encode(bytes(32)).decode()}\n")
    outside.hand_out(folder, 2, note, str(key.verifier))

    with pytest.raises(ContradictionError) as trouble:
        sign(by=WORKER)

    assert (trouble.value.reason, trouble.value.seq) == (Reason.ROOT, 0)
    assert not Checkpoint.objects.exists()


def test_the_notes_of_another_key_stop_the_signing(unit, folder):
    write(unit, by=WORKER)
    other = new_signer("lain", bytes(32), ED25519)
    outside.hand_out(folder, 1, other.sign(f"lain\n1\n{base64.b64encode(bytes(32)).decode()}\n"), str(other.verifier))

    with pytest.raises(ContradictionError, match="not signed by the key"):
        sign(by=WORKER)


def test_a_key_that_is_gone_is_not_replaced_once_something_was_signed(unit, settings):
    write(unit, by=WORKER)
    sign(by=WORKER)
    settings.PETRUK_LOG_KEY.unlink()
    write(unit, by=WORKER)

    prepare_key()
    with pytest.raises(KeyMissing, match="put it back"):
        sign(by=WORKER)


def test_only_who_may_read_the_log_signs_it(unit):
    write(unit, by=WORKER)

    for by in (NOBODY, make_authority(Role.UNIT_HEAD, unit), make_authority(Role.INSPECTOR, make_unit(parent=unit))):
        with pytest.raises(PermissionDenied):
            sign(by=by)


@pytest.mark.parametrize("trouble", [ContradictionError(Reason.ROOT, 3), KeyMissing("gone")])
def test_whoever_reads_the_messages_learns_that_the_log_is_not_signed(trouble, monkeypatch, caplog):
    def refuse(*, by):
        raise trouble

    monkeypatch.setattr("petruk.config.tasks.own_connection", nullcontext)
    monkeypatch.setattr("petruk.config.tasks.sign", refuse)

    with pytest.raises(type(trouble)), caplog.at_level(logging.CRITICAL):
        sign_daily(0)

    assert caplog.messages == [f"the audit log is not signed: {trouble}"]


def test_closing_a_period_asks_for_a_checkpoint(unit):
    period = make_period(published_at=NOW)

    periods.close_now(period, at=NOW, by=make_authority(Role.AGENCY_ADMIN, unit))

    assert ProcrastinateJob.objects.filter(task_name=SIGN, status="todo").count() == 1
