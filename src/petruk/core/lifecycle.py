"""The road of an assessment. This table is the only place that knows it; pages draw what it allows."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    VERIFIED = "verified"
    RETURNED = "returned"


class Act(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RESUME = "resume"
    CONFIRM = "confirm"
    RETURN = "return"
    VERIFY = "verify"


class RefusedReason(StrEnum):
    """Why an act is refused: done before, the end of the road, or not the turn of this act."""

    ALREADY = "already"
    FINAL = "final"
    OUT_OF_TURN = "out_of_turn"


_ROAD: Mapping[tuple[State, Act], State] = {
    (State.DRAFT, Act.SAVE): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.WITHDRAWN, Act.RESUME): State.DRAFT,
    (State.SUBMITTED, Act.CONFIRM): State.CONFIRMED,
    (State.SUBMITTED, Act.RETURN): State.RETURNED,
    (State.CONFIRMED, Act.RETURN): State.RETURNED,
    (State.CONFIRMED, Act.VERIFY): State.VERIFIED,
    (State.RETURNED, Act.RESUME): State.DRAFT,
}


class Refused(Exception):  # noqa: N818  an answer of the rule, not a fault of the program
    """An act that the state does not allow."""

    def __init__(self, state: State, act: Act, reason: RefusedReason) -> None:
        super().__init__(f"{act} refused in {state}: {reason}")
        self.state = state
        self.act = act
        self.reason = reason


def allowed(state: State) -> tuple[Act, ...]:
    """Return the acts that may follow, in the order of ``Act``."""
    return tuple(act for act in Act if (state, act) in _ROAD)


def after(state: State, act: Act) -> State:
    """Return the state that the act leads to. Raises ``Refused``."""
    try:
        return _ROAD[state, act]
    except KeyError:
        raise Refused(state, act, _reason(state, act)) from None


def _reason(state: State, act: Act) -> RefusedReason:
    if state in {target for (_, known), target in _ROAD.items() if known is act}:
        return RefusedReason.ALREADY
    return RefusedReason.OUT_OF_TURN if allowed(state) else RefusedReason.FINAL
