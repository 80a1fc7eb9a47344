from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from petruk.imports.planning import Known
from petruk.imports.reading import Odd, Oddity
from tests.imports.sheets import planned, words_by_column

NIP = "199408192016031002"
OTHER = "199411272019121003"
PPPK = "197203132021211006"
PEOPLE = Known(people=frozenset({NIP, OTHER}), units=frozenset({"1001"}))

COUNTED = ("NIP", "BULAN", "TAHUN", "JUMLAH_HARI", "HADIR", "IZIN", "SAKIT", "TERLAMBAT", "PULANG_CEPAT", "TK")
COUNTED = (*COUNTED, "CUTI", "TUDIN", "TUBEL")
GIVEN = ("NIP", "BULAN", "TAHUN", "JUMLAH HARI", "HADIR", "JUMLAH POTONGAN")
SCORE = ("NIP", "BULAN", "TAHUN", "NILAI SKP")
RATINGS = ("NIP", "TAHUN", "BULAN", "HASIL KERJA", "PERILAKU KERJA", "PREDIKAT KINERJA")
BEHAVIOUR = ("NIP", "TAHUN", "ORIENTASI PELAYANAN", "INTEGRITAS", "KOMITMEN", "DISIPLIN", "KERJASAMA", "KEPEMIMPINAN")
BEHAVIOUR = (*BEHAVIOUR, "NILAI PERILAKU")
SANCTIONS = ("NIP", "NO SK", "TGL SK", "TINGKAT", "JENIS", "TMT", "AKHIR HUKUMAN")
PNS = {
    "NIP": NIP,
    "GELAR DEPAN": None,
    "NAMA": "WAHYU SAPUTRA",
    "GELAR BELAKANG": "S.Sos",
    "TEMPAT LAHIR": "RANTAU",
    "TANGGAL LAHIR": date(1994, 8, 19),
    "JENIS KELAMIN": "L",
    "STATUS PEGAWAI": "PNS",
    "GOL/RUANG": "III/a",
    "TMT GOLONGAN": date(2016, 4, 1),
    "JENIS JABATAN": "PELAKSANA",
    "JABATAN": "PENGELOLA",
    "ESELON": "JFU",
    "TMT JABATAN": date(2016, 12, 1),
    "KODE UNIT": "1001",
    "TMT CPNS": date(2016, 3, 1),
    "PENDIDIKAN": "S-1",
    "TAHUN LULUS": 2015,
    "KEDUDUKAN": "AKTIF",
}


def records(result):
    assert words_by_column(result) == []
    return [entry.record for entry in result.new]


def one_problem(result):
    ((row, column, message),) = words_by_column(result)
    return row, column, message


@pytest.mark.parametrize(
    ("days", "deduction", "realisation"),
    [
        ((22, 21, 0, 0, 3, 2, 1, 0, 0, 0), 15, 85),
        ((22, 0, 0, 0, 0, 0, 22, 0, 0, 0), 100, 0),
        ((22, 22, 0, 0, 22, 22, 0, 0, 0, 0), 88, 12),
        ((22, 17, 1, 0, 0, 0, 0, 0, 4, 0), 0, 100),
    ],
)
def test_the_old_attendance_template_counts_2_2_5(days, deduction, realisation):
    (row,) = records(planned("attendance", COUNTED, (NIP, 3, 2021, *days), known=PEOPLE))

    assert (row.basis, row.deduction, row.realisation) == ("counted", deduction, realisation)


@pytest.mark.parametrize(
    ("days", "column"),
    [
        ((0, 0, 0, 0, 0, 0, 0, 0, 0, 0), "JUMLAH_HARI"),
        ((22, 23, 0, 0, 0, 0, 0, 0, 0, 0), "HADIR"),
        ((22, 20, 0, 0, 23, 0, 0, 0, 0, 0), "TERLAMBAT"),
        ((22, 20, 0, 0, 0, 23, 0, 0, 0, 0), "PULANG_CEPAT"),
        ((22, 20, 1, 1, 0, 0, 1, 0, 0, 0), "JUMLAH_HARI"),
    ],
)
def test_impossible_days_are_a_problem_of_the_cell_to_look_at(days, column):
    assert one_problem(planned("attendance", COUNTED, (NIP, 3, 2021, *days), known=PEOPLE))[:2] == (2, column)


def test_columns_stand_in_any_order_and_spelling_under_a_title(in_english):
    header = ("  jumlah  hari ", "Catatan", "n.i.p", "POTONGAN", "bulan", "Tahun", "hadir")

    result = planned(
        "attendance", ("DAFTAR HADIR",), (None, "April 2024"), header, (22, "x", NIP, "1,25", 4, 2024, 21), known=PEOPLE
    )

    (row,) = records(result)
    assert (row.nip, row.working_days, row.present, row.deduction) == (NIP, 22, 21, Decimal("1.25"))
    assert [entry.row for entry in result.new] == [4]


