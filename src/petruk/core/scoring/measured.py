"""The line of an indicator that reads a measured fact."""

from dataclasses import replace
from decimal import Decimal

from petruk.core.indicators import Measured, Missing
from petruk.core.instrument import Instrument
from petruk.core.numbers import round_half_up
from petruk.core.scoring.given import Fact
from petruk.core.scoring.line import VALUE_PLACES, Line, blank, out_of, weighted, without_points


def measured_line(indicator: Measured, instrument: Instrument, fact: Fact) -> Line:
    value = None if fact.value is None else round_half_up(fact.value, VALUE_PLACES)
    points = weighted(_points(indicator, value), indicator, instrument.places)
    subject = f"{indicator.subject} {fact.window}".strip()
    compared = "belum ada data" if value is None else indicator.compared(value)
    return replace(
        blank(indicator, fact.window),
        value=value,
        source=fact.source,
        points=points,
        sentence=f"{subject} {compared}: {_outcome(indicator, instrument, value, points)}",
        meaning="" if value is None else indicator.meaning(value),
        missing=value is None,
        shown="" if value is None else indicator.written(value),
        order=value,
        pending=value is None and indicator.missing is Missing.BLOCK,
    )


def _points(indicator: Measured, value: Decimal | None) -> Decimal | None:
    if value is None:
        return Decimal(0) if indicator.missing is Missing.ZERO else None
    return indicator.points_for(value)


def _outcome(indicator: Measured, instrument: Instrument, value: Decimal | None, points: Decimal | None) -> str:
    if points is not None:
        return out_of(points, indicator)
    return "hanya informasi" if value is not None else without_points(indicator, instrument.maximum)
