from dataclasses import replace

from petruk.imports.planning import Known, plan
from petruk.imports.shapes import KINDS
from tests.factories import TODAY
from tests.imports.sheets import planned, sheet, words_by_column

NIP = "199408192016031002"
OTHER = "199411272019121003"
KNOWN = Known(people=frozenset({NIP, OTHER}))
HEADER = ("NIP", "BULAN", "TAHUN", "JUMLAH HARI", "HADIR", "JUMLAH POTONGAN")
ROW = (NIP, 4, 2024, 22, 22, 0)


def test_a_plan_tells_new_changed_and_same_apart():
    first = planned("attendance", HEADER, ROW, (OTHER, 4, 2024, 22, 22, 0), known=KNOWN)
    known = replace(KNOWN, current={entry.record.key: entry.record for entry in first.new})

    result = planned(
        "attendance", HEADER, (*ROW[:5], "2,5"), (OTHER, 4, 2024, 22, 22, 0), (NIP, 5, 2024, 20, 20, 0), known=known
    )

    assert [(entry.row, entry.before.deduction, entry.record.deduction * 2) for entry in result.changed] == [(2, 0, 5)]
    assert [entry.row for entry in result.new] == [4]
    assert result.same == 1


def test_appendix_d_27_one_bad_row_in_the_middle_and_nothing_is_applicable():
    result = planned("attendance", HEADER, ROW, (OTHER, 4, 2024, 22, 23, 0), (NIP, 5, 2024, 20, 20, 0), known=KNOWN)

    assert len(result.problems) == 1
    assert not result.applicable


def test_n81_the_same_nip_and_month_twice_is_a_problem_of_the_second_row(in_english):
    result = planned("attendance", HEADER, ROW, (OTHER, 4, 2024, 22, 22, 0), ROW, known=KNOWN)

    words = "The same stands in row 2 of sheet Sheet1 already. Keep one of the two."
    assert words_by_column(result) == [(4, "NIP", words)]


def test_n81_the_same_nip_and_month_in_two_sheets_is_a_problem_even_in_the_same_row():
    sheets = [sheet(HEADER, ROW, name="A"), sheet(HEADER, ROW, name="B")]

    result = plan(sheets, kind=KINDS["attendance"], known=KNOWN, today=TODAY)

    assert [(problem.sheet, problem.row) for problem in result.problems] == [("B", 2)]


def test_two_months_of_one_person_are_two_rows():
    assert planned("attendance", HEADER, ROW, (NIP, 5, *ROW[2:]), known=KNOWN).applicable


def test_a_month_to_come_is_a_problem():
    coming = (NIP, 12, TODAY.year, 22, 22, 0)

    assert [problem.column for problem in planned("attendance", HEADER, coming, known=KNOWN).problems] == ["BULAN"]


def test_somebody_outside_the_scope_is_as_unknown_as_nobody():
    nobody = "198508172010011001"

    (foreign,) = planned("attendance", HEADER, (OTHER, *ROW[1:]), known=Known(people=frozenset({NIP}))).problems
    (unknown,) = planned("attendance", HEADER, (nobody, *ROW[1:]), known=Known(people=frozenset({NIP}))).problems

    assert foreign.message == unknown.message


def test_every_fault_of_a_row_is_named():
    result = planned("attendance", HEADER, ("x", 13, 1890, "a", "b", "c"), known=KNOWN)

    assert [problem.cell for problem in result.problems] == ["A2", "B2", "C2", "D2", "E2", "F2"]


def test_an_empty_sheet_and_a_foreign_table_say_which_columns_are_wanted(in_english):
    for rows in ([], [("KODE", "HARGA"), (1, 2)]):
        (problem,) = planned("attendance", *rows, known=KNOWN).problems
        assert "NIP, BULAN, TAHUN, JUMLAH HARI, HADIR, JUMLAH POTONGAN" in problem.message


def test_a_header_without_rows_is_a_problem(in_english):
    assert [message for _row, _column, message in words_by_column(planned("attendance", HEADER))] == [
        "The table has no rows."
    ]


def test_hidden_sheets_and_sheets_of_other_things_are_not_read_and_are_named(in_english):
    sheets = [
        sheet(("Petunjuk pengisian",), name="Petunjuk"),
        sheet(HEADER, ROW),
        sheet(HEADER, ROW, name="Lama", hidden=True),
    ]

    result = plan(sheets, kind=KINDS["attendance"], known=KNOWN, today=TODAY)

    assert result.notes == ("The sheet Petunjuk was not read.", "The sheet Lama was not read.")
    assert len(result.new) == 1


def test_the_fingerprint_of_a_plan_follows_what_is_known():
    first = planned("attendance", HEADER, ROW, known=KNOWN)
    again = planned("attendance", HEADER, ROW, known=KNOWN)
    later = planned(
        "attendance", HEADER, (*ROW[:5], 1), known=replace(KNOWN, current={(NIP, 2024, 4): first.new[0].record})
    )

    assert first.digest == again.digest != later.digest


def test_the_answer_for_programs_has_these_keys_and_no_others(in_english):
    result = planned("attendance", HEADER, (*ROW[:4], 25, 0), known=KNOWN)

    assert result.as_json() == {
        "new": 0,
        "changed": 0,
        "same": 0,
        "problems": [
            {
                "sheet": "Sheet1",
                "row": 2,
                "column": "HADIR",
                "value": "25",
                "message": "More days present than working days. Correct one of them.",
            }
        ],
    }