def test_a_missing_or_doubled_column_is_named(in_english):
    missing = planned("attendance", GIVEN[:-1], (NIP, 4, 2024, 22, 22), known=PEOPLE)
    doubled = planned("attendance", (*GIVEN, "nip"), (NIP, 4, 2024, 22, 22, 0, OTHER), known=PEOPLE)

    assert words_by_column(missing) == [
        (1, "JUMLAH POTONGAN", "The column JUMLAH POTONGAN is missing. Add it with this name in the header.")
    ]
    assert words_by_column(doubled) == [(1, "NIP", "The column NIP stands twice. Remove one.")]
    assert missing.new == doubled.new == ()


def test_a_monthly_score_and_the_ratings_of_the_same_month_live_in_one_row():
    (scored,) = records(planned("performance", SCORE, (NIP, 3, 2023, Decimal("95.82")), known=PEOPLE))
    known = replace(PEOPLE, current={scored.key: scored})

    result = planned(
        "performance", RATINGS, (NIP, 2023, 3, "DIATAS ESPEKTASI", "Di Atas Ekspektasi", None), known=known
    )

    ((entry),) = result.changed
    assert (entry.record.score, entry.record.predicate) == (Decimal("95.82"), "very_good")
    again = planned(
        "performance", SCORE, (NIP, 3, 2023, "95,82"), known=replace(known, current={entry.record.key: entry.record})
    )
    assert again.same == 1


@pytest.mark.parametrize(
    ("ratings", "column"),
    [
        (("SESUAI EKSPEKTASI", "SESUAI ESPEKTASI", "SANGAT BAIK"), "PREDIKAT KINERJA"),
        (("SESUAI EKSPEKTASI", None, "BAIK"), "PERILAKU KERJA"),
        ((None, "SESUAI EKSPEKTASI", "BAIK"), "HASIL KERJA"),
        ((None, None, None), "PREDIKAT KINERJA"),
        (("SESUAI", "LEBIH", "BAIK"), "PERILAKU KERJA"),
        (("SESUAI", "SESUAI", "CUKUP"), "PREDIKAT KINERJA"),
    ],
)
def test_ratings_that_do_not_give_their_predicate_are_a_problem(ratings, column):
    result = planned("performance", RATINGS, (NIP, 2023, 13, *ratings), known=PEOPLE)

    assert one_problem(result)[1] == column


def test_a_predicate_alone_is_taken():
    (row,) = records(planned("performance", RATINGS, (NIP, 2023, 13, None, None, "butuh perbaikan"), known=PEOPLE))

    assert (row.month, row.predicate, row.result_rating) == (None, "needs_improvement", "")


@pytest.mark.parametrize(
    ("aspects", "value", "column"),
    [
        ((80, 80, 80, 80, 80, None), 80, None),
        ((80, 80, 80, 80, 80, 86), 81, None),
        ((80, 80, 80, 80, Decimal("80.02"), None), Decimal("80.01"), None),
        ((None,) * 6, Decimal("75.5"), None),
        ((80, 80, 80, 80, 80, None), Decimal("80.02"), "NILAI PERILAKU"),
        ((80, 80, 80, None, 80, None), 80, "DISIPLIN"),
        ((80, 80, 80, None, 80, 80), 80, "DISIPLIN"),
        ((80, 80, 80, 80, 101, None), 80, "KERJASAMA"),
        ((80, 80, 80, 80, 80, None), None, "NILAI PERILAKU"),
    ],
)
def test_a_behaviour_value_is_the_mean_of_its_aspects(aspects, value, column):
    result = planned("behaviour", BEHAVIOUR, (NIP, 2020, *aspects, value), known=PEOPLE)

    assert [problem.column for problem in result.problems] == ([column] if column else [])


def test_a_penalty_has_a_level_and_ends_after_it_begins():
    good = (NIP, "800/1", date(2023, 7, 10), "sedang", "PENUNDAAN KGB", date(2023, 6, 1), None)
    bad = (OTHER, "800/2", date(2023, 7, 10), "PARAH", "X", date(2023, 6, 1), date(2022, 1, 1))
    ended = (OTHER, "800/2", date(2023, 7, 10), "BERAT", "X", date(2023, 6, 1), date(2022, 1, 1))

    (row,) = records(planned("sanctions", SANCTIONS, good, known=PEOPLE))

    assert (row.year, row.level, row.ends_on) == (2023, "SEDANG", None)
    assert one_problem(planned("sanctions", SANCTIONS, bad, known=PEOPLE))[1] == "TINGKAT"
    assert one_problem(planned("sanctions", SANCTIONS, ended, known=PEOPLE))[1] == "AKHIR HUKUMAN"


def pns(**changes):
    return planned("employees", tuple(PNS), tuple({**PNS, **changes}.values()), known=PEOPLE)


