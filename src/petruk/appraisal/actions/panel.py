"""What the agency does with the panel of a period: appoint, release, ask for a third opinion, lock."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_alone
from petruk.appraisal.models import Assessment, PanelMember, PanelScore, PanelSheet, Period
from petruk.appraisal.queries import panel as queries
from petruk.appraisal.queries.panel_obstacles import obstacle_to_appoint, obstacle_to_ask, obstacle_to_lock
from petruk.appraisal.queries.panelist import SheetState
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.recusal import Conflict
from petruk.people.models import User

BARRED = {
    Conflict.SELF: "Dirinya sendiri yang dinilai.",
    Conflict.RIVAL: "Kandidat pada periode yang sama.",
    Conflict.OWN_UNIT: "Unit kerja sendiri, di atasnya, atau di bawahnya.",
}
"""What the minutes say where the rules, not the panelist, kept him from judging: words of the paper."""


class CannotChangePanel(Refusal):
    """The panel stays as it is."""


@transaction.atomic
def appoint(period: Period, user: User, *, at: datetime, by: Authority) -> PanelMember:
    """Let a panelist score every candidate of the period. Who was released comes back to his own sheets."""
    period = _unlocked(period, by)
    obstacle = obstacle_to_appoint(by, period, user, on=timezone.localdate(at))
    if obstacle:
        raise CannotChangePanel(obstacle)
    return _join(period, user, asked_only=False, at=at, by=by)


@transaction.atomic
def release(member: PanelMember, *, reason: str, at: datetime, by: Authority) -> PanelMember:
    """Let a panelist go: he is out at his next request. What he handed in still counts, his drafts do not."""
    period = _unlocked(member.period, by)
    member = PanelMember.objects.select_related("user").get(pk=member.pk, period=period)
    if member.released_at is not None:
        raise CannotChangePanel(_("%(name)s has left the panel already.") % {"name": member.user.name})
    member.released_at, member.released_because = at, reason
    member.save(update_fields=["released_at", "released_because"])
    record("panel.released", member, by=by, period=period.public_id, user=member.user.public_id, reason=reason)
    return member


@transaction.atomic
def ask_third(assessment: Assessment, user: User, *, at: datetime, by: Authority) -> PanelSheet:
    """Ask a panelist who has not judged a candidate for his opinion, where those who have are far apart."""
    period = _unlocked(assessment.period, by)
    on = timezone.localdate(at)
    wide = queries.wide_spreads(by, period, queries.progress(by, period, on=on))
    if assessment.pk not in {outcome.assessment.pk for outcome in wide}:
        raise CannotChangePanel(_("No third opinion is needed for this candidate now."))
    obstacle = obstacle_to_ask(by, period, user, on=on)
    if obstacle:
        raise CannotChangePanel(obstacle)
    member = _join(period, user, asked_only=True, at=at, by=by)
    if PanelSheet.objects.filter(member=member, assessment=assessment).exists():
        raise CannotChangePanel(_("%(name)s has judged this candidate already, or stood aside.") % {"name": user.name})
    sheet = PanelSheet.objects.create(member=member, assessment=assessment, version=0, asked_at=at, changed_at=at)
    if _conflict(period, sheet, by, at):
        raise CannotChangePanel(_("%(name)s works in one line with the unit of this candidate.") % {"name": user.name})
    record("panel.third_asked", member, by=by, period=period.public_id, assessment=assessment.public_id)
    return sheet


@transaction.atomic
def lock(period: Period, *, at: datetime, by: Authority) -> Period:
    """Close the panel for good. Those whom the rules kept from judging stand aside by name, for the minutes."""
    period = _unlocked(period, by)
    progress = queries.progress(by, period, on=timezone.localdate(at))
    obstacle = obstacle_to_lock(by, period, progress, at=at)
    if obstacle:
        raise CannotChangePanel(obstacle)
    _write_recusals(progress, at)
    period.panel_locked_at, period.panel_locked_by = at, by.name
    period.save(update_fields=["panel_locked_at", "panel_locked_by"])
    record("panel.locked", period, by=by, candidates=len(progress.candidates), waiting=progress.waiting)
    return period


def _unlocked(period: Period, by: Authority) -> Period:
    """Return the period for changing its panel; no sheet is handed in meanwhile."""
    by.require(Permission.PANEL_MANAGE)
    period = hold_alone(period.pk)
    if period.panel_locked_at is not None:
        raise CannotChangePanel(_("The panel of this period is locked; nothing of it changes any more."))
    return period


def _join(period: Period, user: User, *, asked_only: bool, at: datetime, by: Authority) -> PanelMember:
    known = PanelMember.objects.filter(period=period, user=user).first()
    if known and known.asked_only and asked_only and known.released_at is None:
        return known
    member = known or PanelMember(period=period, user=user)
    member.appointed_at, member.released_at, member.released_because = at, None, ""
    member.asked_only = asked_only
    member.save()
    record("panel.appointed", member, by=by, period=period.public_id, user=user.public_id, asked_only=asked_only)
    return member


def _conflict(period: Period, sheet: PanelSheet, by: Authority, at: datetime) -> Conflict | None:
    for seat in queries.progress(by, period, on=timezone.localdate(at)).seats:
        if seat.member.pk == sheet.member_id:
            return next(turn.conflict for turn in seat.turns if turn.assessment_id == sheet.assessment_id)
    return None


def _write_recusals(progress: queries.Progress, at: datetime) -> None:
    for seat in progress.seats:
        for turn in seat.turns if seat.active else ():
            if turn.state is not SheetState.BARRED or turn.conflict is None:
                continue
            sheet = turn.sheet or PanelSheet(member=seat.member, assessment_id=turn.assessment_id)
            PanelScore.objects.filter(sheet__member=seat.member, sheet__assessment=turn.assessment_id).delete()
            sheet.recused_because, sheet.changed_at = BARRED[turn.conflict], at
            sheet.save()
