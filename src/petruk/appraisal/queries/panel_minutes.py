"""The minutes of a panel (berita acara) as data: who took part, who stood aside and why, when, and what it gave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Assessment, PanelMember, PanelSheet, Period
from petruk.appraisal.queries.panel import Outcome, candidates_of_panel, members, outcomes
from petruk.appraisal.queries.panelist import panels_of
from petruk.core.panel import GroupResult


@dataclass(frozen=True)
class Participant:
    """A member of the panel. Days are of this installation's calendar; ``asked_only``: sat for a third opinion."""

    name: str
    post: str
    unit: str
    appointed_on: date
    released_on: date | None
    released_because: str
    asked_only: bool
    handed_in: int
    recused: int


@dataclass(frozen=True)
class Recusal:
    """Somebody who did not judge a candidate, and why."""

    panelist: str
    candidate: str
    reason: str
    on: date


@dataclass(frozen=True)
class Means:
    """One aspect: the mean of the panelists with two decimals, and how far apart they were."""

    title: str
    mean: Decimal
    maximum: int
    lowest: int
    highest: int
    wide: bool


@dataclass(frozen=True)
class GroupMeans:
    title: str
    total: Decimal
    shown: Decimal
    maximum: int
    aspects: tuple[Means, ...]


@dataclass(frozen=True)
class CandidateMeans:
    """What the panel gave one candidate: ``total`` of ``maximum``, ``shown`` on the displayed scale.

    Name, post and unit are those of the frozen sheet. ``panelists`` is the number of sheets behind the means.
    """

    assessment_ref: str
    name: str
    nip: str
    post: str
    unit: str
    panelists: int
    groups: tuple[GroupMeans, ...]
    total: Decimal
    shown: Decimal
    maximum: int


@dataclass(frozen=True)
class Minutes:
    """The minutes of a locked panel. The first and last day are those of the sheets that were handed in."""

    period: str
    instrument: str
    instrument_sha256: str
    first_sheet_on: date | None
    last_sheet_on: date | None
    locked_at: datetime
    locked_by: str
    participants: tuple[Participant, ...]
    recusals: tuple[Recusal, ...]
    candidates: tuple[CandidateMeans, ...]


def minutes(authority: Authority, period: Period) -> Minutes | None:
    """Return the minutes of a panel, in four queries; None before it is locked, or for who may not read them."""
    if period.panel_locked_at is None or not authority.has(P.RANKING_VIEW):
        return None
    nominees = list(candidates_of_panel(authority, period))
    sheets = list(_sheets(period, nominees))
    days = sorted(_day(sheet.submitted_at) for sheet in sheets if sheet.submitted_at)
    return Minutes(
        period=period.name,
        instrument=period.instrument.title,
        instrument_sha256=period.instrument.sha256,
        first_sheet_on=days[0] if days else None,
        last_sheet_on=days[-1] if days else None,
        locked_at=period.panel_locked_at,
        locked_by=period.panel_locked_by,
        participants=tuple(_participant(each, sheets) for each in members(authority, period)),
        recusals=tuple(_recusal(sheet) for sheet in sheets if sheet.recused_because),
        candidates=tuple(candidate_means(each) for each in outcomes(authority, period, nominees)),
    )


def candidate_means(outcome: Outcome) -> CandidateMeans:
    """Return the means of one candidate as they are read and printed."""
    found = [result for result in outcome.results if result is not None]
    person = _person(outcome.assessment)
    return CandidateMeans(
        assessment_ref=outcome.assessment.public_id,
        name=person["name"],
        nip=person["nip"],
        post=person["position"],
        unit=person["unit"],
        panelists=max((result.panelists for result in found), default=0),
        groups=tuple(_group(group) for result in found for group in result.groups),
        total=sum((result.total for result in found), Decimal(0)),
        shown=sum((result.shown for result in found), Decimal(0)),
        maximum=sum(int(panel.top) for panel in panels_of(outcome.assessment.period)),
    )


def _person(assessment: Assessment) -> Mapping[str, str]:
    """Return who a nominee was when he was handed in; whoever holds a slot has a frozen sheet."""
    return dict((assessment.sheet or {})["person"])


def _sheets(period: Period, nominees: Sequence[Assessment]) -> Iterable[PanelSheet]:
    rows = PanelSheet.objects.filter(member__period=period, assessment__in=[each.pk for each in nominees])
    return rows.select_related("member__user__employee", "assessment").order_by(
        "assessment__unit__path", "member", "pk"
    )


def _name(member: PanelMember) -> str:
    """Return the name of a panelist with his titles, if the register knows him."""
    employee = member.user.employee
    return employee.titled_name if employee else member.user.name


def _participant(member: PanelMember, sheets: Iterable[PanelSheet]) -> Participant:
    employee = member.user.employee
    place = employee.placement if employee else None
    own = [sheet for sheet in sheets if sheet.member_id == member.pk]
    return Participant(
        name=_name(member),
        post=place.position if place else "",
        unit=place.unit.name if place else "",
        appointed_on=_day(member.appointed_at),
        released_on=_day(member.released_at) if member.released_at else None,
        released_because=member.released_because,
        asked_only=member.asked_only,
        handed_in=sum(1 for sheet in own if sheet.submitted_at),
        recused=sum(1 for sheet in own if sheet.recused_because),
    )


def _recusal(sheet: PanelSheet) -> Recusal:
    candidate = _person(sheet.assessment)["name"]
    return Recusal(_name(sheet.member), candidate, sheet.recused_because, _day(sheet.changed_at))


def _group(result: GroupResult) -> GroupMeans:
    aspects = tuple(
        Means(each.aspect.title, each.mean, each.aspect.maximum, each.lowest, each.highest, each.wide)
        for each in result.aspects
    )
    return GroupMeans(result.group.title, result.total, result.shown, result.group.maximum, aspects)


def _day(at: datetime) -> date:
    return timezone.localdate(at)