def test_a_pns_is_read_with_his_placement():
    (row,) = records(pns())

    assert (row.kind, row.sex, row.legal_status, row.echelon) == ("PNS", "L", "01", "JFU")


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"NIP": "199408192016131002"}, "NIP"),
        ({"NIP": "199408192016033002"}, "NIP"),
        ({"KODE UNIT": "9999"}, "KODE UNIT"),
        ({"JENIS KELAMIN": "X"}, "JENIS KELAMIN"),
        ({"GOL/RUANG": "V/a"}, "GOL/RUANG"),
        ({"JENIS JABATAN": "STRUKTURAL"}, "ESELON"),
        ({"ESELON": "III/a"}, "ESELON"),
        ({"KEDUDUKAN": "LIBUR"}, "KEDUDUKAN"),
        ({"NAMA": None}, "NAMA"),
        ({"TANGGAL LAHIR": "1994"}, "TANGGAL LAHIR"),
    ],
)
def test_n71_a_pns_row_that_cannot_be_is_a_problem_of_its_cell(changes, column):
    assert one_problem(pns(**changes))[1] == column


def test_a_birth_date_or_sex_that_differs_from_the_nip_is_a_warning_and_blocks_nothing(in_english):
    result = pns(**{"TANGGAL LAHIR": date(1994, 8, 20), "JENIS KELAMIN": "P"})

    assert [problem.message for problem in result.warnings] == [
        "The date of birth differs from the one in the NIP.",
        "The sex differs from the one in the NIP.",
    ]
    assert result.applicable


def test_n71_a_pppk_has_his_own_rule_and_template():
    header = (
        "NI PPPK",
        "NAMA",
        "GELAR DEPAN",
        "GELAR BELAKANG",
        "TEMPAT LAHIR",
        "TGL LAHIR",
        "JENIS KELAMIN",
        "GOLONGAN",
    )
    header = (*header, "JABATAN", "TMT KONTRAK AWAL", "TMT KONTRAK AKHIR", "KODE UNIT", "STATUS")
    row = (
        PPPK,
        "JAMALUDDIN",
        None,
        None,
        None,
        date(1972, 3, 13),
        "PRIA",
        "IX",
        "GURU",
        date(2021, 3, 1),
        None,
        "1001",
    )

    (record,) = records(planned("employees", header, (*row, "AKTIF"), known=PEOPLE))

    assert (record.kind, record.rank, record.sex, record.position_kind) == ("PPPK", "IX", "L", "FUNGSIONAL")


def test_a_signatory_is_somebody_known_in_a_unit_known():
    header = ("KODE UNIT", "STATUS", "NIP", "JABATAN SPESIMEN", "BERLAKU MULAI", "BERLAKU SAMPAI")
    good = (1001, "PLT", NIP, "KEPALA BAGIAN", date(2020, 1, 1), None)

    (record,) = records(planned("signatories", header, good, known=PEOPLE))

    assert (record.unit_code, record.capacity, record.key) == ("1001", "PLT", ("1001", date(2020, 1, 1)))
    assert one_problem(planned("signatories", header, ("1002", *good[1:]), known=PEOPLE))[1] == "KODE UNIT"
    stranger = (*good[:2], PPPK, *good[3:])
    assert one_problem(planned("signatories", header, stranger, known=PEOPLE))[1] == "NIP"
    backwards = (*good[:5], date(2019, 1, 1))
    assert one_problem(planned("signatories", header, backwards, known=PEOPLE))[1] == "BERLAKU SAMPAI"


UNITS = ("KODE", "NAMA UNIT KERJA", "KODE INDUK")


def test_units_name_their_parents_anywhere_in_the_file():
    rows = (("1001", "SETDA", "10"), ("10", "KABUPATEN", None))

    result = planned("units", UNITS, *rows, known=Known(may_add_root=True))

    assert [record.parent_code for record in records(result)] == ["10", ""]


@pytest.mark.parametrize(
    "rows",
    [
        [("1001", "SETDA", "77")],
        [("1", "A", "2"), ("2", "B", "1")],
        [("1", "A", "1")],
        [("1", "A", None)],
    ],
    ids=["unknown parent", "ring", "own parent", "no right to a root"],
)
def test_a_unit_without_a_place_in_the_tree_is_a_problem(rows):
    result = planned("units", UNITS, *rows)

    assert {problem.column for problem in result.problems} == {"KODE INDUK"}


@pytest.mark.parametrize("cell", [Odd(Oddity.FORMULA, "22"), Odd(Oddity.ERROR, ""), Odd(Oddity.PERCENT, "0.22"), True])
def test_a_cell_that_only_looks_like_a_number_is_a_problem(cell):
    result = planned("attendance", GIVEN, (NIP, 4, 2024, 22, cell, 0), known=PEOPLE)

    assert one_problem(result)[:2] == (2, "HADIR")
