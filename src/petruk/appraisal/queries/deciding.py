"""What the head of an office and the agency decide on, who may not, and for whom an assessment waits.

Source: docs/rules/deciding.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, IntegerField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, AssessmentQuerySet, Evidence, Period
from petruk.appraisal.refusals import BARRED, SEALED, Bar, sentence
from petruk.audit.queries import done_by
from petruk.core.lifecycle import Act, Actor, Refused, State, after
from petruk.people.models import Mandate, Signatory, Unit
from petruk.people.queries import LEVEL, in_force

PERMISSION_OF: Mapping[Actor, P] = {Actor.UNIT_HEAD: P.ASSESSMENT_CONFIRM, Actor.AGENCY: P.ASSESSMENT_VERIFY}
DEEDS: Mapping[Actor, tuple[str, ...]] = {
    Actor.UNIT_HEAD: ("assessment.submitted",),
    Actor.AGENCY: ("assessment.submitted", "assessment.confirmed", "assessment.decided"),
}
"""After which of his own deeds somebody may no longer act in this role: two steps of one road take two people."""
OPEN_QUESTIONS: Mapping[Actor, State] = {Actor.UNIT_HEAD: State.SUBMITTED, Actor.AGENCY: State.CONFIRMED}
"""What waits for whom."""


@dataclass(frozen=True)
class Awaited:
    """Who should confirm. ``official`` is the nearest in office who is not the candidate, as far as one is known.

    ``superior``: he is of a unit above, because the candidate himself heads the unit, or nobody is registered for it.
    ``reachable``: somebody who may confirm can sign in.
    """

    official: Signatory | None
    superior: bool
    reachable: bool


@dataclass(frozen=True)
class Narrowed:
    """To what the desk of the agency is narrowed; every part holds at once."""

    state: State | None = None
    unit_path: str = ""
    name: str = ""
    digits: str = ""


@dataclass(frozen=True)
class Waiting:
    """How many assessments of a period wait, and since when the longest does."""

    period: str
    period_ref: str
    count: int
    since: datetime


def to_decide(authority: Authority, actor: Actor) -> AssessmentQuerySet:
    """Return what somebody may read and decide in this role; ``own_hand`` says that he had a hand in it before.

    A draft is the office's own.
    """
    rows = Assessment.objects.visible_to(authority, PERMISSION_OF[actor]).exclude(state=State.DRAFT)
    return rows.annotate(own_hand=done_by(authority, Assessment, *DEEDS[actor]))


def to_draw(authority: Authority, actor: Actor) -> AssessmentQuerySet:
    """Return the same with what a desk draws of each row, the number of its files among it."""
    files = Evidence.objects.filter(assessment=OuterRef("pk"), removed_at=None).order_by()
    number = files.values("assessment").annotate(number=Count("pk")).values("number")
    counted = Coalesce(Subquery(number, output_field=IntegerField()), 0)
    rows = to_decide(authority, actor).select_related("period__instrument", "employee", "unit", "placement")
    return rows.annotate(files=counted)


def head_desk(authority: Authority, period: Period, unit_path: str = "") -> AssessmentQuerySet:
    """Return what came to the head in a period, unit by unit, the highest total first."""
    rows = to_draw(authority, Actor.UNIT_HEAD).filter(period=period).exclude(state=State.WITHDRAWN)
    return rows.within(unit_path).order_by("unit__path", F("total").desc(), "employee__name", "pk")


def agency_desk(authority: Authority, period: Period, narrowed: Narrowed) -> AssessmentQuerySet:
    """Return what came to the agency in a period, by the filter, in the order of the units."""
    rows = to_draw(authority, Actor.AGENCY).filter(period=period).exclude(state=State.WITHDRAWN)
    rows = rows.within(narrowed.unit_path)
    if narrowed.state:
        rows = rows.filter(state=narrowed.state)
    for word in narrowed.name.split():
        rows = rows.filter(employee__name__icontains=word)
    if narrowed.digits:
        rows = rows.filter(employee__nip__startswith=narrowed.digits)
    return rows.order_by("unit__path", F("total").desc(), "employee__name", "pk")


def bar(authority: Authority, assessment: Any) -> Bar | None:
    """Return what stands against this person himself. The assessment came from ``to_decide``."""
    if _is_himself(authority, assessment):
        return Bar.HIMSELF
    return Bar.OWN_HAND if assessment.own_hand else None


def stopped(authority: Authority, assessment: Any, act: Act, actor: Actor) -> str:
    """Return in one sentence why this person may not do this now; nothing when he may. It came from ``to_decide``."""
    if why := _not_now(assessment, act, actor):
        return why
    against = bar(authority, assessment)
    return str(BARRED[against]) if against else ""


def stopped_on_paper(authority: Authority, assessment: Assessment, *, on: date) -> str:
    """Return why an officer may not record what the head decided on paper; nothing when he may.

    The assessment came through the officer's scope.
    """
    if why := _not_now(assessment, Act.CONFIRM, Actor.OFFICER):
        return why
    if _is_himself(authority, assessment):
        return str(BARRED[Bar.HIMSELF])
    head = awaited(authority, [assessment], on=on)[assessment.pk]
    return str(BARRED[Bar.HAS_ACCOUNT]) if head.reachable else ""


def period_to_decide(known: Iterable[Period], at: datetime) -> Period | None:
    """Return the latest period that has opened and is not sealed, else the latest of all."""
    periods = list(known)
    waiting = (period for period in periods if period.opens_at <= at and period.sealed_at is None)
    return next(waiting, periods[0] if periods else None)


def waiting(authority: Authority, actor: Actor) -> list[Waiting]:
    """Return what of each period not sealed waits for this person in this role, the longest first."""
    rows = to_decide(authority, actor).filter(state=OPEN_QUESTIONS[actor], period__sealed_at=None)
    mine = rows.exclude(employee=authority.employee_id or 0).exclude(done_by(authority, Assessment, *DEEDS[actor]))
    since = F("submitted_at") if actor is Actor.UNIT_HEAD else F("confirmed_at")
    grouped = mine.values_list("period__name", "period__public_id").annotate(Count("pk"), Min(since))
    return sorted((Waiting(*row) for row in grouped.order_by()), key=lambda each: each.since)


def awaited(authority: Authority, rows: Iterable[Assessment], *, on: date) -> dict[int, Awaited]:
    """Return by key for whom each assessment waits, in two queries. They came through the caller's scope."""
    found = list(rows)
    if not authority.signed_in or not found:
        return {}
    paths = {path for row in found for path in _upwards(row.unit)}
    officials = _officials(paths, on)
    holders = _holders(paths, on)
    return {row.pk: _awaited(row, officials, holders) for row in found}


