"""What an accepted objection may set: points of what people judged or looked through; facts are corrected as facts.

Source: docs/rules/objection.md section 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from petruk.core.indicators import Documents, Indicator, Judged, Panel
from petruk.core.instrument import Instrument
from petruk.core.numbers import format_decimal
from petruk.core.scoring.given import Judgement, ScoringError
from petruk.core.scoring.judged import judged_line
from petruk.core.scoring.line import BY_OBJECTION, Line, out_of, weighted

Amendments = Mapping[str, Decimal]
"""Points by code: that of the indicator, or for a panel those of its aspects."""


@dataclass(frozen=True, slots=True)
class Amendable:
    """One thing of which the points may be set: among ``options``, or without them anything from 0 to ``maximum``."""

    code: str
    title: str
    maximum: Decimal
    options: tuple[Decimal, ...] = ()


def amendable(indicator: Indicator) -> tuple[Amendable, ...]:
    """Return what an objection to an indicator may set; nothing where it reads facts or gives no points."""
    if isinstance(indicator, Judged) and indicator.options:
        return (Amendable(indicator.code, indicator.title, indicator.options[-1], indicator.options),)
    if isinstance(indicator, Documents) and indicator.points:
        return (Amendable(indicator.code, indicator.title, indicator.points, (Decimal(0), indicator.points)),)
    if isinstance(indicator, Panel):
        return tuple(Amendable(each.code, each.title, Decimal(each.maximum)) for each in indicator.aspects)
    return ()


def amended_line(indicator: Indicator, instrument: Instrument, line: Line, points: Decimal) -> Line:
    """Return the line with other points, which says so. Raises ``ScoringError`` for points that cannot be."""
    if points not in next((each.options for each in amendable(indicator)), ()):
        raise ScoringError(f"{indicator.code}: {points} cannot be set by an objection")
    changed = f"semula {format_decimal(line.points or Decimal(0), None)}, {BY_OBJECTION}"
    if isinstance(indicator, Judged):
        anew = judged_line(indicator, instrument, Judgement(points, line.text))
        return replace(anew, sentence=f"{anew.sentence}, {changed}")
    counted = weighted(points, indicator, instrument.places)
    outcome = f"{indicator.title}: {out_of(counted, indicator)}" if counted is not None else indicator.title
    return replace(line, points=counted, sentence=f"{outcome}, {changed}", missing=False, pending=False)
