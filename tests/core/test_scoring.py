from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.instrument import Operator, parse, ready_made
from petruk.core.numbers import parse_decimal
from petruk.core.scoring import Fact, Judgement, ScoringError, score, texts_wanted
from tests.core.definitions import changed, definition, only, with_scale
from tests.golden import sheet

AUTOMATIC = ("kinerja", "disiplin", "perilaku")
JUDGED = ("inovasi", "teamwork")
INSTRUMENTS = {code: parse(whole) for code, whole in ready_made().items()}
ALL_IN_JUDGEMENT = {"inovasi": Judgement(Decimal(40), "SILKa"), "teamwork": Judgement(Decimal(20))}
hundredths = st.integers(0, 10_000).map(lambda number: Decimal(number).scaleb(-2))


def facts(**values):
    return {code: Fact(Decimal(value) if value else None) for code, value in values.items()}


def number(text):
    return parse_decimal(text) if text else None


def with_policy(policy):
    """Return the 2021 instrument in which a missing e-Kinerja has another consequence."""
    return parse(changed("indicators[0].missing", policy))


@pytest.mark.parametrize("case", sheet("scoring"), ids=lambda case: case["kasus"])
def test_n74_golden_sheet(case):
    result = score(
        INSTRUMENTS[case["instrumen"]],
        facts={code: Fact(number(case[code])) for code in AUTOMATIC},
        judgements={code: Judgement(number(case[code])) for code in JUDGED},
    )

    assert {f"skor {line.code}": str(line.points) for line in result.lines} == {
        name: points for name, points in case.items() if name.startswith("skor ")
    }
    assert (str(result.total), str(result.maximum)) == (case["total"], case["dari"])
    assert result.missing == tuple(code for code in AUTOMATIC if not case[code])
    assert result.complete


@pytest.mark.parametrize("case", sheet("sentences"), ids=lambda case: case["kalimat"])
def test_n74_the_printed_sentence_is_the_rule_used(case):
    given_facts = {case["indikator"]: Fact(number(case["nilai"]), "berkas.xlsx baris 2", case["jendela"])}

    result = score(INSTRUMENTS["petruk-2021"], facts=given_facts, judgements={})

    line = next(line for line in result.lines if line.code == case["indikator"])
    assert line.sentence == case["kalimat"]
    assert line.sentence.endswith(f": {line.points} dari {line.maximum}")
    assert line.source == "berkas.xlsx baris 2"
    assert case["jendela"] in line.criterion


@given(kinerja=hundredths)
def test_n74_value_limit_points_and_words_never_disagree(kinerja):
    result = score(INSTRUMENTS["petruk-2021"], facts={"kinerja": Fact(kinerja)}, judgements={})

    line = result.lines[0]
    assert line.points == (10 if kinerja * 100 >= 8500 else 0)
    assert ("≥ 85: 10 dari 10" in line.sentence) == (line.points == 10)
    assert f"{kinerja:.2f}".replace(".", ",") in line.sentence


def test_a_value_is_judged_as_it_is_shown():
    result = score(INSTRUMENTS["petruk-2021"], facts=facts(kinerja="84.995", disiplin="94.994"), judgements={})

    assert [line.sentence for line in result.lines[:2]] == [
        "Nilai e-Kinerja 85,00 ≥ 85: 10 dari 10",
        "Tingkat kehadiran 94,99 % < 95 %: 0 dari 10",
    ]


def test_more_than_is_stricter_than_at_least():
    strict = parse(changed("indicators[0].operator", Operator.MORE_THAN.value))

    lines = [score(strict, facts=facts(kinerja=value), judgements={}).lines[0] for value in ("85.00", "85.01")]

    assert [line.sentence for line in lines] == [
        "Nilai e-Kinerja 85,00 ≤ 85: 0 dari 10",
        "Nilai e-Kinerja 85,01 > 85: 10 dari 10",
    ]


