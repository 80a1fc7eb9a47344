"""Where the values of each fact stand, for all who look them up: readings, what stands behind a seal, a readiness."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import F, IntegerField, QuerySet, Value

from petruk.core.indicators import Automatic, FactName, Predicates
from petruk.facts.models import Attendance, Behaviour, Fact, Performance

PREDICATE = "performance.predicate"
"""The official predicate of a year, among the names of facts; it is a word, so it is no measurement."""
MONTHLY, YEARLY = F("month"), Value(None, IntegerField())


@dataclass(frozen=True)
class Held:
    """The rows with a value, in force or not; the column of the value; the month of a row, none of a yearly one."""

    rows: Callable[[], QuerySet[Fact]]
    column: str
    month: F | Value = MONTHLY


HELD: Mapping[str, Held] = {
    FactName.PERFORMANCE: Held(lambda: Performance.objects.filter(score__isnull=False), "score"),
    FactName.ATTENDANCE: Held(Attendance.objects.all, "realisation"),
    FactName.BEHAVIOUR: Held(Behaviour.objects.all, "value", YEARLY),
    PREDICATE: Held(lambda: Performance.objects.exclude(predicate=""), "predicate"),
}


def fact_of(indicator: Automatic) -> str:
    """Return under which name of a fact the values of an indicator are kept."""
    return PREDICATE if isinstance(indicator, Predicates) else indicator.fact


def rows_of(indicator: Automatic) -> QuerySet[Fact]:
    """Return the rows with a value that an indicator may read."""
    return HELD[fact_of(indicator)].rows()
