"""What the templates may say of a value. Thin: the words and the rounding are decided in ``petruk.core``."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from petruk.core import names
from petruk.core.dates import format_date
from petruk.core.nip import display_nip
from petruk.core.numbers import format_decimal, format_percent, format_rupiah

register = template.Library()

register.filter("nip", display_nip)
register.filter("rupiah", format_rupiah)


@register.filter
def initials(name: str) -> str:
    """Return the letters for a missing photo; titles are no part of them: "Drs. Akhmad Rahman, M.Si" gives "AR"."""
    called = name.split(",", maxsplit=1)[0].split()
    return names.initials(" ".join(word for word in called if not word.endswith(".")) or name)


@register.filter
def decimal(value: Decimal | int, places: int | None = 2) -> str:
    """Write a score with two decimals: "97,45"."""
    return format_decimal(Decimal(value), places)


@register.filter
def points(value: Decimal | int) -> str:
    """Write points without the zeros at the end: "40", "12,5"."""
    return format_decimal(Decimal(value), None)


@register.filter
def percent(value: Decimal | int) -> str:
    """Write a percentage: "97,45 %"."""
    return format_percent(Decimal(value))


@register.filter
def date_id(day: date) -> str:
    """Write a day as papers do: "5 Mei 2021". A moment counts in the installation's own time zone."""
    return format_date(timezone.localdate(day) if isinstance(day, datetime) else day)


@register.filter
def share(part: Decimal | int, whole: Decimal | int) -> str:
    """Return how far a bar reaches, 0 to 100 with a point: markup knows no decimal comma."""
    if not whole:
        return "0"
    reached = min(max(Decimal(part) / Decimal(whole) * 100, Decimal(0)), Decimal(100))
    return f"{reached:.1f}"


@register.inclusion_tag("components/_crumbs.html")
def crumbs(*parts: object) -> dict[str, object]:
    """Draw the way to this page: label, address, label, address, ..., and last the label of the page itself."""
    return {"links": _pairs(parts[:-1]), "here": parts[-1]}


def _pairs(parts: Sequence[object]) -> list[tuple[object, object]]:
    return list(zip(parts[::2], parts[1::2], strict=True))
