"""What an accepted objection sets: judged points and aspects of a panel; facts and everything else stay."""

from decimal import Decimal

import pytest

from petruk.core.instrument import parse, ready_made
from petruk.core.panel import evaluate
from petruk.core.scoring import Fact, Judgement, PanelSheets, ScoringError, amendable, rescore, score

RULES = {code: parse(each) for code, each in ready_made().items()}
PANEL = RULES["petruk-2024"].panels[0]
SHEET = {aspect.code: 5 for aspect in PANEL.aspects}


def scored():
    facts = {code: Fact(Decimal(value)) for code, value in (("kinerja", 84), ("disiplin", 96), ("perilaku", 80))}
    judged = {"inovasi": Judgement(Decimal(30), "Antrean"), "teamwork": Judgement(Decimal(10))}
    return score(RULES["petruk-2021"], facts=facts, judgements=judged)


def test_other_points_of_a_judged_indicator_say_what_they_were():
    before = scored()

    after = rescore(RULES["petruk-2021"], before.as_dict()["lines"], amended={"inovasi": Decimal(40)})

    lines = {line.code: line for line in after.lines}
    assert (before.total, after.total) == (Decimal(60), Decimal(70))
    assert lines["inovasi"].sentence.endswith(": 40 dari 40, semula 30, diubah karena sanggah")
    assert (lines["inovasi"].text, lines["inovasi"].order) == ("Antrean", Decimal(40))
    assert [line for line in after.lines if line.code != "inovasi"] == [
        line for line in before.lines if line.code != "inovasi"
    ]


@pytest.mark.parametrize("given", [{"inovasi": "35"}, {"inovasi": "41"}, {"kinerja": "10"}, {"teamwork": "0"}])
def test_points_outside_the_options_and_points_of_facts_are_refused(given):
    amended = {code: Decimal(points) for code, points in given.items()}

    with pytest.raises(ScoringError, match="cannot be set"):
        rescore(RULES["petruk-2021"], scored().as_dict()["lines"], amended=amended)


def test_a_panel_is_amended_by_aspect_and_its_groups_still_add_up():
    first = PANEL.aspects[0]
    sheets = PanelSheets((SHEET, SHEET), amended={first.code: Decimal("12.5")})

    result = evaluate(PANEL, sheets.sheets, sheets.amended)

    assert result is not None
    changed = result.groups[0].aspects[0]
    assert (changed.mean, changed.given) == (Decimal("12.5"), Decimal(5))
    assert (
        result.total == sum(group.total for group in result.groups) == Decimal(5 * len(PANEL.aspects)) + Decimal("7.5")
    )


def test_the_line_of_a_panel_says_which_aspect_was_changed():
    before = score(RULES["petruk-2024"], facts={}, judgements={})
    code = PANEL.aspects[0].code
    sheets = {PANEL.code: PanelSheets((SHEET,), amended={code: Decimal(7)})}

    line = next(line for line in rescore(RULES["petruk-2024"], before.as_dict()["lines"], panels=sheets).lines
                if line.code == PANEL.code)  # fmt: skip

    assert line.sentence.endswith(", diubah karena sanggah")
    assert {each.code: each.note for each in line.details}[code] == "semula 5, diubah karena sanggah"


@pytest.mark.parametrize("amended", [{"tidak-ada": Decimal(1)}, {PANEL.aspects[0].code: Decimal(999)},
                                     {PANEL.aspects[0].code: Decimal("1.005")}])  # fmt: skip
def test_an_aspect_that_is_none_or_out_of_range_is_refused(amended):
    with pytest.raises(ValueError, match=r"aspek|harus"):
        evaluate(PANEL, [SHEET], amended)


def test_what_can_be_set_is_what_people_judged():
    found = {code: [each.code for each in rules.indicators if amendable(each)] for code, rules in RULES.items()}

    assert found["petruk-2021"] == ["inovasi", "teamwork"]
    assert PANEL.code in found["petruk-2024"]
    assert len(amendable(PANEL)) == len(PANEL.aspects)
