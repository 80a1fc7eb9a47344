"""The table of holidays, and what counts in working days."""

from datetime import date

from django.db.models import QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Holiday
from petruk.core.calendar import Calendar


def holidays(authority: Authority) -> QuerySet[Holiday]:
    return Holiday.objects.all() if authority.has(P.PERIOD_VIEW) else Holiday.objects.none()


def years(authority: Authority) -> list[int]:
    """Return the years that have a holiday, the latest first."""
    return [day.year for day in holidays(authority).dates("day", "year", order="DESC")]


def calendar(authority: Authority, *, since: date) -> Calendar:
    """Return the working days from a day on. Deadlines run for everybody, so everybody may count them."""
    if not authority.signed_in:
        return Calendar()
    return Calendar.of(Holiday.objects.filter(day__gt=since).values_list("day", flat=True))
