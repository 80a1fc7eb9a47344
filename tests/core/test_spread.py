"""Every total lies in exactly one class; lowest, middle and highest are those of the golden sheet."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.numbers import format_decimal, parse_decimal
from petruk.core.spread import CLASSES, classes, figures
from tests.golden import sheet


def numbers(text: str) -> list[Decimal]:
    return [parse_decimal(each) for each in text.split()]


@pytest.mark.parametrize("row", sheet("spread"), ids=lambda row: row["skor"])
def test_totals_lie_where_the_sheet_says(row):
    totals = numbers(row["skor"])
    found = classes(totals, parse_decimal(row["maksimum"]))
    known = figures(totals)

    in_order = [f"{format_decimal(each.above, None)}-{format_decimal(each.up_to, None)}" for each in found
                for _one in range(each.count)]  # fmt: skip
    assert in_order == row["kelas"].split()
    assert known is not None
    assert (known.median, known.mean) == (parse_decimal(row["tengah"]), parse_decimal(row["rata-rata"]))
    assert (known.count, known.lowest, known.highest) == (len(totals), min(totals), max(totals))


def test_nothing_has_no_figures_and_empty_classes():
    assert figures([]) is None
    assert [each.count for each in classes([], Decimal(90))] == [0] * CLASSES


@given(st.lists(st.decimals(0, 90, places=2)))
def test_every_total_is_counted_once_and_within_its_class(totals):
    found = classes(totals, Decimal(90))

    assert sum(each.count for each in found) == len(totals)
    assert [each.count for each in found] == [
        sum(1 for total in totals if each.above < total <= each.up_to or (not each.above and not total))
        for each in found
    ]
