"""Whatever is done to the tables, ``./petruk verify log`` says so and where; and the verifier that stands alone reads
what it exports."""

import json
from contextlib import nullcontext
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from petruk.access.authority import NOBODY
from petruk.audit.actions.checkpoints import sign
from petruk.audit.actions.erasing import erase
from petruk.audit.keys import signer
from petruk.audit.models import Event
from petruk.audit.queries import examined
from petruk.config.commands import verify, verify_log
from petruk.core.log.standing import Reason
from petruk.core.log.verifying import Code
from tests.appraisal.contest import make_contest
from tests.audit.test_checkpoints import WORKER, folder  # noqa: F401  the folder of the witness
from tests.audit.test_tree import write
from tests.core.log.made import separate
from tests.factories import make_unit

OFFICER = replace(WORKER, ref="p" * 22, name="Petugas Data")

ALONE = separate()


@pytest.fixture(autouse=True)
def _connected(monkeypatch):
    """The command finds the database of the test."""
    monkeypatch.setattr(verify_log, "connected", lambda data: nullcontext())


@pytest.fixture
def log(db):
    """Eight entries, two of them erased by the sixth, signed at 4 and at the end."""
    unit = make_unit()
    write(unit, by=WORKER, count=4, reason="é")
    sign(by=WORKER)
    write(unit, by=WORKER)
    erase([1, 2], basis="UU 27/2022 Pasal 43", by=OFFICER)
    write(unit, by=WORKER, count=2)
    sign(by=WORKER)
    return unit


def forge(*statements):
    """Do what only the owner of the database can."""
    tables = ("audit_event", "audit_leaf", "audit_head", "audit_checkpoint")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for sql in statements:
            cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def run(*arguments, capsys):
    code = verify.run(["log", *map(str, arguments)])
    return code, capsys.readouterr().out


EVENT = "(SELECT event_id FROM audit_leaf WHERE seq = 3)"
INSERT = (
    "INSERT INTO audit_event (actor_ref, actor_name, action, object_kind, object_ref, before, after, commitment)"
    " VALUES ('a', 'b', 'c', 'd', 'e', '{}', '{}', 'f')"
)


@pytest.mark.parametrize(
    ("forged", "reason", "seq"),
    [
        ([f"UPDATE audit_event SET actor_name = 'x' WHERE id = {EVENT}"], Reason.PAYLOAD, 3),
        ([f"""UPDATE audit_event SET after = '{{"x": 0.5}}' WHERE id = {EVENT}"""], Reason.PAYLOAD, 3),
        ([f"UPDATE audit_event SET salt = NULL WHERE id = {EVENT}"], Reason.PAYLOAD, 3),
        ([f"UPDATE audit_event SET salt = '' WHERE id = {EVENT}"], Reason.PAYLOAD, 3),
        ([f"UPDATE audit_event SET at = at + interval '1 us' WHERE id = {EVENT}"], Reason.ROW, 3),
        ([f"UPDATE audit_event SET actor_ref = 'x' WHERE id = {EVENT}"], Reason.ROW, 3),
        ([f"UPDATE audit_event SET action = 'x' WHERE id = {EVENT}"], Reason.ROW, 3),
        ([f"UPDATE audit_event SET object_ref = 'x' WHERE id = {EVENT}"], Reason.ROW, 3),
        ([f"UPDATE audit_event SET commitment = repeat('0', 64) WHERE id = {EVENT}"], Reason.ROW, 3),
        ([f"UPDATE audit_event SET erased_by_id = id WHERE id = {EVENT}"], Reason.UNNAMED, 3),
        ([f"DELETE FROM audit_event WHERE id = {EVENT}"], Reason.PLACE, 3),
        (["UPDATE audit_leaf SET body = replace(body, 'unit', 'x') WHERE seq = 3"], Reason.LEAF, 3),
        (["UPDATE audit_leaf SET body = 'x' WHERE seq = 3"], Reason.FORM, 3),
        (["UPDATE audit_leaf SET leaf = sha256('x') WHERE seq = 3"], Reason.LEAF, 3),
        (["DELETE FROM audit_leaf WHERE seq = 3"], Reason.PLACE, 3),
        (["DELETE FROM audit_leaf WHERE seq >= 6"], Reason.SHORT, 6),
        (["UPDATE audit_head SET size = 6"], Reason.SHORT, 6),
        (["UPDATE audit_head SET frontier = frontier || frontier"], Reason.HEAD, 8),
        (
            ["UPDATE audit_leaf SET seq = 9 WHERE seq = 3", "UPDATE audit_leaf SET seq = 3 WHERE seq = 4"],
            Reason.PLACE,
            3,
        ),
        ([INSERT], Reason.LONG, 8),
        (["UPDATE audit_checkpoint SET note = replace(note, '4', '5')"], Reason.NOTE, None),
        (
            ["TRUNCATE audit_checkpoint", "DELETE FROM audit_leaf WHERE seq >= 6", "UPDATE audit_head SET size = 6"],
            Reason.SHORT,
            6,
        ),
    ],
)
def test_what_the_owner_of_the_database_does_is_found(log, forged, reason, seq, capsys):
    forge(*forged)

    found = examined(WORKER, signer().verifier, notes_outside())

    assert (found.code, found.reason, found.seq) == (Code.TAMPERED, reason, seq)
    code, said = run(capsys=capsys)
    assert code == 1
    assert said.startswith(f"DIUBAH: {verify_log.REASONS[reason]}")
    assert seq is None or said.rstrip().endswith(f"mulai catatan nomor {seq}.")


