"""Indicators that the system scores from a measured fact, 0 to 100: a threshold, bands, or the value just shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypedDict

from petruk.core.definition import Part
from petruk.core.indicators.base import COMMON, CommonPart, Indicator, read_common
from petruk.core.indicators.kinds import FACT_MAXIMUM, FactName, Kind, Missing, Operator, Span, Suffix
from petruk.core.numbers import format_decimal, format_percent

_MEASURED = (*COMMON, "fact", "span", "suffix", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Indicator):
    """Reads a fact in a window of months or of one year; several months give their mean. Nobody types it."""

    fact: FactName
    span: Span
    suffix: Suffix
    subject: str

    def written(self, value: Decimal, places: int | None = 2) -> str:
        """Write a value of this fact: "84,00" or "94,00 %"."""
        return format_percent(value, places) if self.suffix else format_decimal(value, places)

    def points_for(self, value: Decimal) -> Decimal:
        """Return the points of a value, before the weight."""
        raise NotImplementedError

    def compared(self, value: Decimal) -> str:
        """Write a value beside the limit that decided: "94,00 % < 95 %"."""
        raise NotImplementedError

    def meaning(self, value: Decimal) -> str:
        """Return what the value says of the person; empty where the number speaks for itself."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Measured):
    """Points when a fact reaches a value, otherwise none."""

    kind: ClassVar[Kind] = Kind.THRESHOLD

    operator: Operator
    value: Decimal
    points: Decimal

    @property
    def top(self) -> Decimal:
        return self.points

    @property
    def rule(self) -> str:
        return f"{self.operator.sign} {self.written(self.value, None)}"

    def points_for(self, value: Decimal) -> Decimal:
        return self.points if self.operator.holds(value, self.value) else Decimal(0)

    def compared(self, value: Decimal) -> str:
        sign = self.operator.sign if self.operator.holds(value, self.value) else self.operator.failed_sign
        return f"{self.written(value)} {sign} {self.written(self.value, None)}"


@dataclass(frozen=True, slots=True)
class Band:
    """From ``start`` (inclusive) up to the start of the next band (exclusive)."""

    start: Decimal
    points: Decimal
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(Measured):
    """Points by the band in which a fact lies. The first band starts at 0, so no value falls between two."""

    kind: ClassVar[Kind] = Kind.BANDS

    bands: tuple[Band, ...]

    @property
    def top(self) -> Decimal:
        return self.bands[-1].points

    @property
    def rule(self) -> str:
        return "; ".join(
            f"{self._bounds(at)}: {format_decimal(band.points, None)}" for at, band in enumerate(self.bands)
        )

    def points_for(self, value: Decimal) -> Decimal:
        return self.bands[self._place(value)].points

    def compared(self, value: Decimal) -> str:
        return f"{self.written(value)} {self._bounds(self._place(value))}"

    def meaning(self, value: Decimal) -> str:
        return self.bands[self._place(value)].meaning

    def _place(self, value: Decimal) -> int:
        return max(at for at, band in enumerate(self.bands) if band.start <= value)

    def _bounds(self, at: int) -> str:
        start = f"≥ {self.written(self.bands[at].start, None)}" if at else ""
        below = f"< {self.written(self.bands[at + 1].start, None)}" if at + 1 < len(self.bands) else ""
        return " dan ".join(bound for bound in (start, below) if bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Measured):
    """A value for information: shown beside the others, without a rule and without points."""

    kind: ClassVar[Kind] = Kind.SHOWN

    @property
    def top(self) -> Decimal:
        return Decimal(0)

    @property
    def rule(self) -> str:
        return "ditampilkan"

    def points_for(self, value: Decimal) -> Decimal:
        return Decimal(0)

    def compared(self, value: Decimal) -> str:
        return self.written(value)


class _MeasuredPart(CommonPart):
    missing: Missing
    fact: FactName
    span: Span
    suffix: Suffix
    subject: str


class _ThresholdPart(TypedDict):
    operator: Operator
    value: Decimal


def read_threshold(part: Part) -> Threshold:
    part.only(*_MEASURED, "operator", "value", "points")
    return Threshold(**_limit(part), **_measured(part), points=part.positive("points"))


def read_bands(part: Part) -> Bands:
    part.only(*_MEASURED, "bands")
    return Bands(**_measured(part), bands=tuple(_bands(part)))


def read_shown(part: Part) -> Shown:
    part.only(*_MEASURED)
    return Shown(**_measured(part))


def _measured(part: Part) -> _MeasuredPart:
    return {
        **read_common(part),
        "missing": part.choice("missing", Missing),
        "fact": part.choice("fact", FactName),
        "span": part.choice("span", Span),
        "suffix": part.choice("suffix", Suffix) if part.text("suffix", blank=True) else Suffix.NONE,
        "subject": part.text("subject"),
    }


def _limit(part: Part) -> _ThresholdPart:
    operator, value = part.choice("operator", Operator), part.number("value")
    if not operator.holds(Decimal(FACT_MAXIMUM), value):
        raise part.refuse("value", f"tidak akan pernah tercapai; nilai paling tinggi {FACT_MAXIMUM}")
    return {"operator": operator, "value": value}


def _bands(part: Part) -> Iterator[Band]:
    """Read bands from the lowest up. ``below``, where it is written, must be where the next band starts."""
    items = part.parts("bands")
    if len(items) < 2:
        raise part.refuse("bands", "perlu sedikitnya dua rentang")
    before: Band | None = None
    due: Decimal | None = Decimal(0)
    for item in items:
        item.only("from", "below", "points", "meaning")
        band = Band(item.number("from"), item.number("points"), item.text("meaning"))
        _check_start(item, band, before, due)
        before, due = band, item.number("below") if "below" in item else None
        if due is not None and due <= band.start:
            raise item.refuse("below", "rentang ini kosong; harus lebih dari from")
        yield band
    if due is not None:
        raise items[-1].refuse("below", f"nilai {format_decimal(due, None)} ke atas tidak masuk rentang mana pun")


def _check_start(item: Part, band: Band, before: Band | None, due: Decimal | None) -> None:
    """Refuse a gap, an overlap, a band nobody reaches, and points that fall while the value rises."""
    start = format_decimal(band.start, None)
    if due is not None and band.start > due:
        raise item.refuse("from", f"nilai {format_decimal(due, None)} sampai {start} tidak masuk rentang mana pun")
    if (due is not None and band.start < due) or (before and band.start <= before.start):
        raise item.refuse("from", "bertumpang tindih dengan rentang sebelumnya")
    if band.start > FACT_MAXIMUM:
        raise item.refuse("from", f"tidak akan pernah tercapai; nilai paling tinggi {FACT_MAXIMUM}")
    if before and band.points < before.points:
        raise item.refuse("points", "nilai yang lebih tinggi tidak boleh memperoleh poin lebih rendah")