def test_a_judged_line_carries_its_meaning_and_text():
    result = score(INSTRUMENTS["petruk-2021"], facts={}, judgements=ALL_IN_JUDGEMENT)

    line = result.lines[2]
    assert (line.value, line.points, line.text) == (None, 40, "SILKa")
    assert line.sentence == "Inovasi atau Lainnya: 40 dari 40"
    assert line.rule == "10, 20, 30, 40"
    assert line.meaning.startswith("Ada inovasi yang bermanfaat bagi seluruh SKPD atau masyarakat umum")


def test_what_nobody_has_judged_is_not_zero():
    result = score(
        INSTRUMENTS["petruk-2021"],
        facts=facts(kinerja="90", disiplin="96", perilaku="80"),
        judgements={"inovasi": Judgement(None, "masih ditulis")},
    )

    line = result.lines[2]
    assert (line.points, line.missing, line.text, line.meaning) == (None, False, "masih ditulis", "")
    assert line.sentence == "Inovasi atau Lainnya: belum dinilai"
    assert (result.total, result.complete, result.missing) == (30, False, ())


def test_without_data_a_blocking_indicator_keeps_the_score_open():
    result = score(with_policy("block"), facts=facts(disiplin="96", perilaku="80"), judgements=ALL_IN_JUDGEMENT)

    assert result.lines[0].points is None
    assert result.lines[0].sentence == "Nilai e-Kinerja belum ada data: penilaian belum dapat diselesaikan"
    assert (result.total, result.missing, result.complete) == (80, ("kinerja",), False)


@pytest.mark.parametrize(("team", "total"), [("20", "90"), ("15", "84"), ("10", "79")])
def test_without_data_an_excluded_indicator_scales_the_rest(team, total):
    """80, 75 and 70 of 80 reachable points become 90, 84.375 and 78.75 of 90."""
    judgements = ALL_IN_JUDGEMENT | {"teamwork": Judgement(Decimal(team))}

    result = score(with_policy("exclude"), facts=facts(disiplin="96", perilaku="80"), judgements=judgements)

    assert result.lines[0].points is None
    assert result.lines[0].sentence == "Nilai e-Kinerja belum ada data: tidak dihitung, skor lainnya disetarakan ke 90"
    assert (str(result.total), result.maximum, result.complete) == (total, 90, True)
    assert result.missing == ("kinerja",)


def test_an_excluding_indicator_with_data_counts_like_any_other():
    whole = score(with_policy("exclude"), facts=facts(kinerja="84", disiplin="96"), judgements=ALL_IN_JUDGEMENT)

    assert (whole.total, whole.missing) == (70, ("perilaku",))


def test_nothing_but_excluded_lines_is_no_score():
    excluding = definition()["indicators"][0] | {"missing": "exclude"}

    result = score(parse(only(excluding)), facts={}, judgements={})

    assert (result.total, result.complete) == (0, False)


def test_weighted_points_are_rounded_once_and_add_up():
    whole = changed("indicators[4].weight", "0.5", changed("indicators[4].maximum", "10", changed("maximum", "80")))

    result = score(parse(whole), facts={}, judgements=ALL_IN_JUDGEMENT | {"teamwork": Judgement(Decimal(15))})

    assert (str(result.lines[4].points), result.lines[4].sentence) == ("8", "Kerja Sama Tim (Team Work): 8 dari 10")
    assert result.total == 48


@pytest.mark.parametrize("points", ["999", "0", "-10", "12", "40.5", "NaN"])
def test_points_outside_the_options_are_refused_by_name(points):
    with pytest.raises(ScoringError, match=r"inovasi: .* is not among 10, 20, 30, 40"):
        score(INSTRUMENTS["petruk-2021"], facts={}, judgements={"inovasi": Judgement(Decimal(points))})


@pytest.mark.parametrize("points", ["21", "2.5", "-5"])
def test_points_off_a_scale_are_refused(points):
    with pytest.raises(ScoringError, match="0 sampai 20, kelipatan 5"):
        score(parse(with_scale()), facts={}, judgements={"orisinalitas": Judgement(Decimal(points))})


