"""Decided awards of which the ranking no longer says what it said when they were decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from petruk.access.authority import Authority
from petruk.appraisal.models import Award, Period
from petruk.appraisal.queries.ranking import Place, contestants, ranked


@dataclass(frozen=True)
class Moved:
    """A decided award, where its winner stands ``now``, and who is the ``first``. What was recorded stays on record."""

    award: Award
    now: Place
    first: Place

    @property
    def name(self) -> str:
        return self.now.who.entry.name

    @property
    def replaced(self) -> bool:
        return self.now.who.ref != self.award.result.public_id

    @property
    def total(self) -> Decimal:
        return self.now.who.entry.total

    @property
    def fell_or_rose(self) -> bool:
        return self.now.number != self.award.place

    @property
    def reworded(self) -> bool:
        """Say whether he stands there for another reason, or above somebody else."""
        return self.now.because != self.award.explanation


def moved(authority: Authority, period: Period, awards: Iterable[Award]) -> dict[int, Moved]:
    """Return by award those that are decided and stand otherwise in the ranking of today.

    They came through ``every_award``. Ranked anew, with one query, is only where a result moved since.
    """
    decided = [award for award in awards if award.state == Award.State.DECIDED and vars(award)["stirred"]]
    people = contestants(authority, period) if decided else []
    found = {}
    for award in decided:
        within = [each for each in people if award.unit_id in {None, each.unit_id}]
        places = ranked(period, within)
        winner = award.result.summary["candidate"]
        now = next((place for place in places if place.who.entry.public_id == winner), None)
        if now is not None:
            stands = Moved(award, now, places[0])
            if stands.replaced or stands.fell_or_rose or stands.reworded:
                found[award.pk] = stands
    return found
