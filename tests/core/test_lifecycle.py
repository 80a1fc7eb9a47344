import itertools

import pytest

from petruk.core.lifecycle import NEEDS_REASON, Act, Actor, Refused, RefusedReason, State, actors, after, allowed
from tests.golden import sheet

ROLES = {"pengelola": Actor.OFFICER, "kepala SKPD": Actor.UNIT_HEAD, "instansi": Actor.AGENCY}
TABLE = {(State(row["keadaan"]), Act(row["tindakan"])): row for row in sheet("lifecycle")}
ROAD = {step: State(row["menjadi"]) for step, row in TABLE.items()}


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


@pytest.mark.parametrize(("step", "row"), TABLE.items(), ids=[f"{state} {act}" for state, act in TABLE])
def test_golden_lifecycle_names_who_acts(step, row):
    assert actors(*step) == {ROLES[word] for word in row["oleh"].split(", ")}
    assert (step[1] in NEEDS_REASON) == (row["dengan alasan"] == "ya")


@pytest.mark.parametrize(("state", "act", "by"), [*itertools.product(State, Act, Actor)])
def test_nobody_acts_in_the_place_of_another(state, act, by):
    if (state, act) not in ROAD:
        assert by not in actors(state, act)
        return
    if by in actors(state, act):
        assert after(state, act, by) is ROAD[state, act]
        assert act in allowed(state, by)
        return

    with pytest.raises(Refused) as refused:
        after(state, act, by)
    assert refused.value.reason is RefusedReason.NOT_YOURS
    assert act not in allowed(state, by)


def test_the_turn_is_told_before_the_role():
    with pytest.raises(Refused) as refused:
        after(State.DRAFT, Act.VERIFY, Actor.OFFICER)

    assert refused.value.reason is RefusedReason.OUT_OF_TURN
