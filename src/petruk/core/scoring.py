"""Scores one person with one instrument, and says in Indonesian why each number is what it is.

Source: docs/rules/scoring.md; worked cases in tests/golden/scoring.csv.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from petruk.core.instrument import Indicator, Instrument, Judged, Kind, Missing, Threshold
from petruk.core.numbers import format_decimal, round_half_up

VALUE_PLACES = 2  # a value is judged as it is shown


class ScoringError(ValueError):
    """Facts or judgements that the instrument does not know: a fault of the caller, or a forged form."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The value behind an automatic indicator, 0-100; None is "no data", which is never the same as 0.

    ``source`` names file, row and date; ``window`` reads like "Maret 2021" or "tahun 2020".
    """

    value: Decimal | None
    source: str = ""
    window: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: points among the options of the indicator (None: not yet), and what he wrote."""

    points: Decimal | None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator of a result. ``points`` None means that nothing counts yet, or (excluded) that nothing will."""

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

    def as_dict(self) -> dict[str, str | bool | None]:
        """Return the line for JSON; numbers are strings with a decimal point."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A result. ``missing`` names indicators without data; only a ``complete`` score may be submitted."""

    lines: tuple[Line, ...]
    total: Decimal
    maximum: Decimal
    missing: tuple[str, ...]
    complete: bool

    def as_dict(self) -> dict[str, object]:
        """Return the score for JSON; numbers are strings with a decimal point."""
        return {
            "lines": [line.as_dict() for line in self.lines],
            "total": _plain(self.total),
            "maximum": _plain(self.maximum),
            "missing": list(self.missing),
            "complete": self.complete,
        }


def score(instrument: Instrument, *, facts: Mapping[str, Fact], judgements: Mapping[str, Judgement]) -> Score:
    """Score by the instrument; ``facts`` and ``judgements`` are keyed by indicator code.

    Raises ``ScoringError`` for a code that is not of that kind, points outside the options, and a text too long.
    """
    _refuse_unknown(facts, instrument.thresholds)
    _refuse_unknown(judgements, instrument.judged)
    lines = tuple(_line(indicator, instrument, facts, judgements) for indicator in instrument.indicators)
    counting = [line for line in lines if not _is_excluded(line, instrument)]
    return Score(
        lines=lines,
        total=_total(counting, instrument),
        maximum=instrument.maximum,
        missing=tuple(line.code for line in lines if line.missing),
        complete=bool(counting) and all(line.points is not None for line in counting),
    )


def texts_wanted(instrument: Instrument, judgements: Mapping[str, Judgement]) -> tuple[str, ...]:
    """Return the codes whose required text is still empty. A sheet of figures may lack it, a submission may not."""
    required = [item.code for item in instrument.judged if item.text and item.text.required]
    return tuple(code for code in required if not judgements.get(code, Judgement(None)).text.strip())


def _refuse_unknown(given: Mapping[str, object], indicators: Sequence[Indicator]) -> None:
    known = [indicator.code for indicator in indicators]
    for code in given:
        if code not in known:
            raise ScoringError(f"no such indicator here: {code!r}; there are: {', '.join(known)}")


def _is_excluded(line: Line, instrument: Instrument) -> bool:
    return line.missing and instrument.indicator(line.code).missing is Missing.EXCLUDE


def _total(counting: Sequence[Line], instrument: Instrument) -> Decimal:
    """Add the points; what indicators without data leave out is scaled back to the instrument's maximum."""
    total = sum((line.points for line in counting if line.points is not None), Decimal(0))
    reachable = sum((line.maximum for line in counting), Decimal(0))
    if reachable and reachable != instrument.maximum:
        total = total * instrument.maximum / reachable
    return round_half_up(total, instrument.places)


def _line(
    indicator: Indicator, instrument: Instrument, facts: Mapping[str, Fact], judgements: Mapping[str, Judgement]
) -> Line:
    if isinstance(indicator, Threshold):
        return _measured(indicator, instrument, facts.get(indicator.code, Fact(None)))
    if isinstance(indicator, Judged):
        return _judged(indicator, instrument, judgements.get(indicator.code, Judgement(None)))
    raise TypeError(f"no rule for {type(indicator).__name__}")


def _measured(indicator: Threshold, instrument: Instrument, fact: Fact) -> Line:
    value = None if fact.value is None else round_half_up(fact.value, VALUE_PLACES)
    points = _weighted(_threshold_points(indicator, value), indicator, instrument)
    subject = f"{indicator.subject} {fact.window}".strip()
    return Line(
        code=indicator.code,
        title=indicator.title,
        kind=indicator.kind,
        criterion=indicator.printed(fact.window),
        value=value,
        source=fact.source,
        rule=indicator.rule,
        points=points,
        maximum=indicator.maximum,
        sentence=f"{subject} {_comparison(indicator, value)}: {_outcome(indicator, points, instrument)}",
        meaning="",
        text="",
        missing=value is None,
    )


def _judged(indicator: Judged, instrument: Instrument, judgement: Judgement) -> Line:
    _check(indicator, judgement)
    points = _weighted(judgement.points, indicator, instrument)
    outcome = "belum dinilai" if points is None else _out_of(points, indicator)
    return Line(
        code=indicator.code,
        title=indicator.title,
        kind=indicator.kind,
        criterion=indicator.printed(""),
        value=None,
        source="",
        rule=indicator.rule,
        points=points,
        maximum=indicator.maximum,
        sentence=f"{indicator.title}: {outcome}",
        meaning=indicator.meaning(judgement.points),
        text=judgement.text,
        missing=False,
    )


def _threshold_points(indicator: Threshold, value: Decimal | None) -> Decimal | None:
    if value is None:
        return Decimal(0) if indicator.missing is Missing.ZERO else None
    return indicator.points if indicator.operator.holds(value, indicator.value) else Decimal(0)


def _weighted(points: Decimal | None, indicator: Indicator, instrument: Instrument) -> Decimal | None:
    return None if points is None else round_half_up(points * indicator.weight, instrument.places)


def _comparison(indicator: Threshold, value: Decimal | None) -> str:
    if value is None:
        return "belum ada data"
    operator, limit = indicator.operator, indicator.value
    sign = operator.sign if operator.holds(value, limit) else operator.failed_sign
    return f"{indicator.written(value)} {sign} {indicator.written(limit, None)}"


def _outcome(indicator: Threshold, points: Decimal | None, instrument: Instrument) -> str:
    if points is not None:
        return _out_of(points, indicator)
    if indicator.missing is Missing.EXCLUDE:
        return f"tidak dihitung, skor lainnya disetarakan ke {format_decimal(instrument.maximum, None)}"
    return "penilaian belum dapat diselesaikan"


def _out_of(points: Decimal, indicator: Indicator) -> str:
    return f"{format_decimal(points, None)} dari {format_decimal(indicator.maximum, None)}"


def _check(indicator: Judged, judgement: Judgement) -> None:
    if judgement.points is not None and judgement.points not in indicator.options:
        raise ScoringError(f"{indicator.code}: {judgement.points} is not among {indicator.rule}")
    most = indicator.text.maximum if indicator.text else 0
    if len(unicodedata.normalize("NFC", judgement.text)) > most:
        raise ScoringError(f"{indicator.code}: the text is longer than {most} characters")


def _plain(value: object) -> str | bool | None:
    """Write a field for JSON; a Decimal as digits with a point, never with an exponent."""
    if value is None or isinstance(value, bool):
        return value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
