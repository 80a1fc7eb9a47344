"""Why a sealed result is what it is, where it stands, and how firm a first place is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.content import Content
from petruk.appraisal.models import Period, Result
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.ranking import Contestant, chain_of, contestants, ranked
from petruk.appraisal.queries.sealed import opened
from petruk.core.firmness import Firmness, firmness
from petruk.core.why import Explained, explain, total_sentence


@dataclass(frozen=True)
class Standing:
    """The place of a result among others. ``unit`` is empty for the whole government; only a winner has firmness."""

    unit: str
    place: int
    people: int
    because: str
    tied: bool
    firmness: Firmness | None


@dataclass(frozen=True)
class Why:
    """A result explained. ``total`` is a sentence; an instrument without points has no total to show."""

    content: Content
    explained: tuple[Explained, ...]
    total: str

    @property
    def has_total(self) -> bool:
        return Decimal(self.content["maximum"]) > 0


def why(authority: Authority, result: Result) -> Why:
    """Explain a result that came through the caller's scope, from its sealed bytes alone."""
    whole = opened(result)
    facts: dict[str, list[Mapping[str, Any]]] = {}
    for fact in whole["facts"]:
        known = {**fact, "imported_on": _day(fact["imported_at"])}
        facts.setdefault(fact["indicator"], []).append(known)
    explained = tuple(explain(line, facts.get(line["code"], [])) for line in whole["lines"])
    total = total_sentence(whole["lines"], Decimal(whole["total"]), Decimal(whole["maximum"]))
    return Why(whole, explained, total)


def standings(authority: Authority, result: Result) -> tuple[Standing, ...]:
    """Return the place in the unit and in the whole government, as far as this person may see the others there.

    Until the winners are announced only the agency and the inspector may. A version that was replaced stands nowhere.
    """
    if result.superseded_at is not None:
        return ()
    return tuple(_standings(authority, result))


def _standings(authority: Authority, result: Result) -> Iterator[Standing]:
    period, unit = result.assessment.period, result.assessment.unit
    permission = P.RANKING_VIEW
    if period.announced_at is not None and not authority.covers(permission, unit.path):
        permission = P.ASSESSMENT_VIEW
    if authority.covers(permission, unit.path):
        within = contestants(authority, period, unit.path, permission)
        yield _standing(period, result, [each for each in within if each.unit_id == unit.pk], unit.name)
    if authority.reaches_top(P.RANKING_VIEW):
        yield _standing(period, result, contestants(authority, period), "")


def _standing(period: Period, result: Result, people: list[Contestant], unit: str) -> Standing:
    places = ranked(period, people)
    place = next(each for each in places if each.who.ref == result.public_id)
    firm = None
    if place.number == 1:
        firm = firmness(parsed(period.instrument), [each.entry for each in people], chain_of(period))
    return Standing(unit, place.number, len(places), place.because, place.tied, firm)


def _day(at: str) -> str:
    return timezone.localtime(datetime.fromisoformat(at)).date().isoformat()
