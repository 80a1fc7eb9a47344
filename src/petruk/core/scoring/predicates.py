"""The line of the official predicate: every year must reach the minimum."""

from dataclasses import replace
from decimal import Decimal

from petruk.core.indicators import Missing, Predicates
from petruk.core.instrument import Instrument
from petruk.core.predicate import Predicate
from petruk.core.scoring.given import PredicateFact, ScoringError
from petruk.core.scoring.line import Detail, Line, blank, out_of, weighted, without_points


def predicate_line(indicator: Predicates, instrument: Instrument, fact: PredicateFact) -> Line:
    _check(indicator, fact)
    found = [predicate for _, predicate in fact.by_year if predicate]
    missing = len(found) < indicator.years
    points = weighted(_points(indicator, found, missing=missing), indicator, instrument.places)
    line = replace(
        blank(indicator, fact.window),
        source=fact.source,
        points=points,
        missing=missing,
        shown="" if missing else " dan ".join(predicate.label for predicate in found),
        order=None if missing else Decimal(sum(predicate.order for predicate in found)),
        pending=missing and indicator.missing is Missing.BLOCK,
        unmet=not missing and not indicator.met(found),
        details=tuple(_year(year, predicate) for year, predicate in fact.by_year),
    )
    return replace(line, sentence=_sentence(indicator, instrument, fact, line))


def _check(indicator: Predicates, fact: PredicateFact) -> None:
    years = [year for year, _ in fact.by_year]
    if years != sorted(set(years)) or len(years) > indicator.years:
        raise ScoringError(f"{indicator.code}: the years {years} are not {indicator.years} in rising order")


def _points(indicator: Predicates, found: list[Predicate], *, missing: bool) -> Decimal | None:
    if missing:
        return Decimal(0) if indicator.missing is Missing.ZERO else None
    return indicator.points_for(found) if indicator.met(found) else Decimal(0)


def _sentence(indicator: Predicates, instrument: Instrument, fact: PredicateFact, line: Line) -> str:
    """Say what was found, what is required, what follows: "Predikat SKP tahun 2023 Baik, minimal Baik: terpenuhi"."""
    subject = f"{indicator.subject} {fact.window}".strip()
    points = "" if line.points is None else out_of(line.points, indicator)
    if line.missing:
        lacking = ", ".join(str(year) for year, predicate in fact.by_year if predicate is None)
        of_year = f" tahun {lacking}" if lacking and indicator.years > 1 else ""
        return f"{subject} belum ada data{of_year}: {points or without_points(indicator, instrument.maximum)}"
    each = " setiap tahun" if indicator.years > 1 else ""
    met = "tidak terpenuhi" if line.unmet else "terpenuhi"
    outcome = ", ".join(word for word in (met, points) if word)
    return f"{subject} {line.shown}, minimal {indicator.minimum.label}{each}: {outcome}"


def _year(year: int, predicate: Predicate | None) -> Detail:
    return Detail(code=str(year), title=f"Tahun {year}", shown=predicate.label if predicate else "belum ada data")
