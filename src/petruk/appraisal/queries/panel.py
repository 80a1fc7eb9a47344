"""The panel of a period as the agency and the inspector may see it: who sits in it, how far it is, what it says.

Points are shown once the panel is locked; before that only the wide spreads, to the agency, when everybody is done.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.access.roles import Role
from petruk.appraisal.models import (
    HOLDS_A_SLOT,
    Assessment,
    AssessmentQuerySet,
    PanelMember,
    PanelScore,
    PanelSheet,
    Period,
)
from petruk.appraisal.queries.panelist import ROLL, SheetState, Turn, judged, panels_of
from petruk.appraisal.queries.periods import periods
from petruk.core.panel import PanelResult, Sheet, evaluate
from petruk.core.recusal import Conflict, Judge, Judged, conflict
from petruk.core.scoring import PanelSheets
from petruk.people.models import Mandate, User
from petruk.people.queries import in_force

PanelsOf = dict[str, PanelSheets]
"""What one candidate was given, by the code of the indicator; as ``core.scoring.score`` takes it."""


@dataclass(frozen=True)
class Candidate:
    """A candidate as duties are counted: the row's key, and what the rules of recusal need."""

    assessment_id: int
    judged: Judged
    unit_path: str


@dataclass(frozen=True)
class Seat:
    """One member of a panel and his whole list. ``paths``: the subtrees in which he holds a mandate today."""

    member: PanelMember
    paths: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def active(self) -> bool:
        return self.member.released_at is None and bool(self.paths)

    @property
    def handed_in(self) -> int:
        return self.count(SheetState.HANDED_IN)

    @property
    def recused(self) -> int:
        return self.count(SheetState.RECUSED, SheetState.BARRED)

    @property
    def waiting(self) -> int:
        """How many candidates still wait for him; nobody waits for who is no longer in the panel."""
        return self.count(SheetState.WAITING, SheetState.DRAFT) if self.active else 0

    @property
    def competes(self) -> bool:
        return any(turn.conflict in {Conflict.SELF, Conflict.RIVAL} for turn in self.turns)

    def count(self, *states: SheetState) -> int:
        return sum(1 for turn in self.turns if turn.state in states)


@dataclass(frozen=True)
class Progress:
    """How far a panel is. ``unscored``: candidates for whom no sheet is handed in."""

    seats: tuple[Seat, ...]
    candidates: tuple[Candidate, ...]
    unscored: int

    @property
    def waiting(self) -> int:
        return sum(seat.waiting for seat in self.seats)

    @property
    def complete(self) -> bool:
        """Whether every member has done what he can, third opinions apart, and every candidate has a sheet."""
        at_work = any(seat.waiting for seat in self.seats if not seat.member.asked_only)
        return bool(self.candidates) and not at_work and not self.unscored

    @property
    def asked(self) -> frozenset[int]:
        """The assessments for which a third opinion is asked and not given yet."""
        third = (seat for seat in self.seats if seat.active and seat.member.asked_only)
        return frozenset(turn.assessment_id for seat in third for turn in seat.turns if turn.state.is_open)


@dataclass(frozen=True)
class Outcome:
    """What the panel says of one candidate: for each panel of the instrument the means, None without a sheet."""

    assessment: Assessment
    results: tuple[PanelResult | None, ...]

    @property
    def asks_third(self) -> bool:
        return any(result is not None and result.asks_third for result in self.results)


def panel_periods(authority: Authority) -> list[Period]:
    """Return the announced periods whose instrument has a panel, the latest first."""
    if not authority.has(P.RANKING_VIEW):
        return []
    return [period for period in periods(authority).filter(published_at__isnull=False) if panels_of(period)]


def panelists(authority: Authority, text: str, *, on: date) -> QuerySet[User]:
    """Return the active accounts that hold the role of a panelist on a day, by name."""
    held = in_force(Mandate.objects.visible_to(authority, P.PANEL_MANAGE), on=on)
    able = Exists(held.filter(user=OuterRef("pk"), role=Role.PANELIST))
    found = User.objects.filter(able, is_active=True).select_related("employee__placement__unit")
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word))
    return found.order_by("name", "pk")


def members(authority: Authority, period: Period) -> QuerySet[PanelMember]:
    """Return everybody who sits or sat in the panel, in the order of appointment."""
    if not authority.has(P.RANKING_VIEW):
        return PanelMember.objects.none()
    return PanelMember.objects.filter(period=period).select_related("user__employee__placement__unit")


def candidates_of_panel(authority: Authority, period: Period) -> AssessmentQuerySet:
    """Return the nominees of a period within reach, in the order of the units."""
    found = Assessment.objects.visible_to(authority, P.RANKING_VIEW).filter(HOLDS_A_SLOT, period=period)
    return found.select_related("period__instrument", "employee", "unit").order_by("unit__path", "employee__name", "pk")


