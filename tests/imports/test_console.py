"""`./petruk import KIND FILE`: what a program reads, and what a person does."""

import json
from contextlib import nullcontext

import pytest

from petruk.config.commands import import_file
from petruk.facts.models import Attendance
from petruk.imports.models import Batch
from tests.factories import make_employee
from tests.imports import workbooks
from tests.imports.world import HEADER, month

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(monkeypatch):
    monkeypatch.setattr(import_file, "installation", lambda **_options: nullcontext())


@pytest.fixture
def file(tmp_path):
    def write(*rows, name="absensi.xlsx"):
        path = tmp_path / name
        path.write_bytes(workbooks.xlsx([HEADER, *rows]))
        return str(path)

    return write


def test_a_good_file_is_imported_and_its_counts_are_json(file, capsys):
    path = file(month(make_employee()))

    code = import_file.run(["attendance", path, "--json"])

    assert (code, json.loads(capsys.readouterr().out)) == (0, {"new": 1, "changed": 0, "same": 0, "problems": []})
    assert Attendance.objects.count() == 1
    assert import_file.run(["attendance", path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"new": 0, "changed": 0, "same": 1, "problems": []}
    assert Batch.objects.count() == 1


def test_a_dry_run_writes_nothing(file, capsys):
    code = import_file.run(["attendance", file(month(make_employee())), "--dry-run", "--json"])

    assert (code, json.loads(capsys.readouterr().out)["new"]) == (0, 1)
    assert Attendance.objects.count() == Batch.objects.count() == 0


def test_a_file_with_problems_exits_with_1_and_writes_nothing(file, capsys, in_english):
    code = import_file.run(["attendance", file(month(make_employee()), ("x", 4, 2024, 22, 22, 0)), "--json"])

    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert code == 1
    assert problem == {
        "sheet": "Sheet1",
        "row": 3,
        "column": "NIP",
        "value": "x",
        "message": "The NIP has a character that is not a digit.",
    }
    assert Attendance.objects.count() == Batch.objects.count() == 0


def test_an_unreadable_file_is_one_problem_with_its_line(tmp_path, capsys, in_english):
    path = tmp_path / "a.csv"
    path.write_bytes(b"NIP;NAMA\n1;a\n2\n")

    code = import_file.run(["attendance", str(path), "--json"])

    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (code, problem["row"], problem["column"]) == (1, 3, "")
    assert "Line 3" in problem["message"]


def test_words_name_the_place_and_say_that_nothing_was_imported(file, capsys, in_english):
    import_file.run(["attendance", file(("x", 4, 2024, 22, 22, 0))])

    out = capsys.readouterr().out
    assert "salah 1" in out
    assert "lembar Sheet1, baris 2, kolom NIP: The NIP has a character" in out
    assert "Tidak ada yang diimpor." in out


@pytest.mark.parametrize("arguments", [["attendance", "/tidak/ada.xlsx"], ["lain", "a.xlsx"], []])
def test_what_is_no_kind_or_no_file_exits_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        import_file.run(arguments)

    assert stopped.value.code == 2
    assert capsys.readouterr().err


def test_the_kinds_of_the_console_are_those_of_the_pages():
    from petruk.imports.shapes import KINDS

    assert tuple(KINDS) == import_file.KINDS
