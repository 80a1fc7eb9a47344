import itertools

import pytest

from petruk.core.lifecycle import Act, Refused, RefusedReason, State, after, allowed

ROAD = {
    (State.DRAFT, Act.SAVE): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Act.CONFIRM): State.CONFIRMED,
    (State.SUBMITTED, Act.RETURN): State.RETURNED,
    (State.CONFIRMED, Act.RETURN): State.RETURNED,
    (State.CONFIRMED, Act.VERIFY): State.VERIFIED,
    (State.WITHDRAWN, Act.RESUME): State.DRAFT,
    (State.RETURNED, Act.RESUME): State.DRAFT,
}


@pytest.mark.parametrize(("state", "act"), [*itertools.product(State, Act)])
def test_every_pair_leads_where_the_road_says_or_is_refused(state, act):
    if (state, act) in ROAD:
        assert after(state, act) is ROAD[state, act]
        assert act in allowed(state)
        return

    with pytest.raises(Refused):
        after(state, act)
    assert act not in allowed(state)


@pytest.mark.parametrize(
    ("state", "act", "reason"),
    [
        (State.SUBMITTED, Act.SUBMIT, RefusedReason.ALREADY),
        (State.WITHDRAWN, Act.WITHDRAW, RefusedReason.ALREADY),
        (State.VERIFIED, Act.VERIFY, RefusedReason.ALREADY),
        (State.VERIFIED, Act.RETURN, RefusedReason.FINAL),
        (State.VERIFIED, Act.SAVE, RefusedReason.FINAL),
        (State.DRAFT, Act.CONFIRM, RefusedReason.OUT_OF_TURN),
        (State.SUBMITTED, Act.SAVE, RefusedReason.OUT_OF_TURN),
    ],
)
def test_a_refusal_says_why(state, act, reason):
    with pytest.raises(Refused) as refused:
        after(state, act)

    assert (refused.value.state, refused.value.act, refused.value.reason) == (state, act, reason)


def test_a_verified_assessment_is_the_end_of_the_road():
    assert allowed(State.VERIFIED) == ()


def test_every_state_can_be_reached_from_a_draft():
    reached, before = {State.DRAFT}, set()
    while reached != before:
        before = set(reached)
        reached |= {after(state, act) for state in before for act in allowed(state)}

    assert reached == set(State)
