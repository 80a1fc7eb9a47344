"""The road of one assessment as a timeline: what happened, and what comes next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.core.lifecycle import State
from petruk.web.templatetags.appraisal import moment

HAPPENED: Mapping[str, Promise] = {
    "assessment.saved": _("Draft saved"),
    "assessment.submitted": _("Handed in"),
    "assessment.withdrawn": _("Withdrawn"),
    "assessment.resumed": _("Taken up again as a draft"),
    "assessment.decided": _("Points decided by the head of the office"),
    "assessment.confirmed": _("Confirmed"),
    "assessment.returned": _("Returned"),
    "assessment.verified": _("Verified"),
}
COMES_NEXT: Mapping[State, Promise] = {
    State.DRAFT: _("Hand in while the period is open"),
    State.SUBMITTED: _("Confirmation by the head of the office"),
    State.CONFIRMED: _("Verification by the agency"),
    State.WITHDRAWN: _("Take it up again, or choose another candidate"),
    State.RETURNED: _("Correct it and hand it in again"),
}


@dataclass(frozen=True)
class Step:
    label: str | Promise
    detail: str
    state: str


def steps(events: Iterable[Any], state: str, waits: str = "") -> Iterator[Step]:
    """Tell each event once; of saves in a row only the last, for nobody counts them. ``waits``: what is to come."""
    known = (event for event in events if event.action in HAPPENED)
    for action, run in groupby(known, key=lambda event: event.action):
        last = list(run)[-1]
        reason = last.after.get("reason", "")
        detail = f"{moment(last.at)} · {last.actor_name}"
        yield Step(HAPPENED[action], f"{detail}. {reason}" if reason else detail, "done")
    if State(state) in COMES_NEXT:
        yield Step(COMES_NEXT[State(state)], waits, "now")
