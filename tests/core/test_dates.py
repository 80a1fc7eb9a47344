from datetime import date

import pytest

from petruk.core.dates import MONTHS, format_date, format_month, format_months, whole_months


def test_dates_are_written_as_papers_do():
    assert format_date(date(2021, 5, 5)) == "5 Mei 2021"
    assert format_date(date(2024, 12, 31)) == "31 Desember 2024"
    assert format_month(2021, 3) == "Maret 2021"
    assert format_months(2024, [4, 5, 6]) == "April, Mei, Juni 2024"
    assert len(MONTHS) == 12


@pytest.mark.parametrize("month", [0, 13, -1])
def test_month_13_of_a_year_is_no_month(month):
    with pytest.raises(ValueError, match="not 1 to 12"):
        format_month(2023, month)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 15), date(2024, 7, 15), 6),
        (date(2024, 1, 15), date(2024, 7, 14), 5),
        (date(2023, 12, 1), date(2024, 1, 1), 1),
        (date(2024, 1, 31), date(2024, 2, 29), 0),
        (date(2024, 1, 31), date(2024, 3, 1), 1),
        (date(2024, 1, 1), date(2024, 1, 1), 0),
        (date(2024, 5, 1), date(2023, 1, 1), 0),
    ],
)
def test_only_months_that_have_passed_in_full_count(start, end, months):
    assert whole_months(start, end) == months
