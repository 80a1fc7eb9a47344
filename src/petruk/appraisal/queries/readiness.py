"""What would go wrong if a period opened: said before, with how many and where, so that it can be mended in time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.access.roles import Role
from petruk.appraisal.models import Period
from petruk.appraisal.queries.candidates import able
from petruk.appraisal.queries.held import rows_of
from petruk.appraisal.queries.instruments import parsed
from petruk.core.indicators import Automatic, FactName, Measured, Missing
from petruk.core.instrument import Instrument, InstrumentError, digest
from petruk.core.windows import Window, WindowError, parse_windows
from petruk.facts.models import IN_FORCE
from petruk.people.models import Employee, Mandate, Signatory, Unit
from petruk.people.queries import in_force


class Kind(StrEnum):
    INSTRUMENT = "instrument"
    TIMES = "times"
    NOBODY = "nobody"
    OFFICER = "officer"
    SIGNATORY = "signatory"
    DATA = "data"


class Severity(StrEnum):
    """Whether the period cannot do its work, or does it with a gap that stands in every result."""

    STOPS = "stops"
    WARNS = "warns"


@dataclass(frozen=True)
class UnitCount:
    """A unit, how many of its candidates a finding is about, and how many candidates it has."""

    unit: Unit
    count: int
    people: int


@dataclass(frozen=True)
class Finding:
    """One thing to mend. ``count`` is of people for data, else of units; ``detail`` is the fault of an instrument."""

    kind: Kind
    severity: Severity
    count: int = 1
    units: tuple[UnitCount, ...] = ()
    indicator: Automatic | None = None
    window: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Readiness:
    """What was looked at, on which day it counts, and what was found: what stops first."""

    on: date
    units: int
    people: int
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> bool:
        return any(finding.severity is Severity.STOPS for finding in self.findings)


@dataclass(frozen=True)
class _Rules:
    instrument: Instrument
    windows: Mapping[str, Window]


def readiness(authority: Authority, period: Period, *, at: datetime) -> Readiness:
    """Return what stands against a period, for the units within reach. Four queries, however many people there are."""
    on = timezone.localdate(min(max(at, period.opens_at), period.closes_at))
    found = _times(period, at)
    rules = _rules(period)
    if isinstance(rules, Finding):
        return Readiness(on, 0, 0, (rules, *found))
    counts = _counts(authority, rules)
    units = {unit.pk: unit for unit in Unit.objects.visible_to(authority, P.PERIOD_VIEW).filter(pk__in=counts)}
    offices = [UnitCount(unit, counts[pk]["people"], counts[pk]["people"]) for pk, unit in units.items()]
    found += [
        *_nobody(offices),
        *_without(Kind.OFFICER, Severity.STOPS, _without_officer(offices, on)),
        *_without(Kind.SIGNATORY, Severity.WARNS, _without_signatory(offices, on)),
        *(_data(indicator, rules, offices, counts) for indicator in rules.instrument.automatic),
    ]
    some = sorted(
        (finding for finding in found if finding.count), key=lambda finding: list(Severity).index(finding.severity)
    )
    return Readiness(on, len(offices), sum(office.people for office in offices), tuple(some))


def _times(period: Period, at: datetime) -> list[Finding]:
    over = period.published_at is None and period.closes_at <= at
    return [Finding(Kind.TIMES, Severity.STOPS)] if over else []


def _rules(period: Period) -> _Rules | Finding:
    """Return the rules of a period, or what is wrong with them."""
    try:
        instrument = parsed(period.instrument)
        windows = parse_windows(instrument, period.windows)
    except InstrumentError as error:
        return Finding(Kind.INSTRUMENT, Severity.STOPS, detail=str(error))
    except WindowError as error:
        return Finding(Kind.INSTRUMENT, Severity.STOPS, detail=f"{error.indicator}: {error}")
    if digest(period.instrument.definition) != period.instrument.sha256:
        return Finding(Kind.INSTRUMENT, Severity.STOPS, detail="SHA-256")
    return _Rules(instrument, windows)


def _counts(authority: Authority, rules: _Rules) -> dict[int, dict[str, Any]]:
    """Return for each unit its candidates, and under the code of each indicator those with all its values."""
    reached = Employee.objects.visible_to(authority, P.PERIOD_VIEW).filter(placement__unit__active=True)
    people = able(reached, rules.instrument.eligibility)
    whole = {
        f"whole_{at}": Count("pk", filter=Q(pk__in=_with_all_values(indicator, rules.windows[indicator.code])))
        for at, indicator in enumerate(rules.instrument.automatic)
    }
    grouped = people.values(unit_id=F("placement__unit_id")).annotate(people=Count("pk"), **whole)
    return {row["unit_id"]: dict(row) for row in grouped.order_by()}


def _with_all_values(indicator: Automatic, window: Window) -> QuerySet[Any]:
    """Return the keys of those who have a value for every month, or year, of the window: one set, made once.

    Of one month or year nobody has two values in force, so there is nothing to count.
    """
    months = Q(month__in=window.months) if window.months else _whole_year(indicator)
    rows = rows_of(indicator).filter(IN_FORCE, months, year__in=window.years).order_by()
    asked = len(window.months) or window.count
    if asked == 1:
        return rows.values("employee")
    return rows.values("employee").annotate(number=Count("pk")).filter(number=asked).values("employee")


def _whole_year(indicator: Automatic) -> Q:
    yearly = isinstance(indicator, Measured) and indicator.fact is FactName.BEHAVIOUR
    return Q() if yearly else Q(month=None)


def _nobody(offices: Collection[UnitCount]) -> list[Finding]:
    return [] if offices else [Finding(Kind.NOBODY, Severity.STOPS)]


def _without(kind: Kind, severity: Severity, offices: Iterable[UnitCount]) -> list[Finding]:
    units = tuple(offices)
    return [Finding(kind, severity, count=len(units), units=units)]


def _without_officer(offices: Iterable[UnitCount], on: date) -> Iterable[UnitCount]:
    """Return the units that no officer in force on the day reaches, at the unit itself or above it."""
    mandates = in_force(Mandate.objects.filter(role=Role.UNIT_OFFICER, user__is_active=True), on=on)
    reached = tuple(mandates.values_list("unit__path", flat=True).distinct())
    return (office for office in offices if not office.unit.path.startswith(reached))


def _without_signatory(offices: Iterable[UnitCount], on: date) -> Iterable[UnitCount]:
    in_office = Signatory.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)
    signed = set(in_office.values_list("unit_id", flat=True))
    return (office for office in offices if office.unit.pk not in signed)


def _data(
    indicator: Automatic, rules: _Rules, offices: Iterable[UnitCount], counts: Mapping[int, Mapping[str, int]]
) -> Finding:
    at = rules.instrument.automatic.index(indicator)
    lacking = ((office, office.people - counts[office.unit.pk][f"whole_{at}"]) for office in offices)
    found = (UnitCount(office.unit, number, office.people) for office, number in lacking if number)
    units = tuple(sorted(found, key=lambda unit: -unit.count))
    return Finding(
        Kind.DATA,
        Severity.STOPS if indicator.missing is Missing.BLOCK else Severity.WARNS,
        count=sum(unit.count for unit in units),
        units=units,
        indicator=indicator,
        window=rules.windows[indicator.code].label,
    )
