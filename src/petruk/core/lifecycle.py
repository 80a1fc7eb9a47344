"""The road of an assessment, and who takes each step. This table is the only place that knows it.

Pages draw what it allows; docs/rules/lifecycle.md has it as a table to sign.
"""

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


class Actor(StrEnum):
    """In which role somebody acts. The officer confirms only to record what the head signed on paper."""

    OFFICER = "officer"
    UNIT_HEAD = "unit_head"
    AGENCY = "agency"


class RefusedReason(StrEnum):
    """Why an act is refused: done before, the end of the road, not the turn of this act, or not his to do."""

    ALREADY = "already"
    FINAL = "final"
    OUT_OF_TURN = "out_of_turn"
    NOT_YOURS = "not_yours"


_OFFICER = frozenset({Actor.OFFICER})
_AGENCY = frozenset({Actor.AGENCY})
_ROAD: Mapping[tuple[State, Act], tuple[State, frozenset[Actor]]] = {
    (State.DRAFT, Act.SAVE): (State.DRAFT, _OFFICER),
    (State.DRAFT, Act.SUBMIT): (State.SUBMITTED, _OFFICER),
    (State.SUBMITTED, Act.WITHDRAW): (State.WITHDRAWN, _OFFICER),
    (State.SUBMITTED, Act.CONFIRM): (State.CONFIRMED, frozenset({Actor.UNIT_HEAD, Actor.OFFICER})),
    (State.SUBMITTED, Act.RETURN): (State.RETURNED, frozenset({Actor.UNIT_HEAD, Actor.AGENCY})),
    (State.CONFIRMED, Act.RETURN): (State.RETURNED, _AGENCY),
    (State.CONFIRMED, Act.VERIFY): (State.VERIFIED, _AGENCY),
    (State.WITHDRAWN, Act.RESUME): (State.DRAFT, _OFFICER),
    (State.RETURNED, Act.RESUME): (State.DRAFT, _OFFICER),
}
NEEDS_REASON = frozenset({Act.WITHDRAW, Act.RETURN})
"""The acts that undo somebody's work, so that he is told why."""


class Refused(Exception):  # noqa: N818  an answer of the rule, not a fault of the program
    """An act that the state, or the role of who asks, does not allow."""

    def __init__(self, state: State, act: Act, reason: RefusedReason) -> None:
        super().__init__(f"{act} refused in {state}: {reason}")
        self.state = state
        self.act = act
        self.reason = reason


def allowed(state: State, by: Actor | None = None) -> tuple[Act, ...]:
    """Return the acts that may follow, in the order of ``Act``: by anybody, or by one role."""
    return tuple(act for act in Act if (state, act) in _ROAD and (by is None or by in actors(state, act)))


def actors(state: State, act: Act) -> frozenset[Actor]:
    """Return the roles whose act it is in this state; nobody's, where the road does not lead there."""
    _, roles = _ROAD.get((state, act), (state, frozenset[Actor]()))
    return roles


def after(state: State, act: Act, by: Actor | None = None) -> State:
    """Return the state that the act leads to; ``by`` is checked when it is given. Raises ``Refused``."""
    if (state, act) not in _ROAD:
        raise Refused(state, act, _reason(state, act))
    if by is not None and by not in actors(state, act):
        raise Refused(state, act, RefusedReason.NOT_YOURS)
    target, _ = _ROAD[state, act]
    return target


def _reason(state: State, act: Act) -> RefusedReason:
    if state in {target for (_, known), (target, _) in _ROAD.items() if known is act}:
        return RefusedReason.ALREADY
    return RefusedReason.OUT_OF_TURN if allowed(state) else RefusedReason.FINAL
