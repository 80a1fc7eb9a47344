"""How a number is read, rounded and written. Nothing else in the product rounds.

Source: docs/rules/scoring.md section 2.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

_WRITTEN = re.compile(r"\A[0-9]{1,3}([.,][0-9]{1,2})?\Z")
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)


class NumberError(ValueError):
    """A text or value that is no number by our rules."""


def parse_decimal(text: str) -> Decimal:
    """Return the number that an office wrote, 0 to 999.99: ASCII digits, point or comma, at most two decimals.

    Raises ``NumberError`` for everything else: signs, exponents, grouping, spaces, digits of other scripts.
    """
    if not isinstance(text, str) or not _WRITTEN.match(text):
        raise NumberError(f"not a plain number: {str(text)[:40]!r}")
    return Decimal(text.replace(",", "."))


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Return ``value`` with exactly ``places`` decimals; a half goes away from zero, as on the printed forms.

    Raises ``NumberError`` if the value is not finite.
    """
    if not value.is_finite():
        raise NumberError(f"cannot round {value}")
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    return abs(rounded) if rounded.is_zero() else rounded


def plain(value: Decimal) -> str:
    """Write a number as it is kept: a decimal point, no zeros at the end: "97.45", "85"."""
    return format_decimal(value, places=None).replace(",", ".")


def format_decimal(value: Decimal, places: int | None = 2) -> str:
    """Write a number with a decimal comma: "97,45"; ``places=None`` drops the zeros at the end: "85"."""
    if places is None:
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{round_half_up(value, places):f}"
    return text.replace(".", ",")


def format_percent(value: Decimal, places: int | None = 2) -> str:
    """Write a percentage: "97,45 %"."""
    return f"{format_decimal(value, places)} %"


def format_grouped(number: int) -> str:
    """Write a whole number in groups of three: "100.000"."""
    return f"{number:,}".replace(",", ".")


def format_rupiah(amount: int) -> str:
    """Write an amount in whole rupiah: "Rp 1.234.567"."""
    grouped = format_grouped(abs(amount))
    return f"-Rp {grouped}" if amount < 0 else f"Rp {grouped}"
