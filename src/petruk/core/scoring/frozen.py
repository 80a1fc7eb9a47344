"""Scores the frozen lines of a sheet again: what people judged or handed in stays as it was, the rest is made anew."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from petruk.core.indicators import Indicator, Kind, Measured, Panel, Predicates
from petruk.core.instrument import Instrument
from petruk.core.scoring.amended import Amendments, amended_line
from petruk.core.scoring.given import AnyFact, Fact, PanelSheets, PredicateFact, ScoringError
from petruk.core.scoring.line import Detail, Line
from petruk.core.scoring.measured import measured_line
from petruk.core.scoring.panel import panel_line
from petruk.core.scoring.predicates import predicate_line
from petruk.core.scoring.score import NOBODY, Score, score_of

FrozenLine = Mapping[str, object]
"""A line as ``Line.as_dict`` wrote it."""

NOTHING: Amendments = MappingProxyType({})

_NUMBERS = ("value", "points", "maximum", "order", "weight")
_DETAIL_NUMBERS = ("points", "maximum")


def rescore(
    instrument: Instrument,
    lines: Sequence[FrozenLine],
    *,
    facts: Mapping[str, AnyFact] | None = None,
    panels: Mapping[str, PanelSheets] = NOBODY,
    amended: Amendments = NOTHING,
) -> Score:
    """Return the score of frozen lines, those of the panel from its sheets, and from ``facts`` those that read facts.

    Without ``facts`` they stay as they were frozen. ``amended`` are points that accepted objections set; those of a
    panel stand in its sheets. Raises ``ScoringError`` for lines of another instrument.
    """
    frozen = {str(line["code"]): line for line in lines}
    if list(frozen) != [indicator.code for indicator in instrument.indicators]:
        raise ScoringError(f"these are not the lines of {instrument.code}: {', '.join(frozen)}")
    lines_now = [_line(each, instrument, frozen[each.code], facts, panels) for each in instrument.indicators]
    pairs = zip(instrument.indicators, lines_now, strict=True)
    return score_of(instrument, tuple(_amended(each, instrument, line, amended) for each, line in pairs))


def _amended(indicator: Indicator, instrument: Instrument, line: Line, amended: Amendments) -> Line:
    points = amended.get(indicator.code)
    return line if points is None else amended_line(indicator, instrument, line, points)


def _line(
    indicator: Indicator,
    instrument: Instrument,
    frozen: FrozenLine,
    facts: Mapping[str, AnyFact] | None,
    panels: Mapping[str, PanelSheets],
) -> Line:
    if isinstance(indicator, Panel):
        return panel_line(indicator, instrument, panels.get(indicator.code, PanelSheets(())))
    fact = None if facts is None else facts.get(indicator.code)
    if isinstance(indicator, Measured) and isinstance(fact, Fact):
        return measured_line(indicator, instrument, fact)
    if isinstance(indicator, Predicates) and isinstance(fact, PredicateFact):
        return predicate_line(indicator, instrument, fact)
    return thaw(frozen)


def thaw(frozen: FrozenLine) -> Line:
    """Return the line that was frozen."""
    values = dict(frozen) | {name: _number(frozen.get(name)) for name in _NUMBERS if name in frozen}
    details = frozen.get("details")
    values["kind"] = Kind(str(frozen["kind"]))
    values["details"] = tuple(_detail(each) for each in details) if isinstance(details, list) else ()
    return Line(**values)  # type: ignore[arg-type]


def _detail(frozen: Mapping[str, object]) -> Detail:
    return Detail(**dict(frozen) | {name: _number(frozen.get(name)) for name in _DETAIL_NUMBERS})  # type: ignore[arg-type]


def _number(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text))
