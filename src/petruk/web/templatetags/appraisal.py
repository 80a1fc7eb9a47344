"""The words of an assessment: its state, why somebody is no candidate, when a period opens and closes."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from petruk.core.dates import format_date
from petruk.core.eligibility import Ineligible, IneligibleReason
from petruk.core.legal_status import legal_status_name
from petruk.core.lifecycle import State
from petruk.core.nip import EmployeeKind
from petruk.core.period import PeriodState

register = template.Library()

STATES: Mapping[State, tuple[str | Promise, str]] = {
    State.DRAFT: (gettext_lazy("Draft"), "wait"),
    State.SUBMITTED: (gettext_lazy("Handed in"), "good"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), "none"),
    State.CONFIRMED: (gettext_lazy("Confirmed"), "good"),
    State.VERIFIED: (gettext_lazy("Verified"), "good"),
    State.RETURNED: (gettext_lazy("Returned"), "wait"),
}
PERIODS: Mapping[PeriodState, tuple[str | Promise, str]] = {
    PeriodState.DRAFT: (pgettext_lazy("period", "Draft"), "none"),
    PeriodState.SCHEDULED: (pgettext_lazy("period", "Opens later"), "wait"),
    PeriodState.OPEN: (pgettext_lazy("period", "Open"), "good"),
    PeriodState.CLOSED: (pgettext_lazy("period", "Closed"), "none"),
}
HISTORY: Mapping[IneligibleReason, str | Promise] = {
    IneligibleReason.TENURE: gettext_lazy("Too short in this unit: %(fact)s."),
    IneligibleReason.SANCTION: gettext_lazy("A disciplinary sanction is running: %(fact)s."),
    IneligibleReason.PREDICATE: gettext_lazy("Performance predicate below the minimum: %(fact)s."),
    IneligibleReason.RECENT_WINNER: gettext_lazy("Won only recently: %(fact)s."),
}
POSTS: Mapping[str, str] = {"JFU": "Pelaksana", "JFT": "Jabatan fungsional"}


@register.filter
def state_word(state: str) -> str:
    return str(STATES[State(state)][0])


@register.filter
def state_kind(state: str) -> str:
    return STATES[State(state)][1]


@register.filter
def period_word(state: PeriodState) -> str:
    return str(PERIODS[state][0])


@register.filter
def period_kind(state: PeriodState) -> str:
    return PERIODS[state][1]


@register.filter
def moment(at: datetime) -> str:
    """Write a moment on the installation's own clock: "30 April 2021 pukul 16.00 WITA"."""
    local = timezone.localtime(at)
    return _("%(day)s at %(time)s") % {"day": format_date(local.date()), "time": f"{local:%H.%M} {local:%Z}"}


@register.filter
def echelon_words(echelon: str) -> str:
    """Write the kind of post of somebody: "Eselon IV/a", "Pelaksana"; the terms are those of the register."""
    return POSTS.get(echelon) or (f"Eselon {echelon}" if echelon else "")


@register.filter
def reason_words(obstacle: Ineligible) -> str:
    """Say why somebody is no candidate, with the fact behind it."""
    match obstacle.reason:
        case IneligibleReason.KIND:
            return _("%(kind)s is not assessed with this instrument.") % {"kind": EmployeeKind(obstacle.fact).label}
        case IneligibleReason.ECHELON:
            return _("Holders of echelon %(echelon)s are not assessed here.") % {"echelon": obstacle.fact}
        case IneligibleReason.NOT_ACTIVE:
            return _("Not active: %(status)s.") % {"status": legal_status_name(obstacle.fact)}
        case IneligibleReason.ASSESSOR:
            return _("This is you; nobody assesses himself.")
        case IneligibleReason.SIGNATORY:
            return _("Signs the results of this unit.")
        case _:
            return str(HISTORY[obstacle.reason]) % {"fact": obstacle.fact}
