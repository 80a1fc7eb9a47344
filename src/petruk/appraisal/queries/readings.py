from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DecimalField, F, IntegerField, Q, QuerySet, Value
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.core.dates import format_date
from petruk.core.indicators import FactName
from petruk.core.predicate import Predicate
from petruk.facts.models import IN_FORCE, Attendance, Behaviour, Fact, Performance

PREDICATE = "performance.predicate"
"""The official predicate of a year, among the names of facts; it is a word, so it is no measurement."""

COLUMNS = (
    "employee_id",
    "fact",
    "year",
    "of_month",
    "value_read",
    "word_read",
    "source__file_name",
    "source_row",
    "source__imported_at",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value in force that an indicator may read, and where it stands. A yearly value has no month.

    ``value`` is the measurement, ``word`` the predicate; a reading has one of them.
    """

    employee_id: int
    fact: str
    year: int
    month: int | None
    value: Decimal | None
    word: str
    file_name: str
    row: int
    imported_at: datetime

    @property
    def predicate(self) -> Predicate | None:
        return Predicate(self.word) if self.word else None

    @property
    def source(self) -> str:
        return source_words(self.file_name, self.row, self.imported_at)


def source_words(file_name: str, row: int, imported_at: datetime) -> str:
    """Say where a value stands: "ekinerja.xlsx baris 214, diimpor 1 April 2021"."""
    return f"{file_name} baris {row}, diimpor {format_date(timezone.localtime(imported_at).date())}"


def readings(
    authority: Authority, employee_ids: Collection[int], *, facts: Collection[str], years: Collection[int]
) -> dict[int, list[Reading]]:
    """Return the values in force of these people, in one query. The people came through the caller's scope."""
    if not authority.signed_in or not employee_ids or not facts:
        return {}
    first, *rest = (_SETS[fact]().filter(employee_id__in=employee_ids, year__in=years) for fact in sorted(facts))
    found: dict[int, list[Reading]] = {}
    for row in first.union(*rest, all=True):
        reading = Reading(*row)  # the columns, in the order of the fields
        found.setdefault(reading.employee_id, []).append(reading)
    return found


YEARLY = Value(None, IntegerField())


def _performance() -> QuerySet[Fact, tuple[Any, ...]]:
    return _values(Performance.objects.filter(score__isnull=False), FactName.PERFORMANCE, F("month"), F("score"))


def _attendance() -> QuerySet[Fact, tuple[Any, ...]]:
    return _values(Attendance.objects.all(), FactName.ATTENDANCE, F("month"), F("realisation"))


def _behaviour() -> QuerySet[Fact, tuple[Any, ...]]:
    return _values(Behaviour.objects.all(), FactName.BEHAVIOUR, YEARLY, F("value"))


def _values(rows: QuerySet[Fact], fact: FactName, month: F | Value, value: F) -> QuerySet[Fact, tuple[Any, ...]]:
    return _named(rows, fact, of_month=month, value_read=value, word_read=Value("", CharField()))


def _predicates() -> QuerySet[Fact, tuple[Any, ...]]:
    """Return the predicates of whole years; those of a month are steps on the way and no official result."""
    rows = Performance.objects.filter(~Q(predicate=""), month=None)
    nothing = Value(None, DecimalField(max_digits=5, decimal_places=2))
    return _named(rows, PREDICATE, of_month=YEARLY, value_read=nothing, word_read=F("predicate"))


_SETS: Mapping[str, Callable[[], QuerySet[Fact, tuple[Any, ...]]]] = {
    FactName.PERFORMANCE: _performance,
    FactName.ATTENDANCE: _attendance,
    FactName.BEHAVIOUR: _behaviour,
    PREDICATE: _predicates,
}


def _named(rows: QuerySet[Fact], fact: str, **columns: F | Value) -> QuerySet[Fact, tuple[Any, ...]]:
    return rows.filter(IN_FORCE).annotate(fact=Value(str(fact), CharField()), **columns).values_list(*COLUMNS)
