from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petruk.core.numbers import (
    NumberError,
    format_decimal,
    format_percent,
    format_rupiah,
    parse_decimal,
    round_half_up,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("84", "84"),
        ("84,5", "84.5"),
        ("84.5", "84.5"),
        ("97,45", "97.45"),
        ("007", "7"),
        ("999.99", "999.99"),
    ],
)
def test_parse_decimal_reads_what_offices_write(text, number):
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "NaN", "Inf", "-Infinity", "-0", "-1", "+1", "1e2", "1E2", "1_0", "٨٤", "８４", "1.234,5", "1,234.5",
        "0x10", "9" * 5000, "84,", ",5", "84,555", "84 ", " 84", "84\n", "84\u00a0", "8\u200b4", "1/2", "½", "²", "84%",
        "1.2.3", "\x00", "1000", ["84"], None, 84, b"84",
    ],
)  # fmt: skip
def test_n72_parse_decimal_refuses_everything_else(text):
    with pytest.raises(NumberError):
        parse_decimal(text)


@given(whole=st.integers(0, 999), cents=st.integers(0, 99), mark=st.sampled_from(",."))
def test_parse_decimal_reads_back_every_number_it_allows(whole, cents, mark):
    assert parse_decimal(f"{whole}{mark}{cents:02}") * 100 == whole * 100 + cents


@settings(max_examples=10_000, deadline=None)
@given(thousandths=st.integers(-(10**9), 10**9))
def test_n75_a_half_is_rounded_away_from_zero(thousandths):
    """The oracle is whole-number arithmetic: it shares nothing with the decimal module."""
    hundredths = (abs(thousandths) + 5) // 10

    rounded = round_half_up(Decimal(thousandths).scaleb(-3))

    assert rounded * 100 == (hundredths if thousandths >= 0 else -hundredths)
    assert rounded.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("2.675", 2, "2.68"),
        ("2.665", 2, "2.67"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.001", 2, "0.00"),
        ("97.44666", 2, "97.45"),
    ],
)
def test_round_half_up_is_not_half_to_even(value, places, rounded):
    assert str(round_half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_round_half_up_refuses_what_is_not_finite(value):
    with pytest.raises(NumberError):
        round_half_up(Decimal(value))


def test_numbers_are_written_as_indonesia_writes_them():
    assert format_decimal(Decimal("97.45")) == "97,45"
    assert format_decimal(Decimal("84")) == "84,00"
    assert format_decimal(Decimal("84.995")) == "85,00"
    assert format_decimal(Decimal("85.00"), None) == "85"
    assert format_decimal(Decimal("97.50"), None) == "97,5"
    assert format_decimal(Decimal("1E+2"), None) == "100"
    assert format_percent(Decimal("97.45")) == "97,45 %"
    assert format_percent(Decimal("95"), None) == "95 %"
    assert format_rupiah(1_234_567) == "Rp 1.234.567"
    assert format_rupiah(0) == "Rp 0"
    assert format_rupiah(-1500) == "-Rp 1.500"
