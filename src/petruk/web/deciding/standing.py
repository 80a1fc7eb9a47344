"""What the result page says of the decision: for whom it waits, what this reader may do about it, and what hinders."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.queries.deciding import PERMISSION_OF, Awaited, awaited, stopped, to_decide
from petruk.appraisal.queries.periods import Opening
from petruk.core.lifecycle import Act, Actor, State, allowed
from petruk.web.templatetags.deciding import awaits


@dataclass(frozen=True)
class Standing:
    """``waits`` completes the timeline; ``hint`` tells the office what it must do, and cannot do here."""

    waits: str = ""
    hint: str = ""
    may_decide: bool = False
    may_verify: bool = False
    may_return: bool = False


def standing(authority: Authority, assessment: Any, window: Opening) -> Standing:
    match State(assessment.state):
        case State.SUBMITTED:
            head = awaited(authority, [assessment], on=timezone.localdate())[assessment.pk]
            return Standing(
                waits=awaits(head),
                hint=_paper_only(authority, assessment, head),
                may_decide=_may(authority, assessment, Act.CONFIRM, Actor.UNIT_HEAD),
                may_return=_may(authority, assessment, Act.RETURN, Actor.AGENCY),
            )
        case State.CONFIRMED:
            able = _may(authority, assessment, Act.VERIFY, Actor.AGENCY)
            return Standing(may_verify=able, may_return=able)
        case State.RETURNED:
            return Standing(waits=_too_late(assessment, window))
    return Standing()


def _paper_only(authority: Authority, assessment: Any, head: Awaited) -> str:
    """Tell the office whose head has no account how his decision gets in."""
    if head.reachable or not authority.covers(Permission.ASSESSMENT_SUBMIT, assessment.unit.path):
        return ""
    return _(
        "Nobody who may confirm for this unit has an account. Print the sheet, let the head sign it, and send its "
        "scan; then record his decision beside it."
    )


def _too_late(assessment: Any, window: Opening) -> str:
    if window.is_open(timezone.now()):
        return ""
    if assessment.period.sealed_at is not None:
        return _("The results of the period are sealed; it can no longer be corrected.")
    return _("The period is closed for this unit. Ask the agency for more time, then take the assessment up again.")


def _may(authority: Authority, assessment: Any, act: Act, actor: Actor) -> bool:
    covered = authority.covers(PERMISSION_OF[actor], assessment.unit.path)
    if not covered or act not in allowed(State(assessment.state), actor):
        return False
    row = to_decide(authority, actor).select_related("period").get(pk=assessment.pk)
    return not stopped(authority, row, act, actor)
