"""From the ranking to the winners: propose, decide, announce, revoke. The ranking proposes, people decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_alone
from petruk.appraisal.actions.windows import window_end
from petruk.appraisal.models import Award, AwardQuerySet, Period, Result
from petruk.appraisal.queries.ranking import Place, contestants, ranked
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.models import Unit

STANDING = (Award.State.PROPOSED, Award.State.DECIDED)


class CannotAward(Refusal):
    """The awards stay as they are."""


class ReasonWanted(CannotAward):
    """Somebody other than the first is chosen, and nobody said why."""

    def __init__(self) -> None:
        super().__init__(_("Say why this person is chosen and not the first of the ranking."))


@dataclass(frozen=True)
class _First:
    unit_id: int | None
    place: Place
    result: Result


@transaction.atomic
def propose(period: Period, *, at: datetime, by: Authority) -> list[Award]:
    """Propose the first of each unit and of all. What is decided stays; what is only proposed follows the ranking."""
    by.require(Permission.RESULT_DECIDE)
    period = _held_sealed(period)
    standing = {award.unit_id: award for award in _awards(period).filter(state__in=STANDING)}
    changed = []
    for first in _firsts(period, by):
        award = standing.get(first.unit_id) or Award(period=period, unit_id=first.unit_id)
        recorded = (award.result_id, award.place, award.explanation)
        if award.state == Award.State.PROPOSED and recorded != (
            first.result.pk,
            first.place.number,
            first.place.because,
        ):
            award.result, award.place, award.explanation = first.result, first.place.number, first.place.because
            award.save()
            changed.append(award)
    told = [{"award": award.public_id, "result": award.result.public_id} for award in changed]
    record("period.awards_proposed", period, by=by, proposed_at=at.isoformat(), awards=told)
    return changed


@transaction.atomic
def decide(award: Award, result: Result, *, reason: str, at: datetime, by: Authority) -> Award:
    """Choose the winner among the sealed results of a proposed award. Raises ``CannotAward``."""
    by.require(Permission.RESULT_DECIDE)
    period = _held_sealed(award.period)
    award = _awards(period).visible_to(by, Permission.RESULT_DECIDE).select_for_update(of=("self",)).get(pk=award.pk)
    if award.state != Award.State.PROPOSED:
        raise CannotAward(_("This award is already decided or revoked. Open the list of awards again."))
    place = _place(period, award.unit, result, by)
    if place.number > 1 and not reason.strip():
        raise ReasonWanted
    award.result = Result.objects.visible_to(by, Permission.RESULT_DECIDE).get(public_id=place.who.ref)
    award.place, award.explanation = place.number, place.because
    award.reason, award.state = reason.strip(), Award.State.DECIDED
    award.decided_at, award.decided_by = at, by.name
    award.save()
    sealed = {"result": place.who.ref, "sha256": award.result.sha256}
    record("award.decided", award, by=by, choice=sealed, place=award.place, reason=award.reason)
    return award


@transaction.atomic
def revoke(award: Award, *, reason: str, at: datetime, by: Authority) -> Award:
    """Take an award back, decided or only proposed; it stays with its reason, and another may be proposed."""
    by.require(Permission.RESULT_DECIDE)
    period = hold_alone(award.period_id)
    award = _awards(period).visible_to(by, Permission.RESULT_DECIDE).select_for_update(of=("self",)).get(pk=award.pk)
    if award.state == Award.State.REVOKED:
        raise CannotAward(_("This award is already revoked."))
    if not reason.strip():
        raise CannotAward(_("Say why the award is revoked."))
    before = {"state": award.state, "result": award.result.public_id}
    award.state = Award.State.REVOKED
    award.revoked_at, award.revoked_by, award.revoked_because = at, by.name, reason.strip()
    award.save()
    record("award.revoked", award, by=by, before=before, reason=award.revoked_because)
    return award


@transaction.atomic
def announce(period: Period, *, at: datetime, by: Authority) -> Period:
    """Let officers, heads and winners see the awards. Raises ``CannotAward`` while one of them is not decided.

    From the day after, employees have the working days of the instrument to object.
    """
    by.require(Permission.RESULT_DECIDE)
    period = _held_sealed(period)
    if period.announced_at is not None:
        raise CannotAward(_("The winners of this period are already announced."))
    standing = list(_awards(period).filter(state__in=STANDING).select_related("result"))
    if not standing or any(award.state == Award.State.PROPOSED for award in standing):
        raise CannotAward(_("Decide every proposed award first, or revoke those that are not given."))
    if any(award.result.superseded_at for award in standing):
        raise CannotAward(_("An award points to a result that was replaced. Revoke it and decide anew."))
    period.announced_at, period.objections_close_at = at, window_end(period, at, by=by)
    period.save(update_fields=["announced_at", "objections_close_at"])
    until = period.objections_close_at.isoformat()
    record(
        "period.announced", period, by=by, announced_at=at.isoformat(), awards=len(standing), objections_close_at=until
    )
    return period


def _held_sealed(period: Period) -> Period:
    period = hold_alone(period.pk)
    if period.sealed_at is None:
        raise CannotAward(_("Seal the results first. Before that the ranking is only provisional."))
    return period


def _awards(period: Period) -> AwardQuerySet:
    return Award.objects.filter(period=period).select_related("unit", "result")


def _firsts(period: Period, by: Authority) -> Iterator[_First]:
    """Return the first of all, and the first of each unit."""
    people = contestants(by, period, permission=Permission.RESULT_DECIDE)
    groups: dict[int | None, list[Place]] = {None: list(ranked(period, people)[:1])}
    for unit in dict.fromkeys(each.unit_id for each in people):
        groups[unit] = list(ranked(period, [each for each in people if each.unit_id == unit])[:1])
    refs = [place.who.ref for places in groups.values() for place in places]
    rows = Result.objects.visible_to(by, Permission.RESULT_DECIDE).filter(public_id__in=refs)
    results = {result.public_id: result for result in rows.defer("content")}
    for unit_id, places in groups.items():
        for place in places:
            yield _First(unit_id, place, results[place.who.ref])


def _place(period: Period, unit: Unit | None, result: Result, by: Authority) -> Place:
    """Return where a result stands in the contest of an award. Raises ``CannotAward`` when it takes no part in it."""
    people = contestants(by, period, unit.path if unit else "", Permission.RESULT_DECIDE)
    within = [each for each in people if unit is None or each.unit_id == unit.pk]
    for place in ranked(period, within):
        if place.who.ref == result.public_id:
            return place
    raise CannotAward(_("This result takes no part here, or was replaced by a newer version."))
