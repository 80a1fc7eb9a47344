"""What one panelist may see: his list, his own sheets, and nothing of anybody else before the panel is locked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import (
    HOLDS_A_SLOT,
    Assessment,
    AssessmentQuerySet,
    PanelMember,
    PanelScore,
    PanelSheet,
    Period,
)
from petruk.appraisal.queries.instruments import parsed
from petruk.core.indicators import Panel
from petruk.core.recusal import Conflict, Judge, Judged, conflict

ROLL = ("pk", "employee_id", "unit__path", "employee__placement__unit__path")


class SheetState(StrEnum):
    """How far a panelist is with one candidate. ``BARRED``: a conflict of interest keeps him from it."""

    WAITING = "waiting"
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    RECUSED = "recused"
    BARRED = "barred"

    @property
    def may_read(self) -> bool:
        """Say whether the panelist may look into the files of the candidate: not where something keeps him aside."""
        return self not in {SheetState.RECUSED, SheetState.BARRED}

    @property
    def is_open(self) -> bool:
        return self in {SheetState.WAITING, SheetState.DRAFT}


@dataclass(frozen=True)
class Turn:
    """One candidate of a panelist's list: what stands between them, his own sheet, and its state."""

    assessment_id: int
    conflict: Conflict | None
    sheet: PanelSheet | None

    @property
    def state(self) -> SheetState:
        if self.sheet and self.sheet.submitted_at:
            return SheetState.HANDED_IN
        if self.sheet and self.sheet.recused_because:
            return SheetState.RECUSED
        if self.conflict:
            return SheetState.BARRED
        return SheetState.DRAFT if self.sheet and self.sheet.version else SheetState.WAITING


@dataclass(frozen=True)
class OpenList:
    """A list of a panelist in a period, and how many of its candidates wait for his sheet."""

    period: Period
    waiting: int


def memberships(authority: Authority) -> QuerySet[PanelMember]:
    """Return the places that this person holds now in the panels of announced periods, the latest period first.

    Each says whether he is himself a candidate of the period (``competes``).
    """
    if not authority.has(P.PANEL_SCORE):
        return PanelMember.objects.none()
    himself = Assessment.objects.filter(HOLDS_A_SLOT, period=OuterRef("period"), employee=OuterRef("user__employee"))
    mine = PanelMember.objects.filter(user__public_id=authority.ref, released_at=None)
    mine = mine.filter(period__published_at__isnull=False).annotate(competes=Exists(himself))
    linked = mine.select_related("period__instrument", "user__employee__placement__unit")
    return linked.order_by("-period__opens_at", "-pk")


def to_score(authority: Authority, member: PanelMember) -> AssessmentQuerySet:
    """Return the candidates of a panelist: all within his mandate, or those of whom a third opinion was asked."""
    found = Assessment.objects.visible_to(authority, P.PANEL_SCORE).filter(HOLDS_A_SLOT, period_id=member.period_id)
    if member.asked_only:
        asked = PanelSheet.objects.filter(member=member, asked_at__isnull=False)
        found = found.filter(pk__in=asked.values("assessment"))
    linked = found.select_related("period__instrument", "employee__placement__unit", "unit")
    return linked.order_by("unit__path", "employee__name", "pk")


def place_of(authority: Authority, public_id: str) -> tuple[PanelMember, Assessment] | None:
    """Return a candidate of the person's own lists, with the place in whose name he scores him."""
    period = Assessment.objects.filter(public_id=public_id).values("period")
    member = memberships(authority).filter(period__in=period).first()
    found = to_score(authority, member).filter(public_id=public_id).first() if member else None
    return (member, found) if member and found else None


def turns(authority: Authority, member: PanelMember, text: str = "") -> list[Turn]:
    """Return the whole list of a panelist in the order of the units, in two queries; ``text`` narrows it by name."""
    found = to_score(authority, member)
    for word in text.split():
        found = found.filter(employee__name__icontains=word)
    judge, own = judge_of(member), own_sheets(authority, member)
    return [
        Turn(pk, conflict(judge, judged(employee, *paths)), own.get(pk))
        for pk, employee, *paths in found.values_list(*ROLL)
    ]


def open_lists(authority: Authority) -> list[OpenList]:
    """Return the lists that still take sheets and on which somebody waits, in three queries however many they are."""
    members = list(memberships(authority).filter(period__panel_locked_at=None))
    if not members:
        return []
    seen = Assessment.objects.visible_to(authority, P.PANEL_SCORE).filter(HOLDS_A_SLOT)
    rows = list(seen.filter(period__in=[each.period_id for each in members]).values_list("period", *ROLL))
    sheets = PanelSheet.objects.filter(member__in=members, member__user__public_id=authority.ref)
    own = {(sheet.member_id, sheet.assessment_id): sheet for sheet in sheets}
    counted = [OpenList(member.period, _waiting(member, rows, own)) for member in members]
    return [each for each in counted if each.waiting]


def _waiting(member: PanelMember, rows: Iterable[Any], own: Mapping[tuple[int, int], PanelSheet]) -> int:
    judge, count = judge_of(member), 0
    for period, pk, employee, *paths in rows:
        sheet = own.get((member.pk, pk))
        if period == member.period_id and (not member.asked_only or (sheet and sheet.asked_at)):
            count += Turn(pk, conflict(judge, judged(employee, *paths)), sheet).state.is_open
    return count


def turn_of(authority: Authority, member: PanelMember, assessment: Assessment) -> Turn:
    """Return one candidate of the list. He came through ``to_score``."""
    place = assessment.employee.placement
    paths = (assessment.unit.path, place.unit.path if place else None)
    against = conflict(judge_of(member), judged(assessment.employee_id, *paths))
    return Turn(assessment.pk, against, own_sheets(authority, member, assessment).get(assessment.pk))


def own_sheets(
    authority: Authority, member: PanelMember, assessment: Assessment | None = None
) -> dict[int, PanelSheet]:
    """Return the sheets of one membership by assessment."""
    own = PanelSheet.objects.filter(member=member, member__user__public_id=authority.ref)
    if assessment is not None:
        own = own.filter(assessment=assessment)
    return {sheet.assessment_id: sheet for sheet in own}


def own_points(authority: Authority, member: PanelMember, assessment_ids: list[int]) -> dict[int, dict[str, int]]:
    """Return what this person himself gave, by assessment and aspect: drafts too."""
    own = PanelScore.objects.filter(sheet__member=member, sheet__member__user__public_id=authority.ref)
    given: dict[int, dict[str, int]] = {}
    rows = own.filter(sheet__assessment__in=assessment_ids).values_list("sheet__assessment", "aspect", "points")
    for pk, aspect, points in rows:
        given.setdefault(pk, {})[aspect] = points
    return given


def judge_of(member: PanelMember) -> Judge:
    """Return a panelist of ``memberships`` as the rules of recusal see him."""
    employee = member.user.employee
    place = employee.placement if employee else None
    competes = bool(getattr(member, "competes", False))
    return Judge(member.user.employee_id, place.unit.path if place else "", competes)


def judged(employee_id: int, *paths: str | None) -> Judged:
    """Return a candidate as the rules of recusal see him; a unit may be unknown."""
    return Judged(employee_id, tuple(path for path in paths if path))


def panels_of(period: Period) -> tuple[Panel, ...]:
    return parsed(period.instrument).panels


def full_marks(panels: tuple[Panel, ...]) -> Mapping[str, int]:
    """Return the maximum of each aspect by its code; codes are unique in an instrument."""
    return {aspect.code: aspect.maximum for panel in panels for aspect in panel.aspects}
