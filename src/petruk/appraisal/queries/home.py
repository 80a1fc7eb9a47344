"""What waits for somebody: the tasks and the progress on the home page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Assessment, Period
from petruk.appraisal.queries.candidates import UnitWork, unit_work
from petruk.appraisal.queries.deciding import PERMISSION_OF, waiting
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.objections import own_objections, waiting_in, with_waiting
from petruk.appraisal.queries.panelist import open_lists
from petruk.appraisal.queries.periods import period_of_the_day, periods, state_of
from petruk.appraisal.queries.sealed import own_sealed
from petruk.appraisal.queries.seconds import exemptions_in, reopenings_in, with_requests
from petruk.core.calendar import end_of
from petruk.core.lifecycle import Actor, State
from petruk.core.period import PeriodState

MOST_TASKS = 5
ANSWER_SHOWN = timedelta(days=30)
"""So long an answer stays on the home page of whoever asked for it."""


class TaskKind(StrEnum):
    RETURNED = "returned"
    TO_CONFIRM = "to_confirm"
    TO_VERIFY = "to_verify"
    TO_ASSESS = "to_assess"
    DRAFT = "draft"
    OWN_RESULT = "own_result"
    PREPARE_PERIOD = "prepare_period"
    TO_ANSWER = "to_answer"
    ANSWERED = "answered"
    MAY_OBJECT = "may_object"
    TO_SECOND = "to_second"
    TO_REOPEN = "to_reopen"
    TO_SCORE = "to_score"


@dataclass(frozen=True)
class Task:
    """One thing to do. ``ref`` is the public id of what it is about; ``at`` when it was last touched or is due.

    ``reason`` is why somebody sent it back; ``done`` whether it was granted, or is late.
    """

    kind: TaskKind
    count: int
    name: str
    ref: str
    period_ref: str
    at: datetime | None = None
    reason: str = ""
    done: bool = False


@dataclass(frozen=True)
class PeriodCard:
    period: Period
    state: PeriodState
    units: int
    units_done: int


@dataclass(frozen=True)
class Home:
    card: PeriodCard | None
    tasks: tuple[Task, ...]
    units: tuple[UnitWork, ...]


def home(authority: Authority, *, at: datetime) -> Home:
    """Return the period of the day, what this person should do in it, and how far his units are."""
    known = _known(authority)
    period = period_of_the_day(known, at)
    sheets = tuple(_sheets(authority))
    if period is None:
        return Home(None, sheets, ())
    units = tuple(unit_work(authority, period))
    done = sum(1 for work in units if work.nominees >= min(period.nominees_per_unit, work.people))
    card = PeriodCard(period, state_of(period, at), len(units), done)
    objections = (*_to_answer(known, at), *_objection_tasks(authority, at))
    return Home(
        card, (*_decisions(authority), *_to_second(known), *objections, *sheets, *_tasks(authority, card, units)), units
    )


def _known(authority: Authority) -> list[Period]:
    known = with_requests(authority, with_waiting(authority, periods(authority)))[:20]
    return [period for period in known if period.published_at or authority.has(P.PERIOD_MANAGE)]


def _tasks(authority: Authority, card: PeriodCard, units: tuple[UnitWork, ...]) -> list[Task]:
    if card.state is PeriodState.DRAFT:
        return [Task(TaskKind.PREPARE_PERIOD, 1, card.period.name, card.period.public_id, card.period.public_id)]
    if authority.has(P.ASSESSMENT_SUBMIT) and card.state is PeriodState.OPEN:
        return _officer_tasks(authority, card.period, units)
    if authority.reaches_own(P.ASSESSMENT_VIEW):
        return _own_results(authority)
    return []


def _decisions(authority: Authority) -> Iterator[Task]:
    """Return what was sent back to this office, and what waits for the decision of this head or of the agency."""
    if authority.has(P.ASSESSMENT_SUBMIT):
        yield from _returned(authority)
    for actor, kind in ((Actor.UNIT_HEAD, TaskKind.TO_CONFIRM), (Actor.AGENCY, TaskKind.TO_VERIFY)):
        if authority.has(PERMISSION_OF[actor]):
            for each in waiting(authority, actor):
                yield Task(kind, each.count, each.period, each.period_ref, each.period_ref, each.since)


def _to_second(known: list[Period]) -> Iterator[Task]:
    """Return what others asked for that waits for this person: exemptions, and sealed results to reopen."""
    for kind, waits in ((TaskKind.TO_SECOND, exemptions_in(known)), (TaskKind.TO_REOPEN, reopenings_in(known))):
        for each in waits:
            yield Task(kind, each.count, each.period.name, "", each.period.public_id, each.since)


def _sheets(authority: Authority) -> Iterator[Task]:
    """Return the open lists of a panelist; he may know of no period but through them."""
    for each in open_lists(authority):
        yield Task(TaskKind.TO_SCORE, each.waiting, each.period.name, "", each.period.public_id)


def _to_answer(known: list[Period], at: datetime) -> Iterator[Task]:
    """Return how many objections wait for the answer of this person, and until when the first."""
    if found := waiting_in(known):
        until = end_of(found.due_on, timezone.get_default_timezone())
        yield Task(TaskKind.TO_ANSWER, found.count, "", "", "", until, done=until <= at)


def _objection_tasks(authority: Authority, at: datetime) -> Iterator[Task]:
    """Return for an employee what was answered, and to what he may object."""
    if not authority.reaches_own(P.OBJECTION_FILE):
        return
    recent = own_objections(authority).filter(answered_at__gt=at - ANSWER_SHOWN).order_by("-answered_at")
    for each in recent[:MOST_TASKS]:
        period = each.result.assessment.period
        title = parsed(period.instrument).indicator(each.indicator).title
        yield Task(
            TaskKind.ANSWERED, 1, title, each.public_id, period.public_id, each.answered_at, done=bool(each.accepted)
        )
    for result in own_sealed(authority).filter(assessment__period__objections_close_at__gt=at)[:MOST_TASKS]:
        period = result.assessment.period
        yield Task(TaskKind.MAY_OBJECT, 1, period.name, result.public_id, period.public_id, period.objections_close_at)


def _returned(authority: Authority) -> Iterator[Task]:
    mine = Assessment.objects.visible_to(authority, P.ASSESSMENT_SUBMIT).select_related("employee", "period")
    rows = mine.filter(state=State.RETURNED, period__sealed_at=None).order_by("-changed_at")[:MOST_TASKS]
    for row in rows:
        name, why = row.employee.titled_name, row.returned_because
        yield Task(TaskKind.RETURNED, 1, name, row.public_id, row.period.public_id, row.changed_at, why)


def _officer_tasks(authority: Authority, period: Period, units: tuple[UnitWork, ...]) -> list[Task]:
    waiting = [work for work in units if work.nominees < period.nominees_per_unit]
    to_assess = [
        Task(
            kind=TaskKind.TO_ASSESS,
            count=period.nominees_per_unit - work.nominees,
            name=work.unit.name,
            ref=work.unit.public_id,
            period_ref=period.public_id,
            at=period.closes_at,
        )
        for work in waiting[:MOST_TASKS]
    ]
    drafts = Assessment.objects.visible_to(authority, P.ASSESSMENT_SUBMIT).filter(period=period, state=State.DRAFT)
    return to_assess + [
        Task(
            TaskKind.DRAFT, 1, draft.employee.titled_name, draft.employee.public_id, period.public_id, draft.changed_at
        )
        for draft in drafts.select_related("employee").order_by("-changed_at")[:MOST_TASKS]
    ]


def _own_results(authority: Authority) -> list[Task]:
    own = Assessment.objects.visible_to(authority, P.ASSESSMENT_VIEW).filter(employee=authority.employee_id or 0)
    shown = own.exclude(state=State.DRAFT).select_related("employee", "period").order_by("-submitted_at")
    return [
        Task(TaskKind.OWN_RESULT, 1, result.period.name, result.public_id, result.period.public_id, result.submitted_at)
        for result in shown[:MOST_TASKS]
    ]