def notes_outside():
    from django.conf import settings

    from petruk.audit import outside

    return [note for place in settings.PETRUK_CHECKPOINT_DIRS for note in outside.notes(place)]


def test_a_log_rewritten_whole_with_its_own_tools_is_found_by_a_note_outside(log, capsys):
    """Every table is emptied and filled anew by the program itself, with its own key: only a note outside differs."""
    forge("TRUNCATE audit_event, audit_leaf, audit_head, audit_checkpoint")
    write(log, by=WORKER, count=8, reason="lain")
    own = examined(WORKER, signer().verifier)

    code, said = run(capsys=capsys)

    assert own.code is Code.INCOMPLETE
    assert (code, "bukan catatan yang ditandatangani" in said) == (1, True)


def test_a_whole_log_says_how_much_is_signed_and_what_is_erased(log, capsys):
    write(log, by=WORKER)

    code, said = run("--json", capsys=capsys)

    found = json.loads(said)
    assert (code, found["code"], found["size"], found["signed"], found["erased"]) == (0, 0, 9, 8, 2)
    code, said = run(capsys=capsys)
    assert code == 0
    assert said.startswith("UTUH: 9 catatan, 8 di antaranya ditandatangani, akar ")
    assert "2 muatan dihapus dengan dasar hukum." in said


def test_what_was_never_signed_is_incomplete(db, capsys):
    write(make_unit(), by=WORKER)

    assert run(capsys=capsys) == (2, f"TIDAK LENGKAP: {verify_log.NO_KEY}\n")
    assert Event.objects.count() == 1


def test_a_folder_that_is_not_there_is_incomplete(log, tmp_path, capsys):
    assert run("--against", tmp_path / "tidak ada", capsys=capsys)[0] == 2


def test_without_our_own_key_the_one_outside_is_enough(log, settings, capsys):
    settings.PETRUK_LOG_KEY.unlink()

    assert run(capsys=capsys)[0] == 0


def test_another_key_than_the_one_outside_is_found(log, folder, settings, capsys):  # noqa: F811
    settings.PETRUK_LOG_KEY.write_text(
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n"
    )

    code, said = run("--against", folder, capsys=capsys)

    assert (code, verify_log.REASONS[Reason.KEY] in said) == (1, True)


@pytest.mark.parametrize("more", [(), ("--payloads",)])
def test_what_is_exported_is_read_by_the_verifier_that_stands_alone(log, folder, tmp_path, more, capsys):  # noqa: F811
    write(log, by=WORKER, reason="rahasia")
    file = tmp_path / "log.zip"

    assert run("--export", file, *more, capsys=capsys)[0] == 0

    assert ALONE.main([str(file), "--against", str(folder)]) == 0
    assert f"UTUH: 9 catatan, semuanya ditandatangani; {2 if more else 0} muatan" in capsys.readouterr().out
    *_rest, payloads = ALONE.read_bundle(file)
    assert (payloads is not None) == bool(more)
    assert verify.run([str(file), "--against", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("UTUH: 9 catatan, 9 di antaranya ditandatangani")


def test_all_sealed_results_are_computed_again(db, capsys):
    contest = make_contest()
    contest.nominate("PEGAWAI 1", make_unit(parent=contest.root))
    contest.seal()
    write(contest.root, by=WORKER)
    sign(by=WORKER)

    assert run("--recompute", capsys=capsys)[0] == 0

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE appraisal_result DISABLE TRIGGER USER")
        cursor.execute("UPDATE appraisal_result SET content = content || ' '::bytea")
        cursor.execute("ALTER TABLE appraisal_result ENABLE TRIGGER USER")
    code, said = run("--recompute", capsys=capsys)
    assert (code, "isinya bukan yang disegel" in said) == (1, True)


@pytest.mark.parametrize("content", [b"PK", b"PK\x03\x04 apa saja"])
def test_a_bundle_that_cannot_be_read_is_incomplete(content, tmp_path, capsys):
    file = tmp_path / "log.zip"
    file.write_bytes(content)

    assert verify.run([str(file)]) == 2
    assert capsys.readouterr().out == f"TIDAK LENGKAP: {verify_log.UNREADABLE}\n"


def test_only_who_may_read_the_log_reads_it(log):
    with pytest.raises(PermissionDenied):
        examined(NOBODY, signer().verifier)


def test_every_reason_has_words():
    assert set(verify_log.REASONS) == set(Reason)
