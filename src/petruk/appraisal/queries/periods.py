from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Extension, Period
from petruk.appraisal.queries.held import PREDICATE, fact_of
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.readings import Reading, readings
from petruk.core.indicators import Automatic, Predicates
from petruk.core.instrument import Instrument
from petruk.core.period import PeriodState, state_at
from petruk.core.scoring import AnyFact, Fact, PredicateFact
from petruk.core.windows import Window, mean, parse_windows


@dataclass(frozen=True)
class Opening:
    """When one period takes assessments of one unit, extension included."""

    period: Period
    closes_at: datetime
    extended: bool

    def state(self, at: datetime) -> PeriodState:
        published = self.period.published_at is not None
        return state_at(at, published=published, opens_at=self.period.opens_at, closes_at=self.closes_at)

    def is_open(self, at: datetime) -> bool:
        return self.state(at) is PeriodState.OPEN


def periods(authority: Authority) -> QuerySet[Period]:
    """Return the periods this person may know of: drafts belong to those who prepare or inspect them."""
    known = Period.objects.select_related("instrument")
    if authority.has(Permission.PERIOD_VIEW):
        return known
    if authority.has(Permission.ASSESSMENT_VIEW):
        return known.filter(published_at__isnull=False)
    return known.none()


def period_of_the_day(known: Iterable[Period], at: datetime) -> Period | None:
    """Return the open period, else the next one, else one in preparation, else the last one that closed."""
    order = (PeriodState.OPEN, PeriodState.SCHEDULED, PeriodState.DRAFT, PeriodState.CLOSED)
    return min(known, key=lambda period: order.index(state_of(period, at)), default=None)


def state_of(period: Period, at: datetime) -> PeriodState:
    """Return the state for units without an extension."""
    return opening(period, "", ()).state(at)


def opening(period: Period, unit_path: str, extensions: Iterable[Extension]) -> Opening:
    """Return when a unit may work. Of the extensions of the unit and those above it, the latest counts."""
    later = [
        extension.closes_at
        for extension in extensions
        if unit_path.startswith(extension.unit.path) and extension.closes_at > period.closes_at
    ]
    return Opening(period, max(later, default=period.closes_at), bool(later))


def extensions(authority: Authority, period: Period) -> QuerySet[Extension]:
    """Return the extensions of a period. They are public within the office: they only say who has more time."""
    if not authority.signed_in:
        return Extension.objects.none()
    return Extension.objects.filter(period=period).select_related("unit").order_by("unit__path")


def rules_of(period: Period) -> tuple[Instrument, Mapping[str, Window]]:
    """Return the instrument of a period and the data window of each automatic indicator."""
    instrument = parsed(period.instrument)
    return instrument, parse_windows(instrument, period.windows)


def facts_of(authority: Authority, period: Period, employee_ids: Iterable[int]) -> dict[int, dict[str, AnyFact]]:
    """Return for each employee the fact of each automatic indicator, in its data window, in one query.

    The employees came through the caller's scope.
    """
    instrument, windows = rules_of(period)
    ids = tuple(employee_ids)
    years = {year for window in windows.values() for year in window.years}
    found = readings(authority, ids, facts=set(map(fact_of, instrument.automatic)), years=years)
    return {
        employee_id: {
            indicator.code: _fact(indicator, windows[indicator.code], found.get(employee_id, ()))
            for indicator in instrument.automatic
        }
        for employee_id in ids
    }


def _fact(indicator: Automatic, window: Window, known: Iterable[Reading]) -> AnyFact:
    if isinstance(indicator, Predicates):
        return _predicates(window, known)
    of_fact = (reading for reading in known if reading.fact == indicator.fact and reading.year == window.year)
    by_month = {reading.month: reading for reading in of_fact}
    wanted = window.months or (None,)
    value = mean([by_month[month].value if month in by_month else None for month in wanted])
    return Fact(value=value, source=_sources(by_month, wanted), window=window.label)


def _predicates(window: Window, known: Iterable[Reading]) -> PredicateFact:
    by_year = {reading.year: reading for reading in known if reading.fact == PREDICATE}
    found = ((year, by_year[year].predicate if year in by_year else None) for year in window.years)
    return PredicateFact(tuple(found), source=_sources(by_year, window.years), window=window.label)


def _sources(known: Mapping[Any, Reading], wanted: Iterable[int | None]) -> str:
    """Name each file and row once, in the order in which the values are wanted."""
    return "; ".join(dict.fromkeys(known[key].source for key in wanted if key in known))
