"""The table of holidays. A new one gives running deadlines another day; nothing takes a day from a deadline."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_alone
from petruk.appraisal.actions.windows import answer_due, window_end
from petruk.appraisal.models import WAITS_FOR_ANSWER, Holiday, Objection, Period
from petruk.audit.actions import record
from petruk.core.errors import Refusal


class HolidayKnown(Refusal):
    """The day is in the table already."""


@dataclass(frozen=True)
class Moved:
    """How many deadlines a holiday moved on: windows of periods, and answers that are due."""

    windows: int = 0
    answers: int = 0


@transaction.atomic
def add(day: date, *, name: str, kind: str, decree: str = "", at: datetime, by: Authority) -> Moved:
    """Record a holiday, and move on what still runs over it. Raises ``HolidayKnown``."""
    by.require(Permission.PERIOD_MANAGE)
    periods = _held(at)
    if Holiday.objects.filter(day=day).exists():
        raise HolidayKnown(_("This day is in the table already. Remove it first to change its name."))
    holiday = Holiday.objects.create(day=day, name=name, kind=kind, decree=decree)
    moved = Moved(
        windows=sum(_moved_window(period, at=at, by=by) for period in periods),
        answers=sum(_moved_answers(period, at=at, by=by) for period in periods),
    )
    told: dict[str, Any] = {"windows_moved": moved.windows, "answers_moved": moved.answers}
    record("holiday.added", holiday, by=by, day=day.isoformat(), name=name, kind=kind, decree=decree, **told)
    return moved


@transaction.atomic
def remove(holiday: Holiday, *, by: Authority) -> None:
    """Take a day out of the table. Deadlines that were told stay as they are."""
    by.require(Permission.PERIOD_MANAGE)
    held = Holiday.objects.select_for_update().filter(pk=holiday.pk).first()
    if held is None:
        return
    before = {"day": held.day.isoformat(), "name": held.name, "kind": held.kind, "decree": held.decree}
    record("holiday.removed", held, by=by, before=before)
    held.delete()


def _held(at: datetime) -> list[Period]:
    """Return, each held alone, the periods of which a deadline runs or is about to be set."""
    waits = Exists(Objection.objects.filter(WAITS_FOR_ANSWER, result__assessment__period=OuterRef("pk")))
    running = Q(announced_at=None) | Q(objections_close_at__gt=at) | Q(waits)
    keys = Period.objects.filter(running, published_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    return [hold_alone(key) for key in list(keys)]


def _moved_window(period: Period, *, at: datetime, by: Authority) -> bool:
    closes_at = period.objections_close_at
    if period.announced_at is None or closes_at is None or closes_at <= at:
        return False
    later = window_end(period, period.announced_at, by=by)
    if later <= closes_at:
        return False
    period.objections_close_at = later
    period.save(update_fields=["objections_close_at"])
    return True


def _moved_answers(period: Period, *, at: datetime, by: Authority) -> int:
    """Move on the answers that are not overdue yet."""
    today = timezone.localdate(at)
    waits = Objection.objects.filter(WAITS_FOR_ANSWER, result__assessment__period=period, answer_due_on__gte=today)
    moved = 0
    for objection in waits.select_for_update(of=("self",)):
        later = answer_due(period, objection.filed_at, by=by)
        if later > objection.answer_due_on:
            objection.answer_due_on = later
            objection.save(update_fields=["answer_due_on"])
            moved += 1
    return moved
