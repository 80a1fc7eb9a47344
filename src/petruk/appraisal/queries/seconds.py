"""What one person asked for and another must decide: exemptions from a rule, and sealed results to reopen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Override, OverrideQuerySet, Period, Reopening, ReopeningQuerySet
from petruk.appraisal.queries.sealed import reopenings

EXEMPTIONS, REOPENINGS = "exemptions_waiting", "reopenings_waiting"


@dataclass(frozen=True)
class Requests:
    """How many requests of one kind wait in a period, and since when the first."""

    period: Period
    count: int
    since: datetime


def open_reopenings(authority: Authority) -> ReopeningQuerySet:
    """Return the requests that still can be decided, whoever asked: a version that was replaced answers its own."""
    if not authority.has(P.RESULT_DECIDE):
        return Reopening.objects.none()
    return reopenings(authority).filter(granted=None, result__superseded_at=None).defer("result__content")


def with_requests(authority: Authority, periods: QuerySet[Period]) -> QuerySet[Period]:
    """Add to periods what others asked there that this person may decide, as ``exemptions_in`` and its twin read it."""
    exemptions = Override.objects.visible_to(authority, P.OVERRIDE_MANAGE).filter(granted=None, period__sealed_at=None)
    of_others = exemptions.exclude(employee=authority.employee_id or 0)
    counted = {
        EXEMPTIONS: _counted(authority, of_others, "period"),
        REOPENINGS: _counted(authority, open_reopenings(authority), "result__assessment__period"),
    }
    return periods.annotate(**counted)


def exemptions_in(periods: Iterable[Period]) -> Iterator[Requests]:
    """Return of periods of ``with_requests`` those in which exemptions wait."""
    return _found(periods, EXEMPTIONS)


def reopenings_in(periods: Iterable[Period]) -> Iterator[Requests]:
    """Return of periods of ``with_requests`` those in which sealed results wait to be reopened."""
    return _found(periods, REOPENINGS)


def _counted(authority: Authority, rows: OverrideQuerySet | ReopeningQuerySet, period: str) -> Subquery:
    others = rows.exclude(asked_by_ref=authority.ref).filter(**{period: OuterRef("pk")})
    grouped: QuerySet[Any, Any] = others.order_by().values(every=Value(1))
    return Subquery(grouped.annotate(found=JSONObject(count=Count("pk"), since=Min("asked_at"))).values("found"))


def _found(periods: Iterable[Period], name: str) -> Iterator[Requests]:
    for period in periods:
        found = vars(period)[name]
        if found and found["count"]:
            yield Requests(period, found["count"], datetime.fromisoformat(found["since"]))