@pytest.mark.parametrize(
    ("given_facts", "judgements"),
    [
        ({"inovasi": Fact(Decimal(40))}, {}),
        ({"kinreja": Fact(Decimal(84))}, {}),
        ({}, {"kinerja": Judgement(Decimal(10))}),
        ({}, {"nip": Judgement(Decimal(10))}),
    ],
)
def test_a_judgement_never_reaches_an_automatic_indicator(given_facts, judgements):
    with pytest.raises(ScoringError, match="no such indicator here"):
        score(INSTRUMENTS["petruk-2021"], facts=given_facts, judgements=judgements)


@pytest.mark.parametrize(("code", "text"), [("inovasi", "x" * 501), ("inovasi", "é" * 501), ("teamwork", "x")])
def test_a_text_longer_than_the_instrument_allows_is_refused(code, text):
    with pytest.raises(ScoringError, match="text is longer"):
        score(INSTRUMENTS["petruk-2021"], facts={}, judgements={code: Judgement(None, text)})


def test_a_text_of_500_characters_is_allowed_however_it_is_composed():
    judgements = {"inovasi": Judgement(Decimal(10), "e\u0301" * 500)}

    assert score(INSTRUMENTS["petruk-2021"], facts={}, judgements=judgements).lines[2].points == 10


def test_a_required_text_is_asked_for():
    instrument = INSTRUMENTS["petruk-2021"]

    assert texts_wanted(instrument, {}) == ("inovasi",)
    assert texts_wanted(instrument, {"inovasi": Judgement(Decimal(40), "  \n")}) == ("inovasi",)
    assert texts_wanted(instrument, ALL_IN_JUDGEMENT) == ()


def test_json_has_strings_for_numbers_and_null_for_unknown():
    result = score(INSTRUMENTS["petruk-2021"], facts=facts(kinerja="84"), judgements=ALL_IN_JUDGEMENT).as_dict()

    first, *_, last = result["lines"]
    assert {key: first[key] for key in ("code", "kind", "value", "points", "maximum", "missing")} == {
        "code": "kinerja",
        "kind": "threshold",
        "value": "84.00",
        "points": "0",
        "maximum": "10",
        "missing": False,
    }
    assert last["value"] is None
    assert (result["total"], result["maximum"], result["complete"]) == ("60", "90", True)
    assert result["missing"] == ["disiplin", "perilaku"]


@given(
    values=st.fixed_dictionaries({code: st.none() | hundredths for code in AUTOMATIC}),
    innovation=st.sampled_from([10, 20, 30, 40]),
    team=st.sampled_from([10, 15, 20]),
    policy=st.sampled_from(["zero", "exclude"]),
)
def test_a_total_is_the_sum_of_its_lines_and_stays_within_the_maximum(values, innovation, team, policy):
    result = score(
        with_policy(policy),
        facts={code: Fact(value) for code, value in values.items()},
        judgements={"inovasi": Judgement(Decimal(innovation)), "teamwork": Judgement(Decimal(team))},
    )

    together = sum(line.points for line in result.lines if line.points is not None)
    scaled = policy == "exclude" and values["kinerja"] is None
    assert together <= result.total <= result.maximum if scaled else result.total == together
    assert all(0 <= line.points <= line.maximum for line in result.lines if line.points is not None)


@given(values=st.fixed_dictionaries(dict.fromkeys(AUTOMATIC, hundredths)), more=hundredths)
def test_a_better_value_never_costs_points(values, more):
    better = {code: min(Decimal(100), value + more) for code, value in values.items()}

    totals = [
        score(
            INSTRUMENTS["petruk-2021"],
            facts={code: Fact(value) for code, value in each.items()},
            judgements=ALL_IN_JUDGEMENT,
        ).total
        for each in (values, better)
    ]

    assert totals == sorted(totals)
