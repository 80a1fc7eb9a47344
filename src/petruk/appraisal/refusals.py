"""Why an act is refused: one sentence for each case of ``core.lifecycle``, said to whoever tried."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.core.lifecycle import Act, Actor, Refused, RefusedReason, State, actors

STANDS: Mapping[State, str | Promise] = {
    State.DRAFT: _("This assessment is still a draft."),
    State.SUBMITTED: _("This assessment is handed in and waits for the head of the office."),
    State.WITHDRAWN: _("This assessment was withdrawn by its office."),
    State.CONFIRMED: _("This assessment is confirmed by the head of the office and waits for the agency."),
    State.VERIFIED: _("This assessment is verified by the agency, and that is final."),
    State.RETURNED: _("This assessment was returned to its office to be corrected."),
}
COMES_FIRST: Mapping[Act, str | Promise] = {
    Act.SAVE: _("Only a draft can be saved."),
    Act.SUBMIT: _("Only a draft can be handed in."),
    Act.WITHDRAW: _("Only what is handed in and not decided yet can be withdrawn."),
    Act.RESUME: _("Only what was withdrawn or returned can be taken up again."),
    Act.CONFIRM: _("Only what is handed in can be confirmed."),
    Act.RETURN: _("Only what is handed in or confirmed can be returned."),
    Act.VERIFY: _("Only what the head of the office confirmed can be verified."),
}
DONE_BEFORE: Mapping[Act, str | Promise] = {
    Act.SUBMIT: _("This assessment is already handed in."),
    Act.WITHDRAW: _("This assessment is already withdrawn."),
    Act.RESUME: _("This assessment is already taken up again as a draft."),
    Act.CONFIRM: _("This assessment is already confirmed."),
    Act.RETURN: _("This assessment is already returned."),
    Act.VERIFY: _("This assessment is already verified."),
}
WHOSE: Mapping[frozenset[Actor], str | Promise] = {
    frozenset({Actor.OFFICER}): _("This is up to the personnel officer of the unit."),
    frozenset({Actor.OFFICER, Actor.UNIT_HEAD}): _("This is up to the head of the office."),
    frozenset({Actor.UNIT_HEAD, Actor.AGENCY}): _("This is up to the head of the office or the personnel agency."),
    frozenset({Actor.AGENCY}): _("This is up to the personnel agency."),
}

SEALED = _("The results of this period are sealed. Nothing is decided any more.")


class Bar(StrEnum):
    """Why somebody may not act although his mandate reaches the unit."""

    HIMSELF = "himself"
    OWN_HAND = "own_hand"
    HAS_ACCOUNT = "has_account"


BARRED: Mapping[Bar, str | Promise] = {
    Bar.HIMSELF: _("This is your own assessment. Somebody else must decide."),
    Bar.OWN_HAND: _("An earlier step of this assessment was yours. Somebody else must decide."),
    Bar.HAS_ACCOUNT: _("Somebody who may confirm for this unit has an account, and decides himself."),
}


def sentence(refused: Refused) -> str:
    """Say why: done before, the end of the road, what must come first, or whose act it is."""
    match refused.reason:
        case RefusedReason.ALREADY:
            return str(DONE_BEFORE[refused.act])
        case RefusedReason.FINAL:
            return str(STANDS[refused.state])
        case RefusedReason.NOT_YOURS:
            return str(WHOSE[actors(refused.state, refused.act)])
        case RefusedReason.OUT_OF_TURN:
            return f"{STANDS[refused.state]} {COMES_FIRST[refused.act]}"
