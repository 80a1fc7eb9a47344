from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.instrument import InstrumentError, parse, ready_made
from petruk.core.numbers import parse_decimal
from petruk.core.panel import PanelError, check_sheet, evaluate
from petruk.core.scoring import PanelSheets, ScoringError, score
from tests.core.definitions import GONE, PANEL, changed, only
from tests.golden import sheet

INSTRUMENT = parse(ready_made()["petruk-2024"])
(PANEL_2024,) = INSTRUMENT.panels
CODES = [aspect.code for aspect in PANEL_2024.aspects]
GOOD = dict.fromkeys(CODES, 5)
one_sheet = st.fixed_dictionaries({aspect.code: st.integers(0, aspect.maximum) for aspect in PANEL_2024.aspects})


def sheets_of(case):
    """Read "20/19" as the points of two panelists."""
    columns = {code: case[code].split("/") for code in CODES}
    return [{code: int(points[at]) for code, points in columns.items()} for at in range(int(case["penilai"]))]


@pytest.mark.parametrize("case", sheet("panel"), ids=lambda case: case["kasus"])
def test_golden_panel(case):
    result = evaluate(PANEL_2024, sheets_of(case))

    assert {each.group.code: each.total for each in result.groups} == {
        code: parse_decimal(case[code]) for code in ("inovatif", "kinerja-disiplin", "rekam-jejak")
    }
    assert (result.total, result.shown) == (parse_decimal(case["total"]), parse_decimal(case["ditampilkan"]))
    assert result.panelists == int(case["penilai"])
    asked = [each.aspect.code for each in result.wide] if result.asks_third else []
    assert ", ".join(asked) == case["minta penilai ketiga"]


def test_the_panel_of_2024_has_13_aspects_in_three_groups_of_100():
    assert [(group.maximum, len(group.aspects)) for group in PANEL_2024.groups] == [(100, 4), (100, 3), (100, 6)]
    assert len({aspect.guidance for aspect in PANEL_2024.aspects}) == 13


def test_nobody_has_scored_yet():
    assert evaluate(PANEL_2024, []) is None


@pytest.mark.parametrize("points", [21, -1, True, "5", 5.0, Decimal(5), None])
def test_points_that_are_not_whole_or_above_the_maximum_are_refused_by_aspect(points):
    with pytest.raises(PanelError, match="harus bilangan bulat 0 sampai 20") as refused:
        check_sheet(PANEL_2024, GOOD | {"orisinalitas": points})

    assert refused.value.aspect == "orisinalitas"


def test_a_sheet_lacks_nothing_and_knows_nothing_else():
    with pytest.raises(PanelError, match="belum dinilai"):
        check_sheet(PANEL_2024, {code: 5 for code in CODES if code != "manfaat"})
    with pytest.raises(PanelError, match="tidak ada dalam instrumen"):
        check_sheet(PANEL_2024, GOOD | {"kopeten": 5})


def test_a_forged_sheet_is_refused_by_the_score_too():
    with pytest.raises(ScoringError, match="orisinalitas"):
        score(INSTRUMENT, facts={}, judgements={}, panels={"tim-penilai": PanelSheets((GOOD | {"orisinalitas": 99},))})


def test_the_line_of_the_panel_says_everything():
    sheets = sheets_of(next(case for case in sheet("panel") if case["kasus"] == "selisih besar pada dua aspek"))

    line = score(INSTRUMENT, facts={}, judgements={}, panels={"tim-penilai": PanelSheets(tuple(sheets))}).lines[-1]

    assert line.sentence == "Penilaian Tim Penilai, rata-rata 2 penilai: 223 dari 300, ditampilkan 74,33"
    assert line.meaning == (
        "Penilai berbeda jauh, minta pendapat penilai ketiga: "
        "Manfaat dan Dampak 20 sampai 40 dari 40, Penugasan Lain 5 sampai 10 dari 10."
    )
    first, second, *_ = line.details
    assert (first.code, first.shown, first.points, first.maximum) == ("inovatif", "24,17", Decimal("72.5"), 100)
    assert (second.code, second.within, second.shown, second.note) == (
        "orisinalitas",
        "inovatif",
        "17,5",
        "15 sampai 20 dari 20",
    )
    assert len(line.details) == 16


@given(sheets=st.lists(one_sheet, min_size=1, max_size=5), order=st.randoms())
def test_who_comes_first_does_not_matter_and_groups_add_up(sheets, order):
    shuffled = order.sample(sheets, len(sheets))

    result = evaluate(PANEL_2024, sheets)

    assert evaluate(PANEL_2024, shuffled) == result
    assert sum(group.total for group in result.groups) == result.total <= 300
    assert all(group.total <= group.group.maximum for group in result.groups)


@pytest.mark.parametrize(
    ("place", "value", "wrong_at"),
    [
        ("indicators[0].gap", "101", "indicators[0].gap"),
        ("indicators[0].gap", GONE, "indicators[0].gap"),
        ("indicators[0].shown_divided_by", "0", "indicators[0].shown_divided_by"),
        ("indicators[0].missing", "zero", "indicators[0].missing"),
        ("indicators[0].maximum", "40", "indicators[0].maximum"),
        ("indicators[0].groups", [], "indicators[0].groups"),
        ("indicators[0].groups[0].maximum", "15", "indicators[0].groups[0].maximum"),
        ("indicators[0].groups[0].code", "tim", "indicators[0].groups[0].code"),
        ("indicators[0].groups[1].aspects[0].code", "a", "indicators[0].groups[1].aspects[0].code"),
        ("indicators[0].groups[1].aspects[0].maximum", "0", "indicators[0].groups[1].aspects[0].maximum"),
        ("indicators[0].groups[1].aspects[0].maximum", "2.5", "indicators[0].groups[1].aspects[0].maximum"),
        ("indicators[0].groups[1].aspects[0].guidance", "", "indicators[0].groups[1].aspects[0].guidance"),
        ("indicators[0].groups[1].aspects", [], "indicators[0].groups[1].aspects"),
    ],
)
def test_a_panel_that_does_not_add_up_is_refused_with_its_place(place, value, wrong_at):
    with pytest.raises(InstrumentError) as refused:
        parse(changed(place, value, only(PANEL)))

    assert refused.value.place == wrong_at
