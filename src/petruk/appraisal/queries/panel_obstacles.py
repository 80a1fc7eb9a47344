"""Why something cannot be done with a panel, in words; the pages say it beforehand, the actions hold to it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, PanelMember, Period
from petruk.appraisal.queries.panel import Progress, panelists
from petruk.appraisal.queries.panelist import panels_of
from petruk.appraisal.queries.periods import extensions
from petruk.people.models import User
from petruk.people.queries import authority_of


def known_obstacles(authority: Authority, period: Period, users: Iterable[User]) -> dict[int, str]:
    """Return, by the key of the account, why a panelist cannot join: he sits there, or is a candidate himself."""
    if not authority.has(P.PANEL_MANAGE):
        return {}
    asked = {user.pk: user for user in users}
    sitting = PanelMember.objects.filter(period=period, user__in=asked, released_at=None, asked_only=False)
    people = {user.employee_id for user in asked.values() if user.employee_id}
    competing = Assessment.objects.filter(HOLDS_A_SLOT, period=period, employee__in=people)
    rivals = set(competing.values_list("employee", flat=True))
    found = {
        pk: _("%(name)s is a candidate of this period and cannot judge his rivals.") % {"name": user.name}
        for pk, user in asked.items()
        if user.employee_id in rivals
    }
    here = _("%(name)s is in this panel already.")
    return found | {pk: here % {"name": asked[pk].name} for pk in sitting.values_list("user", flat=True)}


def obstacle_to_appoint(authority: Authority, period: Period, user: User, *, on: date) -> str:
    """Return why this account cannot join the panel, in words; nothing when it can."""
    if period.panel_locked_at is not None:
        return _("The panel of this period is locked.")
    if not panels_of(period):
        return _("The instrument of this period has no panel.")
    if not panelists(authority, "", on=on).filter(pk=user.pk).exists():
        return _("Only who holds the role of a panelist today can join. Give the mandate first.")
    return known_obstacles(authority, period, [user]).get(user.pk, "")


def obstacle_to_ask(authority: Authority, period: Period, user: User, *, on: date) -> str:
    """Return why this account cannot give a third opinion: he would have seen how the others differ, or joins not."""
    if authority_of(user, on=on).has(P.PANEL_MANAGE):
        return _("%(name)s manages the panel and sees how far it is apart. Ask somebody else.") % {"name": user.name}
    return obstacle_to_appoint(authority, period, user, on=on)


def obstacle_to_lock(authority: Authority, period: Period, progress_now: Progress, *, at: datetime) -> str:
    """Return why the panel cannot be locked yet, in words; nothing when it can."""
    if period.panel_locked_at is not None:
        return _("The panel is locked already.")
    latest = max((each.closes_at for each in extensions(authority, period)), default=period.closes_at)
    if max(latest, period.closes_at) > at:
        return _("The period, or an extension of it, still takes assessments. Lock the panel after that.")
    if not progress_now.candidates:
        return _("This period has no candidate.")
    if progress_now.unscored:
        words = ngettext(
            "%(count)d candidate has no sheet handed in yet.",
            "%(count)d candidates have no sheet handed in yet.",
            progress_now.unscored,
        )
        return words % {"count": progress_now.unscored}
    return ""
