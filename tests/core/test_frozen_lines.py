"""Frozen lines score the same again; what reads facts or the panel is made anew, and nothing else."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.indicators import Judged, Measured, Panel, Predicates
from petruk.core.instrument import parse, ready_made
from petruk.core.panel import Sheet
from petruk.core.predicate import Predicate
from petruk.core.scoring import Fact, Judgement, PanelSheets, PredicateFact, ScoringError, rescore, score

INSTRUMENTS = {code: parse(definition) for code, definition in ready_made().items()}
PANEL = INSTRUMENTS["petruk-2024"].panels[0]
MAXIMA: Sheet = {aspect.code: aspect.maximum for aspect in PANEL.aspects}


def facts_of(instrument, value):
    def fact(each):
        if isinstance(each, Predicates):
            years = tuple((2021 + at, Predicate.GOOD) for at in range(each.years))
            return PredicateFact(years, source="skp.xlsx baris 3", window="tahun 2022")
        return Fact(value, source="a.xlsx baris 2", window="Maret 2021")

    return {each.code: fact(each) for each in instrument.automatic}


def judgements_of(instrument):
    return {
        each.code: Judgement(each.options[-1] if each.options else None, "x" if each.text else "")
        for each in instrument.judged
    }


def frozen(given):
    """Return the lines as they come back from storage."""
    return json.loads(json.dumps(given.as_dict()))["lines"]


@pytest.mark.parametrize("code", INSTRUMENTS)
@given(value=st.none() | st.decimals(0, 100, places=2))
def test_lines_that_were_frozen_score_the_same_again(code, value):
    instrument = INSTRUMENTS[code]
    panels = {each.code: PanelSheets((MAXIMA,)) for each in instrument.panels}
    facts, judgements = facts_of(instrument, value), judgements_of(instrument)
    first = score(instrument, facts=facts, judgements=judgements, panels=panels)

    assert rescore(instrument, frozen(first), panels=panels) == first
    assert rescore(instrument, frozen(first), facts=facts, panels=panels) == first


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_new_facts_change_only_the_lines_that_read_them(code):
    instrument = INSTRUMENTS[code]
    first = score(instrument, facts=facts_of(instrument, Decimal(99)), judgements=judgements_of(instrument))

    again = rescore(instrument, frozen(first), facts=facts_of(instrument, Decimal("0.01")))

    changed = {one.code for one, other in zip(first.lines, again.lines, strict=True) if one != other}
    assert changed == {each.code for each in instrument.indicators if isinstance(each, Measured)}
    assert not changed & {each.code for each in instrument.indicators if isinstance(each, Judged | Panel)}


def test_the_panel_is_added_to_lines_that_were_frozen_before_it_judged():
    instrument = INSTRUMENTS["petruk-2024"]
    first = score(instrument, facts=facts_of(instrument, Decimal(99)), judgements={})
    assert not first.final

    again = rescore(instrument, frozen(first), panels={PANEL.code: PanelSheets((MAXIMA,))})

    assert (again.total, again.shown_total) == (Decimal(300), Decimal("100.00"))


def test_lines_of_another_instrument_are_refused():
    first = score(INSTRUMENTS["petruk-2021"], facts={}, judgements={})

    with pytest.raises(ScoringError, match="not the lines"):
        rescore(INSTRUMENTS["petruk-2024"], frozen(first))
    with pytest.raises(ScoringError, match="not the lines"):
        rescore(INSTRUMENTS["petruk-2021"], frozen(first)[1:])


def test_a_definition_with_other_points_does_not_change_what_was_frozen():
    instrument = INSTRUMENTS["petruk-2021"]
    first = score(instrument, facts=facts_of(instrument, Decimal(99)), judgements=judgements_of(instrument))
    dearer = replace(instrument, indicators=tuple(replace(each, title="Lain") for each in instrument.indicators))

    assert rescore(dearer, frozen(first)).lines == first.lines
