from datetime import date

import pytest

from petruk.core.dates import MONTHS, format_date, format_month, format_months


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