def signs_for(authority: Authority, assessment: Assessment, *, on: date) -> Signatory | None:
    """Return who signs the sheet on a day: the official of the unit, or of one above when that is the candidate."""
    if not authority.signed_in:
        return None
    above = _upwards(assessment.unit)
    officials = _officials(above, on)
    own = officials.get(assessment.unit.path)
    if own is None or own.employee_id != assessment.employee_id:
        return own
    return next(_but(assessment.employee_id, officials, above), None)


def _not_now(assessment: Any, act: Act, actor: Actor) -> str:
    """Return why the state of an assessment does not allow this, whoever asks; nothing when it does."""
    if assessment.period.sealed_at is not None:
        return str(SEALED)
    try:
        after(State(assessment.state), act, actor)
    except Refused as refused:
        return sentence(refused)
    return ""


def _is_himself(authority: Authority, assessment: Any) -> bool:
    return authority.employee_id is not None and authority.employee_id == assessment.employee_id


def _upwards(unit: Unit) -> list[str]:
    """Return the path of a unit and of those above it, the nearest first."""
    return [unit.path[:end] for end in range(len(unit.path), 0, -LEVEL)]


def _officials(paths: Iterable[str], on: date) -> dict[str, Signatory]:
    """Return who is in office in these units on a day, by path: of several, the one who began last."""
    in_office = Signatory.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)
    rows = in_office.filter(unit__path__in=paths).select_related("unit", "employee__placement").order_by("started_on")
    return {row.unit.path: row for row in rows}


def _holders(paths: Iterable[str], on: date) -> list[tuple[str, int | None]]:
    """Return unit and employee of each account that may confirm for one of these units."""
    mandates = in_force(Mandate.objects.filter(role=Role.UNIT_HEAD, user__is_active=True), on=on)
    return list(mandates.filter(unit__path__in=paths).values_list("unit__path", "user__employee_id"))


def _awaited(row: Assessment, officials: Mapping[str, Signatory], holders: Iterable[tuple[str, int | None]]) -> Awaited:
    above = _upwards(row.unit)
    official = next(_but(row.employee_id, officials, above), None)
    superior = official is not None and official.unit.path != row.unit.path
    reachable = any(path in above and person != row.employee_id for path, person in holders)
    return Awaited(official, superior, reachable)


def _but(candidate: int, officials: Mapping[str, Signatory], above: Iterable[str]) -> Iterator[Signatory]:
    """Yield the officials of these units, the nearest first, without the candidate: nobody decides about himself."""
    found = (officials[path] for path in above if path in officials)
    return (official for official in found if official.employee_id != candidate)
