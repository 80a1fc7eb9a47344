"""Whose turn it is in a period, by name: resolved from the mandates of the day, so that none of yesterday is reminded.

Source: docs/rules/reminders.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Period
from petruk.appraisal.queries.deciding import DEEDS
from petruk.appraisal.queries.holdups import Step, unit_roads
from petruk.appraisal.queries.panel import progress
from petruk.appraisal.queries.panelist import panels_of
from petruk.appraisal.queries.periods import extensions, opening
from petruk.audit.queries import doers
from petruk.core.lifecycle import Actor, State
from petruk.people.models import Mandate, User
from petruk.people.queries import LEVEL, in_force

OFFICERS_STEPS = (Step.NOT_BEGUN, Step.DRAFT, Step.RETURNED)


@dataclass(frozen=True)
class Due:
    """What waits for somebody in one unit: how many at which step, since when, and until when it can be done.

    Without a step and a unit it is the list of a panelist.
    """

    count: int
    step: Step | None = None
    unit: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Hindrance:
    """One person for whom others wait, in one role."""

    user: User
    role: Role
    dues: tuple[Due, ...]

    @property
    def until(self) -> datetime | None:
        """Return the first moment at which something can no more be done."""
        return min((due.until for due in self.dues if due.until), default=None)


@dataclass(frozen=True)
class Hindrances:
    """Who holds up a period in one role, and the units whose turn is nobody's: no mandate, no account."""

    people: tuple[Hindrance, ...] = ()
    nobody: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Question:
    """What waits in a unit for whoever holds a role there or above, but for the candidate and who had a hand in it."""

    path: str
    due: Due
    candidate: int | None = None
    hands: Sequence[str] = ()

    def may(self, user: User) -> bool:
        himself = self.candidate is not None and user.employee_id == self.candidate
        return not himself and user.public_id not in self.hands


def hindrances(authority: Authority, period: Period, role: Role, *, at: datetime) -> Hindrances:
    """Return who holds up a period in a role, those with the most to do first."""
    if period.sealed_at is not None or period.published_at is None or not authority.has(P.ASSESSMENT_VERIFY):
        return Hindrances()
    return _ROLES[role](authority, period, at)


def _officers(authority: Authority, period: Period, at: datetime) -> Hindrances:
    """Return the officers of units that may still work and have not handed in all."""
    longer = list(extensions(authority, period))
    questions = []
    for road in unit_roads(authority, period, at=at):
        open_now = opening(period, road.unit.path, longer)
        if open_now.is_open(at):
            piles = ((step, road.piles[step]) for step in OFFICERS_STEPS)
            questions += [
                _Question(road.unit.path, Due(pile.count, step, road.unit.name, pile.since, open_now.closes_at))
                for step, pile in piles
                if pile.count
            ]
    return _asked(authority, Role.UNIT_OFFICER, questions, at)


def _heads(authority: Authority, period: Period, at: datetime) -> Hindrances:
    """Return the heads for whose confirmation something waits; where the head may not, the one above him."""
    rows = Assessment.objects.visible_to(authority, P.ASSESSMENT_VERIFY).filter(period=period, state=State.SUBMITTED)
    rows = rows.annotate(hands=doers(authority, Assessment, *DEEDS[Actor.UNIT_HEAD]))
    columns = ("unit__path", "unit__name", "employee", "submitted_at", "hands")
    questions = [
        _Question(path, Due(1, Step.SUBMITTED, name, since), candidate, hands)
        for path, name, candidate, since, hands in rows.order_by("unit__path", "submitted_at").values_list(*columns)
    ]
    return _asked(authority, Role.UNIT_HEAD, questions, at)


def _panelists(authority: Authority, period: Period, at: datetime) -> Hindrances:
    """Return the members of a panel that is not locked and waits for their sheets."""
    if period.panel_locked_at is not None or not authority.has(P.PANEL_MANAGE) or not panels_of(period):
        return Hindrances()
    seats = progress(authority, period, on=timezone.localdate(at)).seats
    late = [Hindrance(seat.member.user, Role.PANELIST, (Due(seat.waiting),)) for seat in seats if seat.waiting]
    return Hindrances(_sorted(late))


def _asked(authority: Authority, role: Role, questions: Iterable[_Question], at: datetime) -> Hindrances:
    holders = _holders(authority, role, at)
    dues: dict[int, list[Due]] = defaultdict(list)
    users: dict[int, User] = {}
    nobody: list[str] = []
    for question in questions:
        nearest = _nearest(holders, question)
        if not nearest:
            nobody.append(question.due.unit)
        for user in nearest:
            users[user.pk] = user
            dues[user.pk].append(question.due)
    people = (Hindrance(user, role, _together(dues[pk])) for pk, user in users.items())
    return Hindrances(_sorted(people), tuple(dict.fromkeys(nobody)))


def _holders(authority: Authority, role: Role, at: datetime) -> Mapping[str, list[User]]:
    """Return who holds a role today and can sign in, by the path of the unit of the mandate."""
    given = Mandate.objects.visible_to(authority, P.ASSESSMENT_VERIFY).filter(role=role, user__is_active=True)
    held = in_force(given, on=timezone.localdate(at)).select_related("user", "unit").order_by("user__name", "pk")
    holders: dict[str, list[User]] = defaultdict(list)
    for mandate in held:
        holders[mandate.unit.path].append(mandate.user)
    return holders


def _nearest(holders: Mapping[str, list[User]], question: _Question) -> list[User]:
    """Return who is asked: of those who may, those in the unit itself, else those of the nearest unit above."""
    for end in range(len(question.path), 0, -LEVEL):
        found = [user for user in holders.get(question.path[:end], ()) if question.may(user)]
        if found:
            return found
    return []


def _together(dues: Iterable[Due]) -> tuple[Due, ...]:
    """Add up what is the same step of the same unit, the earliest moment of each."""
    summed: dict[tuple[str, Step | None], Due] = {}
    for due in dues:
        key = (due.unit, due.step)
        before = summed.get(key)
        summed[key] = Due(before.count + due.count, due.step, due.unit, before.since, due.until) if before else due
    return tuple(summed.values())


def _sorted(people: Iterable[Hindrance]) -> tuple[Hindrance, ...]:
    return tuple(sorted(people, key=lambda each: (-sum(due.count for due in each.dues), each.user.name, each.user.pk)))


_ROLES: Mapping[Role, Callable[[Authority, Period, datetime], Hindrances]] = {
    Role.UNIT_OFFICER: _officers,
    Role.UNIT_HEAD: _heads,
    Role.PANELIST: _panelists,
}
REMINDED = tuple(_ROLES)
"""The roles that can hold a period up, in the order of the road."""
