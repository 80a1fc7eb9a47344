"""Exemptions: who asked for one, for whom, and who decided."""

from datetime import date

from django.db.models import F

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
