from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DecimalField, F, Q, QuerySet, Value
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.queries.held import HELD, PREDICATE, YEARLY
from petruk.core.dates import format_date
from petruk.core.predicate import Predicate
from petruk.facts.models import IN_FORCE, Fact

NOTHING = Value(None, DecimalField(max_digits=5, decimal_places=2))
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
    first, *rest = (_values(fact).filter(employee_id__in=employee_ids, year__in=years) for fact in sorted(facts))
    found: dict[int, list[Reading]] = {}
    for row in first.union(*rest, all=True):
        reading = Reading(*row)  # the columns, in the order of the fields
        found.setdefault(reading.employee_id, []).append(reading)
    return found


def _values(fact: str) -> QuerySet[Fact, tuple[Any, ...]]:
    """Return the values of a fact; of predicates those of whole years, as that of a month is no official result."""
    held = HELD[fact]
    if fact == PREDICATE:
        return _named(
            held.rows().filter(Q(month=None)), fact, of_month=YEARLY, value_read=NOTHING, word_read=F(held.column)
        )
    word = Value("", CharField())
    return _named(held.rows(), fact, of_month=held.month, value_read=F(held.column), word_read=word)


def _named(rows: QuerySet[Fact], fact: str, **columns: F | Value) -> QuerySet[Fact, tuple[Any, ...]]:
    return rows.filter(IN_FORCE).annotate(fact=Value(str(fact), CharField()), **columns).values_list(*COLUMNS)
