from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.nip import EmployeeKind
from petruk.imports import cells
from petruk.imports.cells import CellFault
from petruk.imports.reading import Odd, Oddity
from petruk.imports.shapes.performance import month_or_year
from tests.factories import TODAY

NIP = "199408192016031002"


@pytest.mark.parametrize("written", [NIP, "19940819 201603 1 002", f" {NIP} "])
def test_a_nip_is_read_with_or_without_spaces(written):
    assert cells.nip(written, TODAY) == NIP


@pytest.mark.parametrize(
    "written",
    [
        NIP + "\n",
        NIP + "\u00a0",
        "\u200b" + NIP,
        "'" + NIP,
        NIP.replace("0", "O", 1),
        NIP.replace("1", "l", 1),
        "１９９４０８１９２０１６０３１００２",
        "١٩٩٤٠٨١٩٢٠١٦٠٣١٠٠٢",
        "1.98001E+17",
        NIP[:-1],
        NIP + "0",
        "1994 0819 2016 0310 02",
        199408192016031002,
        Decimal("1.99408192016031E+17"),
        Odd(Oddity.FORMULA, NIP),
        date(1994, 8, 19),
        True,
    ],
)
def test_n70_a_nip_that_is_not_eighteen_plain_digits_is_a_fault_and_never_a_guess(written):
    with pytest.raises(CellFault):
        cells.nip(written, TODAY)


@pytest.mark.parametrize("written", ["19940231 201603 1 002", "19940819 201613 1 002", "19940819 200003 1 002"])
def test_n71_a_number_whose_parts_cannot_be_does_not_enter_the_register(written):
    with pytest.raises(CellFault):
        cells.register_nip(EmployeeKind.PNS)(written, TODAY)


@given(st.text(max_size=25) | st.integers() | st.decimals(allow_nan=False, allow_infinity=False))
def test_n70_whatever_stands_in_the_cell_a_nip_is_its_own_digits_or_a_fault(cell):
    try:
        found = cells.nip(cell, TODAY)
    except CellFault:
        return

    assert found == cell.replace(" ", "")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (84, "84"),
        (Decimal("84.5"), "84.5"),
        ("84,5", "84.5"),
        ("84.5", "84.5"),
        (" 84 ", "84"),
        (0, "0"),
        ("100", "100"),
    ],
)
def test_a_number_is_read_with_point_or_comma(written, value):
    assert cells.number()(written, TODAY) == Decimal(value)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "NaN",
            "Inf",
            "-0",
            "1e2",
            "1_0",
            "٨٤",
            "８４",
            "1.234,5",
            "0x10",
            "5" * 5_000,
            "84 %",
            "84\n",
            "+84",
            "8 4",
            "100,01",
        ),
        *(-4, 101, Decimal("84.123"), Decimal("-0.5"), Odd(Oddity.PERCENT, "0.84"), Odd(Oddity.ERROR, ""), False),
        date(2024, 1, 1),
    ],
)
def test_n72_whatever_is_not_a_plain_number_is_a_fault(written):
    with pytest.raises(CellFault):
        cells.number()(written, TODAY)


@given(st.text(max_size=12))
def test_n77_a_text_is_a_number_only_if_it_reads_the_same_to_everybody(text):
    try:
        found = cells.number()(text, TODAY)
    except CellFault:
        return

    assert found == Decimal(text.strip(" ").replace(",", "."))
    assert text.strip(" ").replace(",", "").replace(".", "").isascii()


@pytest.mark.parametrize("written", ["22 hari", "22,5", Decimal("22.5"), "-1", 32, "٢٢", "1e1", "", "2_2"])
def test_a_count_of_days_is_a_whole_number(written):
    with pytest.raises(CellFault):
        cells.whole(0, 31)(written, TODAY)


@pytest.mark.parametrize("written", [0, 13, "13", 14, "April", Decimal("4.5")])
def test_a_month_is_one_to_twelve(written):
    with pytest.raises(CellFault):
        cells.month(written, TODAY)


@pytest.mark.parametrize("written", [1999, TODAY.year + 1, 20241, "2O24"])
def test_a_year_is_after_1999_and_not_to_come(written):
    with pytest.raises(CellFault):
        cells.year(written, TODAY)


def test_month_13_is_the_year_and_14_and_15_are_pay_runs(in_english):
    assert month_or_year(13, TODAY) is None
    for number, name in ((14, "THR"), (15, "ke-13")):
        with pytest.raises(CellFault, match=name):
            month_or_year(number, TODAY)


@pytest.mark.parametrize("written", [date(2024, 12, 31), "31-12-2024", "31/12/2024", "31.12.2024", "2024-12-31"])
def test_a_date_may_be_a_date_or_written_day_first_or_year_first(written):
    assert cells.day(written, TODAY) == date(2024, 12, 31)


@pytest.mark.parametrize(
    "written", ["12/31/2024", "31 Desember 2024", 45657, "31-12-24", "٣١-١٢-٢٠٢٤", "30-02-2024", date(1899, 1, 1)]
)
def test_any_other_date_is_a_fault(written):
    with pytest.raises(CellFault):
        cells.day(written, TODAY)


def test_a_text_keeps_its_letters_and_loses_its_line_breaks():
    read = cells.words(30)

    assert read("ANWAR\n O'BRIEN-NOOR ", TODAY) == "ANWAR O'BRIEN-NOOR"
    assert read(1001, TODAY) == "1001"
    for fault in ("a" * 31, "a\u202eb", "a\u200bb", date(2024, 1, 1)):
        with pytest.raises(CellFault):
            read(fault, TODAY)


def test_a_choice_is_read_in_any_case_and_spacing_and_lists_what_it_may_be(in_english):
    read = cells.choice({"DI ATAS": 1, "SESUAI": 2})

    assert read(" di  atas", TODAY) == 1
    with pytest.raises(CellFault, match="DI ATAS, SESUAI"):
        read("di bawah", TODAY)
