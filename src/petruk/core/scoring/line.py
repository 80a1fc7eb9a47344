"""One indicator of a result: value, rule, points, and the sentence that says why."""

from dataclasses import dataclass, field, fields
from decimal import Decimal

from petruk.core.indicators import Indicator, Kind, Missing
from petruk.core.numbers import format_decimal, round_half_up

VALUE_PLACES = 2  # a value is judged as it is shown
BY_OBJECTION = "diubah karena sanggah"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A part of a line: a document, a group or an aspect of the panel, a year of the predicate.

    ``points`` and ``maximum`` are None where it has none; ``within`` is the code of the group it belongs to.
    """

    code: str
    title: str
    shown: str
    points: Decimal | None = None
    maximum: Decimal | None = None
    within: str = ""
    note: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the detail for JSON; numbers are strings with a decimal point."""
        return {each.name: plain(getattr(self, each.name)) for each in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator of a result. ``points`` None means that nothing counts yet, or (excluded, shown) that nothing will.

    ``shown`` is the value or choice in words. ``order`` is what a tie break by value compares, higher is better.
    ``counts`` tells whether it adds to the total, ``pending`` that something is still to be done, ``unmet`` that a
    requirement is not reached.
    """

    code: str
    title: str
    kind: Kind
    criterion: str
    value: Decimal | None
    source: str
    rule: str
    points: Decimal | None
    maximum: Decimal
    sentence: str
    meaning: str
    text: str
    missing: bool
    shown: str = ""
    order: Decimal | None = None
    weight: Decimal = Decimal(1)
    weighting: str = ""
    without_data: str = ""
    counts: bool = True
    pending: bool = False
    unmet: bool = False
    details: tuple[Detail, ...] = field(default=())

    def as_dict(self) -> dict[str, object]:
        """Return the line for JSON; numbers are strings with a decimal point."""
        return {each.name: plain(getattr(self, each.name)) for each in fields(self)}


def blank(indicator: Indicator, window: str = "") -> Line:
    """Return the line of an indicator of which nothing is known yet, to be completed by the rule of its kind."""
    return Line(
        code=indicator.code,
        title=indicator.title,
        kind=indicator.kind,
        criterion=indicator.printed(window),
        value=None,
        source="",
        rule=indicator.rule,
        points=None,
        maximum=indicator.maximum,
        sentence="",
        meaning="",
        text="",
        missing=False,
        weight=indicator.weight,
        weighting=indicator.weighting,
        without_data=indicator.without_data,
        counts=indicator.counts,
    )


def plain(value: object) -> object:
    """Write a field for JSON; a Decimal as digits with a point, never with an exponent."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return [each.as_dict() if isinstance(each, Detail) else plain(each) for each in value]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def weighted(points: Decimal | None, indicator: Indicator, places: int) -> Decimal | None:
    """Return what points count in the total; None where nothing counts, or nothing is known."""
    return None if points is None or not indicator.counts else round_half_up(points * indicator.weight, places)


def out_of(points: Decimal, indicator: Indicator) -> str:
    """Write points beside their maximum: "10 dari 10"."""
    return f"{format_decimal(points, None)} dari {format_decimal(indicator.maximum, None)}"


def without_points(indicator: Indicator, instrument_maximum: Decimal) -> str:
    """Say why a line has no points although the rule is clear: no data, or information only."""
    if indicator.missing is Missing.BLOCK:
        return "penilaian belum dapat diselesaikan"
    if not indicator.counts:
        return "hanya informasi"
    return f"tidak dihitung, skor lainnya disetarakan ke {format_decimal(instrument_maximum, None)}"
