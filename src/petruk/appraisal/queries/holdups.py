"""How far each unit is on the road of a period, at which step it stands still, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Subquery, When

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Assessment, Period
from petruk.core.lifecycle import State
from petruk.people.models import Placement, Unit


class Step(StrEnum):
    """Where the nominees of a unit stand, in the order of the road."""

    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    VERIFIED = "verified"


STEP_OF: Mapping[State, Step] = {state: Step(state) for state in State if state is not State.WITHDRAWN}
"""What was withdrawn is as if it had not begun."""


@dataclass(frozen=True)
class Pile:
    """How many nominees of a unit stand at one step, and since when the first does."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class UnitRoad:
    """One unit of a period. ``wanted`` is how many nominees it may have: no more than it has people."""

    unit: Unit
    wanted: int
    piles: Mapping[Step, Pile]

    @property
    def stuck(self) -> Step | None:
        """Return the step that has waited longest; None when nothing waits any more."""
        waiting = [(pile.since, step) for step, pile in self.piles.items() if step is not Step.VERIFIED and pile.since]
        return min(waiting)[1] if waiting else None

    @property
    def since(self) -> datetime | None:
        return self.piles[self.stuck].since if self.stuck else None


def unit_roads(authority: Authority, period: Period, *, at: datetime) -> list[UnitRoad]:
    """Return the units with people that this person verifies, those that have waited longest first."""
    placed = Placement.objects.visible_to(authority, P.ASSESSMENT_VERIFY).filter(ended_on=None, unit=OuterRef("pk"))
    people = placed.order_by().values("unit").annotate(number=Count("pk")).values("number")
    units = Unit.objects.visible_to(authority, P.ASSESSMENT_VERIFY).filter(active=True)
    peopled: Iterable[Any] = units.annotate(people=Subquery(people, output_field=IntegerField())).filter(people__gt=0)
    piles = _piles(authority, period)
    roads = [_road(unit, unit.people, piles.get(unit.pk, {}), period) for unit in peopled]
    return sorted(roads, key=lambda road: (road.since is None, road.since or at))


def together(roads: Iterable[UnitRoad]) -> dict[Step, Pile]:
    """Add up the piles of all units."""
    known = list(roads)
    return {step: _sum([road.piles[step] for road in known]) for step in Step}


def _sum(piles: list[Pile]) -> Pile:
    return Pile(sum(pile.count for pile in piles), min((pile.since for pile in piles if pile.since), default=None))


def _piles(authority: Authority, period: Period) -> dict[int, dict[Step, Pile]]:
    """Return by unit how many assessments stand in which state, and the earliest moment at which one came there."""
    moment = Case(
        When(state=State.SUBMITTED, then=F("submitted_at")),
        When(state=State.CONFIRMED, then=F("confirmed_at")),
        When(state=State.VERIFIED, then=F("verified_at")),
        default=F("changed_at"),
    )
    rows = Assessment.objects.visible_to(authority, P.ASSESSMENT_VERIFY).filter(period=period)
    grouped = (
        rows.exclude(state=State.WITHDRAWN).values_list("unit", "state").annotate(count=Count("pk"), since=Min(moment))
    )
    piles: dict[int, dict[Step, Pile]] = {}
    for unit, state, count, since in grouped.order_by():
        piles.setdefault(unit, {})[STEP_OF[State(state)]] = Pile(count, since)
    return piles


def _road(unit: Unit, people: int, piles: Mapping[Step, Pile], period: Period) -> UnitRoad:
    wanted = min(period.nominees_per_unit, people)
    lacking = wanted - sum(pile.count for pile in piles.values())
    begun = {step: piles.get(step, Pile()) for step in Step}
    if lacking > 0:
        begun[Step.NOT_BEGUN] = Pile(lacking, period.opens_at)
    return UnitRoad(unit, wanted, begun)
