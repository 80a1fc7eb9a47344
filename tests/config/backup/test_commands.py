"""The commands as an operator types them: what they say, what they answer, what they write into the log."""

import json
from contextlib import nullcontext

import pytest

from petruk.appraisal import vault
from petruk.audit.actions import record_upkeep
from petruk.audit.actions.checkpoints import sign
from petruk.audit.models import Event
from petruk.config.backup import bundle
from petruk.config.commands import backup, drill, restore
from petruk.people.models import User
from tests.config.backup.conftest import url

PDF = b"%PDF-1.7 satu"


@pytest.fixture
def commands(place, monkeypatch):
    """Run them on the database of the test, which is up already."""
    monkeypatch.setenv("DATABASE_URL", url())
    monkeypatch.setattr(backup, "connected", lambda data: nullcontext())
    monkeypatch.setattr(drill, "installation", lambda data: nullcontext())
    return place


def back_up(place, *more):
    return backup.run([str(place.destination), "--to", str(place.recipient), *more])


def events():
    kept = Event.objects.filter(object_kind="installation").order_by("pk")
    return [(event.action, event.after) for event in kept]


def test_a_backup_is_announced_recorded_and_the_old_ones_go(commands, capsys):
    evidence = commands.file(PDF)
    old = commands.back_up()

    code = back_up(commands, "--keep", "1")

    [made] = bundle.bundles(commands.destination)
    said = capsys.readouterr().out
    assert code == 0
    assert made != old
    assert f"{made}: 1 berkas" in said
    assert f"{old.name} dihapus." in said
    assert [entry.name for entry in bundle.read(made).files] == [evidence.stored_as]
    assert events() == [("installation.backed_up", {"name": made.name, "files": 1, "lost": []})]


def test_a_lost_file_is_told_and_the_backup_stays(commands, capsys):
    evidence = commands.file(PDF)
    vault.discard(evidence.stored_as)

    code = back_up(commands)

    assert code == 1
    assert f"Berkas {evidence.stored_as} hilang atau rusak" in capsys.readouterr().err
    assert events()[0][1]["lost"] == [evidence.stored_as]


def test_n106_without_a_key_there_is_no_backup(commands, capsys, monkeypatch):
    monkeypatch.delenv("PETRUK_BACKUP_KEY", raising=False)

    code = backup.run([str(commands.destination)])

    assert code == 1
    assert "--new-key" in capsys.readouterr().err
    assert not commands.destination.exists()


def test_a_new_key_is_shown_and_its_secret_is_not(tmp_path, capsys):
    code = backup.run(["--new-key", str(tmp_path / "key")])

    said = capsys.readouterr().out
    assert code == 0
    assert "PETRUK_BACKUP_KEY=age1" in said
    assert "AGE-SECRET-KEY" not in said
    assert backup.run(["--new-key", str(tmp_path / "key")]) == 1


@pytest.mark.parametrize("arguments", [[], ["/tmp", "--keep", "0"]])
def test_a_backup_needs_to_know_where_to(arguments):
    with pytest.raises(SystemExit) as stopped:
        backup.run(arguments)
    assert stopped.value.code == 2


def test_a_restore_of_no_bundle_is_refused_in_words(place, capsys):
    code = restore.run([str(place.folder), "--key", str(place.key_file), "--data", str(place.data())])

    assert code == 1
    assert "bukan cadangan yang utuh" in capsys.readouterr().err


def test_a_drill_restores_signs_in_recomputes_and_is_recorded(commands, capsys):
    commands.contest.seal()
    commands.file(PDF)
    made = commands.back_up()

    code = drill.run([str(made), "--key", str(commands.key_file), "--json"])

    found = json.loads(capsys.readouterr().out)
    assert (code, found["faults"]) == (0, [])
    assert (found["results"], found["files"]) == (4, 1)
    [(action, after)] = events()
    assert (action, after["passed"], after["results"]) == ("installation.drilled", True, 4)


@pytest.fixture
def notes(commands, settings):
    """The folder in which others keep the notes of the log."""
    settings.PETRUK_LOG_KEY = commands.folder / "log.key"
    settings.PETRUK_CHECKPOINT_DIRS = (commands.folder / "notes",)
    settings.PETRUK_CHECKPOINT_DIRS[0].mkdir()
    return settings.PETRUK_CHECKPOINT_DIRS[0]


def test_a_drill_proves_the_log_by_the_notes_outside_and_catches_an_old_backup(commands, notes, capsys):
    commands.contest.seal()
    sign(by=commands.contest.agency)
    made = commands.back_up()
    arguments = [str(made), "--key", str(commands.key_file), "--against", str(notes), "--json", "--no-record"]

    code = drill.run(arguments)
    fresh = json.loads(capsys.readouterr().out)
    record_upkeep("installation.backed_up", by=commands.contest.agency)
    sign(by=commands.contest.agency)
    late = drill.run(arguments)
    old = json.loads(capsys.readouterr().out)

    assert (code, fresh["faults"]) == (0, [])
    assert fresh["entries"] == Event.objects.count() - 1
    assert late == 1
    assert "catatan kurang dari yang ditandatangani" in old["faults"][0]


def test_a_drill_that_fails_says_why_and_is_recorded_as_failed(commands, capsys):
    made = commands.back_up()
    (made / bundle.DATABASE).write_bytes(b"bukan ini")

    code = drill.run([str(made), "--key", str(commands.key_file)])

    assert code == 1
    assert "GAGAL: " in capsys.readouterr().out
    [(_action, after)] = events()
    assert (after["passed"], len(after["faults"])) == (False, 1)
    assert "database.age berubah" in after["faults"][0]


def test_a_drill_without_an_account_to_sign_in_with_fails(commands, capsys):
    User.objects.update(is_active=False)
    made = commands.back_up()

    code = drill.run([str(made), "--key", str(commands.key_file), "--no-record"])

    assert code == 1
    assert "Tidak ada akun aktif" in capsys.readouterr().out
    assert events() == []
