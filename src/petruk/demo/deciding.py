"""Bring the closed period of the demo to its announced winners, by the acts of heads and of the agency."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from petruk.access.authority import ROOT_PATH, Authority, Grant
from petruk.access.roles import Role
from petruk.appraisal.actions import awards, deciding, sealing
from petruk.appraisal.queries.deciding import signs_for, to_decide
from petruk.appraisal.queries.periods import periods
from petruk.appraisal.queries.ranking import every_award
from petruk.core.lifecycle import Actor, State
from petruk.documents.actions import sheets


@dataclass(frozen=True)
class Days:
    """When the heads confirmed, the agency verified, and the agency announced."""

    confirmed_at: datetime
    verified_at: datetime
    announced_at: datetime


def decide(name: str, days: Days, *, by: Authority) -> None:
    """Confirm and verify what was handed in for the period of this name, seal it, announce the first of each unit."""
    period = periods(by).get(name=name)
    agency = _somebody("Bidang Penilaian Kinerja", Role.AGENCY_ADMIN)
    for assessment in to_decide(by, Actor.AGENCY).filter(period=period, state=State.SUBMITTED):
        decision = deciding.Decision(assessment.version, {})
        signs = signs_for(by, assessment, on=timezone.localdate(days.confirmed_at))
        head = _somebody(signs.employee.titled_name if signs else "Kepala perangkat daerah", Role.UNIT_HEAD)
        confirmed = sheets.confirm(assessment, decision, at=days.confirmed_at, by=head)
        deciding.verify(confirmed, version=confirmed.version, at=days.verified_at, by=agency)
    sealing.seal(period, at=days.announced_at, by=agency)
    for award in awards.propose(period, at=days.announced_at, by=agency):
        awards.decide(award, award.result, reason="", at=days.announced_at, by=agency)
    awards.announce(period, at=days.announced_at, by=agency)


def winner_of(name: str, unit: str, *, by: Authority) -> str:
    """Return the NIP of the winner of a unit, given its code, in the period of this name."""
    given = every_award(by).filter(period__name=name, unit__code=unit)
    return str(given.get().result.assessment.employee.nip)


def _somebody(name: str, role: Role) -> Authority:
    """Return the authority of somebody who acted before the demo's accounts were made."""
    return Authority(ref=f"demo-{role}", name=name, grants=(Grant(role, ROOT_PATH),))
