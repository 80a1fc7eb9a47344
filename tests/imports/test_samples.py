"""The offices' own files: what each would do in an installation that is filled in order."""

import json
from pathlib import Path

import pytest

from petruk.imports.planning import Known, Plan, plan
from petruk.imports.reading import read
from petruk.imports.shapes import KINDS
from tests.factories import TODAY


def would(kind: str, path: Path, known: Known) -> Plan:
    return plan(read(path.read_bytes()), kind=KINDS[kind], known=known, today=TODAY)


@pytest.fixture(scope="module")
def register(samples) -> Known:
    """All units and people of the samples, as if registered."""
    units = would("units", samples / "unit-kerja.xlsx", Known(may_add_root=True))
    codes = Known(units=frozenset(entry.record.code for entry in units.new))
    people = [
        entry.record.nip
        for name in ("pegawai-pns.xlsx", "pegawai-pppk.xlsx")
        for entry in would("employees", samples / name, codes).new
    ]
    return Known(people=frozenset(people), units=codes.units)


GOLDEN = {
    "pegawai-pns.xlsx": ("employees", 2586),
    "pegawai-pppk.xlsx": ("employees", 706),
    "spesimen.xlsx": ("signatories", 92),
    "absensi-2021-03-format-lama.xlsx": ("attendance", 2572),
    "absensi-2024-04-format-baru.xlsx": ("attendance", 3263),
    "absensi-2024-05-format-baru.xlsx": ("attendance", 3254),
    "absensi-2024-06-format-baru.xlsx": ("attendance", 3261),
    "absensi-2024-06.csv": ("attendance", 400),
    "ekinerja-2021-03.xlsx": ("performance", 2541),
    "ekinerja-bkn-2022-tahunan.xlsx": ("performance", 3228),
    "ekinerja-bkn-2023-tahunan.xlsx": ("performance", 3232),
    "perilaku-2020.xlsx": ("behaviour", 2516),
    "hukuman-disiplin.xlsx": ("sanctions", 25),
}


@pytest.mark.parametrize(("name", "kind", "rows"), [(name, *rest) for name, rest in GOLDEN.items()])
def test_every_sample_is_new_in_whole_and_without_a_problem(samples, register, name, kind, rows):
    result = would(kind, samples / name, register)

    assert result.as_json() == {"new": rows, "changed": 0, "same": 0, "problems": []}
    assert result.warnings == ()


def test_the_sample_units_make_one_tree(samples):
    result = would("units", samples / "unit-kerja.xlsx", Known(may_add_root=True))

    assert result.as_json() == {"new": 93, "changed": 0, "same": 0, "problems": []}


def test_what_is_known_already_is_the_same_and_a_later_file_changes_it(samples, register):
    april = would("attendance", samples / "absensi-2024-04-format-baru.xlsx", register)
    current = {entry.record.key: entry.record for entry in april.new}
    known = Known(people=register.people, current=current)

    again = would("attendance", samples / "absensi-2024-04-format-baru.xlsx", known)

    assert (len(again.new), len(again.changed), again.same) == (0, 0, 3263)
    assert not again.applicable


MESSAGES = {
    "error: NIP is a number cell, digits lost": ("NIP", "1.98004252003022E+17", "number cell"),
    "error: unknown NIP": ("NIP", "199001012015011999", "No employee"),
    "error: duplicate NIP in the file": ("NIP", "199408192016031002", "already"),
    "error: month": ("BULAN", "13", "month must be 1 to 12"),
    "error: present more days than working days": ("HADIR", "25", "More days present"),
    "error: negative deduction": ("JUMLAH POTONGAN", "-4", "negative"),
    "error: 17 digits": ("NIP", "19681110199604101", "17 digits"),
    "error: empty NIP": ("NIP", "", "empty"),
    "error: not a number": ("JUMLAH HARI", "22 hari", "not a whole number"),
    "error: non-ASCII digits": ("NIP", "١٩٨٤٠٧٢٠٢٠١٠٠١١٠٠٢", "another script"),
    "error: formula": ("JUMLAH POTONGAN", "", "formula"),
}


def test_the_dirty_sample_gives_exactly_what_its_list_says(samples, register, in_english):
    expected = json.loads((samples / "absensi-2024-04-kotor.json").read_text())

    result = would("attendance", samples / "absensi-2024-04-kotor.xlsx", register)

    wrong = {line["row"]: line["expect"] for line in expected if line["expect"].startswith("error")}
    found = {problem.row: problem for problem in result.problems}
    assert len(found) == len(result.problems)
    assert found.keys() == wrong.keys()
    for row, reason in wrong.items():
        column, value, words = MESSAGES[reason]
        assert (found[row].column, found[row].value) == (column, value)
        assert words in found[row].message
    right = {entry.row: entry.record for entry in result.new}
    assert right.keys() >= {line["row"] for line in expected if line["expect"].startswith("ok")}
    assert not result.applicable


def test_the_right_rows_of_the_dirty_sample_mean_what_they_say(samples, register):
    result = would("attendance", samples / "absensi-2024-04-kotor.xlsx", register)

    right = {entry.row: entry.record for entry in result.new}
    assert right[3].nip == "199411272019121003"
    assert str(right[3].deduction) == "1.25"
    assert str(right[3].realisation) == "98.75"
    assert (right[10].deduction, right[10].realisation) == (100, 0)


def test_the_two_spellings_of_bkn_are_one_rating(samples, register):
    result = would("performance", samples / "ekinerja-bkn-2022-tahunan.xlsx", register)

    assert {entry.record.month for entry in result.new} == {None}
    assert {entry.record.result_rating for entry in result.new} == {"above", "expected", "below"}