def progress(authority: Authority, period: Period, *, on: date) -> Progress:
    """Return how far the panel is with the candidates within reach, in three queries."""
    rows = candidates_of_panel(authority, period).values_list(*ROLL)
    candidates = tuple(Candidate(pk, judged(person, unit, place), unit) for pk, person, unit, place in rows)
    held = in_force(Mandate.objects.filter(role=Role.PANELIST, user=OuterRef("user"), user__is_active=True), on=on)
    sitting = members(authority, period).annotate(held=ArraySubquery(held.values("unit__path")))
    sheets = _sheets(authority, period)
    seats = tuple(_seat(each, tuple(each.held), candidates, sheets) for each in sitting)
    scored = {assessment for (_member, assessment), sheet in sheets.items() if sheet.submitted_at}
    return Progress(seats, candidates, sum(1 for each in candidates if each.assessment_id not in scored))


def _sheets(authority: Authority, period: Period) -> dict[tuple[int, int], PanelSheet]:
    if not authority.has(P.RANKING_VIEW):
        return {}
    return {(each.member_id, each.assessment_id): each for each in PanelSheet.objects.filter(member__period=period)}


def _seat(
    member: PanelMember,
    paths: tuple[str, ...],
    candidates: Sequence[Candidate],
    sheets: Mapping[tuple[int, int], PanelSheet],
) -> Seat:
    employee = member.user.employee
    place = employee.placement if employee else None
    competes = any(each.judged.employee_id == member.user.employee_id for each in candidates)
    judge = Judge(member.user.employee_id, place.unit.path if place else "", competes)
    turns = (
        Turn(each.assessment_id, conflict(judge, each.judged), sheets.get((member.pk, each.assessment_id)))
        for each in candidates
        if _is_his(member, paths, each, sheets)
    )
    return Seat(member, paths, tuple(turns))


def _is_his(
    member: PanelMember,
    paths: tuple[str, ...],
    candidate: Candidate,
    sheets: Mapping[tuple[int, int], PanelSheet],
) -> bool:
    """Say whether a candidate is on the list of a member; what he has begun is, even when he may not go on."""
    sheet = sheets.get((member.pk, candidate.assessment_id))
    if sheet is not None:
        return True
    return not member.asked_only and candidate.unit_path.startswith(paths or ("-",))


def sheets_of(authority: Authority, period: Period) -> dict[int, PanelsOf]:
    """Return, for each candidate within reach (by the key of his assessment), what ``core.scoring.score`` needs.

    Only sheets that were handed in count, and only once the panel is locked: before that nothing is returned, so
    that no ranking tells what the panelists are still to decide on their own.
    """
    if period.panel_locked_at is None or not authority.has(P.RANKING_VIEW):
        return {}
    return _handed_in(period, list(candidates_of_panel(authority, period).values_list("pk", flat=True)))


def outcomes(authority: Authority, period: Period, assessments: Sequence[Assessment]) -> list[Outcome]:
    """Return the means of these candidates, who came through a scope; nothing before the panel is locked."""
    if period.panel_locked_at is None or not (authority.has(P.RANKING_VIEW) or authority.has(P.PANEL_SCORE)):
        return []
    return _outcomes(period, assessments)


def wide_spreads(authority: Authority, period: Period, progress_now: Progress) -> list[Outcome]:
    """Return the candidates of whom the agency should ask a third opinion, with the aspects that are far apart.

    Nothing while anybody still scores the whole list; and no candidate of whom a third is already asked.
    """
    if not authority.has(P.PANEL_MANAGE) or period.panel_locked_at or not progress_now.complete:
        return []
    free = candidates_of_panel(authority, period).exclude(pk__in=progress_now.asked)
    return [each for each in _outcomes(period, list(free)) if each.asks_third]


def _outcomes(period: Period, assessments: Sequence[Assessment]) -> list[Outcome]:
    given = _handed_in(period, [assessment.pk for assessment in assessments])
    panels = panels_of(period)
    return [
        Outcome(
            assessment,
            tuple(evaluate(panel, given.get(assessment.pk, {}).get(panel.code, _NOTHING).sheets) for panel in panels),
        )
        for assessment in assessments
    ]


_NOTHING = PanelSheets(())


def _handed_in(period: Period, assessments: Collection[int]) -> dict[int, PanelsOf]:
    """Return the sheets that were handed in about these candidates, in one query."""
    rows = PanelScore.objects.filter(sheet__assessment__in=assessments, sheet__submitted_at__isnull=False)
    rows = rows.filter(sheet__member__period=period)
    by_sheet: dict[tuple[int, int], dict[str, int]] = {}
    columns = ("sheet__assessment", "sheet", "aspect", "points")
    for assessment, sheet, aspect, points in rows.order_by("sheet").values_list(*columns):
        by_sheet.setdefault((assessment, sheet), {})[aspect] = points
    grouped: dict[int, list[Sheet]] = {}
    for (assessment, _sheet), points in by_sheet.items():
        grouped.setdefault(assessment, []).append(points)
    return {assessment: _by_panel(period, sheets) for assessment, sheets in grouped.items()}


def _by_panel(period: Period, sheets: Iterable[Sheet]) -> PanelsOf:
    kept = tuple(sheets)
    return {
        panel.code: PanelSheets(tuple({each.code: sheet[each.code] for each in panel.aspects} for sheet in kept))
        for panel in panels_of(period)
    }
