"""Scores one person with one instrument, and says in Indonesian why each number is what it is.

Source: docs/rules/scoring.md; worked cases in tests/golden/scoring.csv.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from petruk.core.indicators import Documents, Indicator, Judged, Kind, Measured, Missing, Panel, Predicates
from petruk.core.instrument import Instrument
from petruk.core.numbers import round_half_up
from petruk.core.scoring.documents import documents_line
from petruk.core.scoring.given import AnyFact, Checklist, Fact, Judgement, PanelSheets, PredicateFact, ScoringError
from petruk.core.scoring.judged import judged_line
from petruk.core.scoring.line import Line, plain
from petruk.core.scoring.measured import measured_line
from petruk.core.scoring.panel import panel_line
from petruk.core.scoring.predicates import predicate_line

NOTHING: Mapping[str, Checklist] = MappingProxyType({})
NOBODY: Mapping[str, PanelSheets] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A result. ``missing`` names indicators without data, ``unmet`` those whose requirement is not reached.

    ``complete``: the office has done its part, so it may be submitted. ``final``: the panel has, too, so it may be
    ranked. ``maximum`` 0 means that the instrument has no total. ``shown_total`` is on the displayed scale.
    """

    lines: tuple[Line, ...]
    total: Decimal
    maximum: Decimal
    missing: tuple[str, ...]
    complete: bool
    unmet: tuple[str, ...] = ()
    final: bool = False
    shown_total: Decimal = Decimal(0)
    shown_maximum: Decimal = Decimal(0)

    @property
    def has_total(self) -> bool:
        return self.maximum > 0

    def as_dict(self) -> dict[str, object]:
        """Return the score for JSON; numbers are strings with a decimal point."""
        return {
            "lines": [line.as_dict() for line in self.lines],
            "total": plain(self.total),
            "maximum": plain(self.maximum),
            "shown_total": plain(self.shown_total),
            "shown_maximum": plain(self.shown_maximum),
            "missing": list(self.missing),
            "unmet": list(self.unmet),
            "complete": self.complete,
            "final": self.final,
        }


@dataclass(frozen=True, slots=True)
class _Given:
    """All that was given, by indicator code; what is absent is unknown, which each kind answers for itself."""

    facts: Mapping[str, AnyFact]
    judgements: Mapping[str, Judgement]
    documents: Mapping[str, Checklist]
    panels: Mapping[str, PanelSheets]


def score(
    instrument: Instrument,
    *,
    facts: Mapping[str, AnyFact],
    judgements: Mapping[str, Judgement],
    documents: Mapping[str, Checklist] = NOTHING,
    panels: Mapping[str, PanelSheets] = NOBODY,
) -> Score:
    """Score by the instrument; everything given is keyed by indicator code.

    Raises ``ScoringError`` for a code that is not of that kind, points outside the options, a text too long, a
    document that the list does not know, and a panelist's points that are not whole or above the maximum.
    """
    _refuse_unknown(facts, instrument.automatic)
    _refuse_unknown(judgements, instrument.judged)
    _refuse_unknown(documents, instrument.documents)
    _refuse_unknown(panels, instrument.panels)
    given = _Given(facts, judgements, documents, panels)
    return score_of(instrument, tuple(_line(indicator, instrument, given) for indicator in instrument.indicators))


def texts_wanted(instrument: Instrument, judgements: Mapping[str, Judgement]) -> tuple[str, ...]:
    """Return the codes whose required text is still empty. A sheet of figures may lack it, a submission may not."""
    required = [item.code for item in instrument.judged if item.text and item.text.required]
    return tuple(code for code in required if not judgements.get(code, Judgement(None)).text.strip())


def score_of(instrument: Instrument, lines: tuple[Line, ...]) -> Score:
    """Add up the lines of an instrument, one for each of its indicators in their order."""
    counting = [line for line in lines if line.counts and not _is_excluded(line, instrument)]
    total = _total(counting, instrument)
    unmet = tuple(line.code for line in lines if line.unmet)
    sound = not unmet and (bool(counting) or not instrument.has_total)
    return Score(
        lines=lines,
        total=total,
        maximum=instrument.maximum,
        missing=tuple(line.code for line in lines if line.missing),
        complete=sound and not any(line.pending for line in lines if line.kind is not Kind.PANEL),
        unmet=unmet,
        final=sound and not any(line.pending for line in lines),
        shown_total=instrument.shown(total),
        shown_maximum=instrument.shown(instrument.maximum),
    )


def _refuse_unknown(given: Mapping[str, object], indicators: Sequence[Indicator]) -> None:
    known = [indicator.code for indicator in indicators]
    for code in given:
        if code not in known:
            raise ScoringError(f"no such indicator here: {code!r}; there are: {', '.join(known)}")


def _line(indicator: Indicator, instrument: Instrument, given: _Given) -> Line:
    code = indicator.code
    match indicator:
        case Measured():
            return measured_line(indicator, instrument, _fact(given, code))
        case Predicates():
            return predicate_line(indicator, instrument, _predicate_fact(given, code))
        case Judged():
            return judged_line(indicator, instrument, given.judgements.get(code, Judgement(None)))
        case Documents():
            return documents_line(indicator, instrument, given.documents.get(code, Checklist({})))
        case Panel():
            return panel_line(indicator, instrument, given.panels.get(code, PanelSheets(())))
    raise TypeError(f"no rule for {type(indicator).__name__}")


def _fact(given: _Given, code: str) -> Fact:
    fact = given.facts.get(code, Fact(None))
    if not isinstance(fact, Fact):
        raise ScoringError(f"{code}: a measured value is wanted")
    return fact


def _predicate_fact(given: _Given, code: str) -> PredicateFact:
    fact = given.facts.get(code, PredicateFact(()))
    if not isinstance(fact, PredicateFact):
        raise ScoringError(f"{code}: a predicate of each year is wanted")
    return fact


def _is_excluded(line: Line, instrument: Instrument) -> bool:
    return line.missing and instrument.indicator(line.code).missing is Missing.EXCLUDE


def _total(counting: Sequence[Line], instrument: Instrument) -> Decimal:
    """Add the points; what indicators without data leave out is scaled back to the instrument's maximum."""
    total = sum((line.points for line in counting if line.points is not None), Decimal(0))
    reachable = sum((line.maximum for line in counting), Decimal(0))
    if reachable and reachable != instrument.maximum:
        total = total * instrument.maximum / reachable
    return round_half_up(total, instrument.places)
