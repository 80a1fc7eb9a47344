"""The words of the decision: how far a period is, and the state of an award."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petruk.appraisal.queries.periods import state_of
from petruk.core.period import PeriodState
from petruk.web.badge import Badge

AWARDS: Mapping[str, tuple[Promise, str]] = {
    "proposed": (pgettext_lazy("award", "Proposed"), "wait"),
    "decided": (pgettext_lazy("award", "Decided"), "good"),
    "revoked": (pgettext_lazy("award", "Revoked"), "none"),
}
TO_DECIDE_ANEW = (pgettext_lazy("award", "To be decided anew"), "bad")


def stage(period: Any, at: datetime) -> Badge:
    """Say how far a period is on the way from handing in to its winners."""
    if period.announced_at is not None:
        return Badge(str(_("Announced")), "good")
    if period.sealed_at is not None:
        return Badge(str(_("Sealed")), "good")
    if state_of(period, at) is PeriodState.CLOSED:
        return Badge(str(_("Closed, not sealed yet")), "wait")
    return Badge(str(_("Still running")), "none")


def award_badge(award: Any) -> Badge:
    """Say where an award stands; one whose result was replaced needs another decision, whatever it was."""
    outdated = award.state != "revoked" and award.result.superseded_at is not None
    word, kind = TO_DECIDE_ANEW if outdated else AWARDS[award.state]
    return Badge(str(word), kind)
