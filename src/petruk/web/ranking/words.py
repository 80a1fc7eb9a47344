"""The words of the decision: how far a period is, and the state of an award."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from petruk.appraisal.queries.award_changes import Moved
from petruk.appraisal.queries.periods import state_of
from petruk.core.period import PeriodState
from petruk.web.badge import Badge
from petruk.web.templatetags.petruk import points

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


def award_badge(award: Any, moved: Moved | None = None) -> Badge:
    """Say where an award stands; one of which the ranking says something else by now needs another decision."""
    outdated = award.state != "revoked" and award.result.superseded_at is not None
    word, kind = TO_DECIDE_ANEW if outdated or moved else AWARDS[award.state]
    return Badge(str(word), kind)


def changes_of(moved: Moved, *, has_total: bool) -> list[str]:
    """Say what the ranking tells otherwise than when the award was decided."""
    said = {"name": moved.name, "was": moved.award.place, "now": moved.now.number, "first": moved.first.who.entry.name}
    told = []
    if moved.replaced:
        told.append(_replaced(moved, has_total=has_total))
    if moved.fell_or_rose and moved.now.number == 1:
        told.append(_("%(name)s stood in place %(was)s and is the first now.") % said)
    elif moved.fell_or_rose:
        told.append(_("%(name)s stood in place %(was)s and is in place %(now)s now; %(first)s is the first.") % said)
    if moved.reworded:
        words = {"was": moved.award.explanation or "–", "now": moved.now.because or "–"}
        told.append(_("Recorded at the decision: %(was)s. The ranking now says: %(now)s.") % words)
    return told


def _replaced(moved: Moved, *, has_total: bool) -> str:
    said = {"name": moved.name, "was": points(moved.award.result.total), "now": points(moved.total)}
    if has_total and said["was"] != said["now"]:
        return _("The result of %(name)s was replaced by a newer version: total %(was)s, now %(now)s.") % said
    return _("The result of %(name)s was replaced by a newer version.") % said
