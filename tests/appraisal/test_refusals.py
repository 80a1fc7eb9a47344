"""Every act that the road refuses is answered with a sentence: state by state, act by act, role by role."""

from itertools import product

import pytest
from django.utils import translation

from petruk.appraisal.refusals import sentence
from petruk.core.lifecycle import Act, Actor, Refused, State, after


def refusals():
    for state, act, by in product(State, Act, [None, *Actor]):
        try:
            after(state, act, by)
        except Refused as refused:
            yield refused


REFUSALS = {(r.state, r.act, r.reason): r for r in refusals()}


@pytest.mark.parametrize("refused", REFUSALS.values(), ids=str)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_refusal_has_a_sentence(refused, language):
    with translation.override(language):
        said = sentence(refused)

    assert said.endswith(".")
    assert len(said.split()) >= 4


def test_two_refusals_are_told_apart_where_something_else_helps():
    with translation.override("id"):
        said = {sentence(refused) for refused in REFUSALS.values()}

    assert sentence(REFUSALS[State.DRAFT, Act.CONFIRM, "out_of_turn"]) != sentence(
        REFUSALS[State.WITHDRAWN, Act.CONFIRM, "out_of_turn"]
    )
    assert len(said) > len(Act) * 3
