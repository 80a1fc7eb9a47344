"""Exemptions: who asked for one, for whom, and who decided."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Override, OverrideQuerySet, Period
from petruk.appraisal.queries.candidates import Standing, standing
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.past import with_past
from petruk.people.models import Employee
from petruk.people.queries import signatory_of


def overrides(authority: Authority) -> OverrideQuerySet:
    """Return what this person may decide or look up, the waiting first, then the latest."""
    found = Override.objects.visible_to(authority, P.OVERRIDE_MANAGE)
    found = found.select_related("period__instrument", "employee__placement__unit")
    return found.order_by(F("granted").desc(nulls_first=True), "-pk")


def with_requests(authority: Authority, periods: QuerySet[Period]) -> QuerySet[Period]:
    """Add to periods what others asked there that this person may decide, as ``requests_in`` reads it."""
    waiting = Override.objects.visible_to(authority, P.OVERRIDE_MANAGE).filter(granted=None, period__sealed_at=None)
    others = waiting.exclude(asked_by_ref=authority.ref).exclude(employee=authority.employee_id or 0)
    of_period = others.filter(period=OuterRef("pk")).order_by().values(every=Value(1))
    counted = of_period.annotate(found=JSONObject(count=Count("pk"), since=Min("asked_at")))
    return periods.annotate(requests_waiting=Subquery(counted.values("found")))


def requests_in(periods: Iterable[Period]) -> Iterator[tuple[Period, int, datetime]]:
    """Return of periods of ``with_requests`` those in which requests wait, how many, and since when."""
    for period in periods:
        found = vars(period)["requests_waiting"]
        if found and found["count"]:
            yield period, found["count"], datetime.fromisoformat(found["since"])


def person_to_exempt(authority: Authority, period: Period, public_id: str, *, on: date) -> Employee | None:
    """Return somebody of a unit within reach, with the past that the period asks of."""
    people = Employee.objects.visible_to(authority, P.OVERRIDE_MANAGE).exclude(placement=None)
    people = people.filter(public_id=public_id).select_related("placement__unit")
    return with_past(authority, people, period, parsed(period.instrument).eligibility, on=on).first()


def standing_of(authority: Authority, employee: Employee, period: Period, *, on: date) -> Standing:
    """Return what stands against somebody who came through ``person_to_exempt``."""
    place = employee.placement
    signatory = signatory_of(authority, place.unit, on=on) if place else None
    rules = parsed(period.instrument).eligibility
    return standing(authority, employee, period, rules, signer=signatory.employee_id if signatory else None, on=on)
