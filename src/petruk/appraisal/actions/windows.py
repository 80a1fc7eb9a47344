"""How long one may object, and how long the agency may take: working days from the table of holidays."""

from datetime import date, datetime

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.models import Period
from petruk.appraisal.queries.holidays import calendar
from petruk.appraisal.queries.instruments import parsed
from petruk.core.calendar import end_of


def window_end(period: Period, announced_at: datetime, *, by: Authority) -> datetime:
    """Return the moment from which nobody can object any more: the midnight that ends the last working day."""
    day = timezone.localdate(announced_at)
    last = calendar(by, since=day).after(day, parsed(period.instrument).objection.file_days)
    return end_of(last, timezone.get_default_timezone())


def answer_due(period: Period, filed_at: datetime, *, by: Authority) -> date:
    """Return the last day on which an answer comes in time."""
    day = timezone.localdate(filed_at)
    return calendar(by, since=day).after(day, parsed(period.instrument).objection.answer_days)
