"""The terms that an instrument gives an objection, and what keeps results provisional."""

from itertools import product

import pytest

from petruk.core.definition import InstrumentError
from petruk.core.instrument import parse, ready_made
from petruk.core.objection import Finality, ObjectionTerms, finality

DEFINITION = ready_made()["petruk-2021"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ObjectionTerms(14, 7)),
        ({}, ObjectionTerms(14, 7)),
        ({"file_days": "10"}, ObjectionTerms(10, 7)),
        ({"file_days": "5", "answer_days": "3"}, ObjectionTerms(5, 3)),
    ],
)
def test_an_instrument_says_its_days_or_means_14_and_7(given, expected):
    definition = DEFINITION if given is None else DEFINITION | {"objection": given}

    assert parse(definition).objection == expected


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"file_days": "0"}, "objection.file_days"),
        ({"answer_days": "61"}, "objection.answer_days"),
        ({"file_days": "1.5"}, "objection.file_days"),
        ({"file_days": 14}, "objection.file_days"),
        ({"days": "14"}, "objection.days"),
        ([], "objection"),
    ],
)
def test_days_that_cannot_be_are_refused_with_their_place(given, place):
    with pytest.raises(InstrumentError) as refused:
        parse(DEFINITION | {"objection": given})

    assert refused.value.place == place


def test_the_ready_made_instruments_give_14_and_7_days():
    assert {parse(each).objection for each in ready_made().values()} == {ObjectionTerms(14, 7)}


def test_results_are_final_only_when_nothing_can_change_them_any_more():
    parts = ("sealed", "announced", "window_open", "objections_open")
    final = [
        given
        for given in product((True, False), repeat=4)
        if finality(**dict(zip(parts, given, strict=True))) is Finality.FINAL
    ]

    assert final == [(True, True, False, False)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((False, False, False, False), Finality.NOT_SEALED),
        ((True, False, False, False), Finality.NOT_ANNOUNCED),
        ((True, True, True, True), Finality.WINDOW_OPEN),
        ((True, True, False, True), Finality.OBJECTIONS_OPEN),
    ],
)
def test_what_comes_first_is_what_is_said(given, expected):
    sealed, announced, window, objections = given

    assert finality(sealed=sealed, announced=announced, window_open=window, objections_open=objections) is expected
