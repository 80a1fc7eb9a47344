"""Bands, predicates, documents, and what is only shown: how each is scored and refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.indicators import Condition
from petruk.core.instrument import InstrumentError, parse, ready_made
from petruk.core.numbers import parse_decimal
from petruk.core.predicate import Predicate, parse_predicate
from petruk.core.scoring import (
    Checklist,
    Fact,
    PredicateFact,
    ScoringError,
    score,
)
from petruk.core.windows import Window, WindowError, mean, parse_windows
from tests.core.definitions import BANDS, DOCUMENTS, GONE, PREDICATE, SHOWN, changed, only
from tests.golden import sheet

YEAR_2023 = parse(ready_made()["petruk-2023"])
YEAR_2024 = parse(ready_made()["petruk-2024"])
hundredths = st.integers(0, 10_000).map(lambda number: Decimal(number).scaleb(-2))


def number(text):
    return parse_decimal(text) if text else None


def line_of(definition, **given):
    (line,) = score(parse(definition), **{"facts": {}, "judgements": {}} | given).lines
    return line


def two_years(first, second):
    found = tuple(parse_predicate(word) if word else None for word in (first, second))
    return PredicateFact(((2022, found[0]), (2023, found[1])), "berkas", "tahun 2022 dan 2023")


@pytest.mark.parametrize("case", sheet("bands"), ids=lambda case: case["nilai"] or "tanpa data")
def test_golden_bands(case):
    line = line_of(only(BANDS), facts={"hadir": Fact(number(case["nilai"]), "", "April 2024")})

    assert (line.points, line.sentence) == (number(case["poin"]), case["kalimat"])


def test_a_band_carries_its_meaning_and_the_rule_reads_whole():
    line = line_of(only(BANDS), facts={"hadir": Fact(Decimal(90))})

    assert line.meaning == "Cukup"
    assert line.rule == "< 85 %: 0; ≥ 85 % dan < 95 %: 5; ≥ 95 %: 10"


@given(values=st.tuples(hundredths, hundredths))
def test_a_better_value_never_gives_fewer_points(values):
    points = [line_of(only(BANDS), facts={"hadir": Fact(value)}).points for value in sorted(values)]

    assert points == sorted(points)


@pytest.mark.parametrize(
    ("place", "value", "wrong_at", "word"),
    [
        ("bands[0].from", "5", "bands[0].from", "nilai 0 sampai 5 tidak masuk rentang mana pun"),
        ("bands[1].from", "86", "bands[1].from", "nilai 85 sampai 86 tidak masuk rentang mana pun"),
        ("bands[1].from", "84", "bands[1].from", "bertumpang tindih"),
        ("bands[2].from", "85", "bands[2].from", "bertumpang tindih"),
        ("bands[2].from", "80", "bands[2].from", "bertumpang tindih"),
        ("bands[2].from", "100.01", "bands[2].from", "tidak akan pernah tercapai"),
        ("bands[0].below", "0", "bands[0].below", "kosong"),
        ("bands[2].below", "99", "bands[2].below", "nilai 99 ke atas tidak masuk"),
        ("bands[2].points", "4", "bands[2].points", "lebih rendah"),
        ("bands[1].meaning", "", "bands[1].meaning", "kosong"),
        ("bands[1].meaning", GONE, "bands[1].meaning", "belum diisi"),
        ("bands[1].to", "95", "bands[1].to", "tidak dikenal"),
        ("bands", [], "bands", "kosong"),
        ("fact", "performance.predicate", "fact", "salah satu"),
        ("maximum", "20", "maximum", "harus 10"),
    ],
)
def test_bands_with_a_gap_an_overlap_or_an_unreachable_band_are_refused(place, value, wrong_at, word):
    with pytest.raises(InstrumentError, match=word) as refused:
        parse(changed(f"indicators[0].{place}", value, only(BANDS)))

    assert refused.value.place == f"indicators[0].{wrong_at}"


def test_one_band_is_no_rule():
    with pytest.raises(InstrumentError, match="sedikitnya dua"):
        parse(changed("indicators[0].bands", [{"from": "0", "points": "10", "meaning": "Semua"}], only(BANDS)))


@pytest.mark.parametrize("case", sheet("two_years"), ids=lambda case: f"{case['2022']} lalu {case['2023']}")
def test_golden_two_years(case):
    result = score(parse(only(PREDICATE)), facts={"predikat": two_years(case["2022"], case["2023"])}, judgements={})

    (line,) = result.lines
    assert (line.points, line.sentence) == (number(case["poin"]), case["kalimat"])
    assert result.unmet == (("predikat",) if case["terpenuhi"] == "tidak" else ())
    assert result.complete == (case["terpenuhi"] == "ya")


def test_a_predicate_below_the_minimum_may_not_be_submitted_even_where_it_only_informs():
    facts = {"kinerja": PredicateFact(((2022, Predicate.NEEDS_IMPROVEMENT),), "", "tahun 2022")}

    result = score(YEAR_2023, facts=facts, judgements={})

    assert result.unmet == ("kinerja",)
    assert result.lines[0].sentence == "Predikat SKP tahun 2022 Butuh Perbaikan, minimal Baik: tidak terpenuhi"
    assert result.lines[0].points is None


def test_a_year_left_out_is_no_data():
    line = line_of(only(PREDICATE), facts={"predikat": PredicateFact(((2023, Predicate.GOOD),), "", "tahun 2023")})

    assert (line.missing, line.pending, line.points) == (True, True, None)


def test_without_a_predicate_the_policy_zero_gives_nothing_and_goes_on():
    line = line_of(only(PREDICATE | {"missing": "zero"}), facts={"predikat": two_years("", "Baik")})

    assert (line.points, line.pending, line.unmet) == (0, False, False)
    assert line.sentence == "Predikat SKP tahun 2022 dan 2023 belum ada data tahun 2022: 0 dari 10"


@pytest.mark.parametrize("years", [((2023, Predicate.GOOD), (2022, Predicate.GOOD)), ((2022, None),) * 2])
def test_years_out_of_order_are_our_fault(years):
    with pytest.raises(ScoringError, match="rising order"):
        line_of(only(PREDICATE), facts={"predikat": PredicateFact(years)})


@pytest.mark.parametrize(("code", "fact"), [("predikat", Fact(Decimal(90))), ("kehadiran", PredicateFact(()))])
def test_a_fact_of_the_wrong_sort_is_our_fault(code, fact):
    with pytest.raises(ScoringError, match=f"{code}: a .* is wanted"):
        score(YEAR_2024, facts={code: fact}, judgements={})


@pytest.mark.parametrize(
    ("place", "value", "wrong_at"),
    [
        ("years", "0", "years"),
        ("years", "3", "years"),
        ("minimum", "cukup", "minimum"),
        ("minimum", "very_good", "classes[0].predicate"),
        ("minimum", "needs_improvement", "classes[0].predicate"),
        ("missing", "exclude", "missing"),
        ("classes[1].predicate", "good", "classes[1].predicate"),
        ("classes[1].points", "4", "classes[1].points"),
        ("classes", [{"predicate": "good", "points": "10"}], "classes"),
        ("fact", "performance.score", "fact"),
        ("criterion", "{tahun}", "criterion"),
    ],
)
def test_a_predicate_rule_with_a_hole_is_refused_with_its_place(place, value, wrong_at):
    with pytest.raises(InstrumentError) as refused:
        parse(changed(f"indicators[0].{place}", value, only(PREDICATE)))

    assert refused.value.place == f"indicators[0].{wrong_at}"


@pytest.mark.parametrize("case", sheet("documents"), ids=lambda case: case["kasus"])
def test_golden_documents(case):
    (documents,) = YEAR_2024.documents
    files = {item.code: ("berkas.pdf",) for item in documents.items if case[item.code] == "ADA"}
    conditions = frozenset({Condition.HOLDS_POST}) if case["menjabat"] == "ya" else frozenset()

    line = score(YEAR_2024, facts={}, judgements={}, documents={"berkas": Checklist(files, conditions)}).lines[0]

    assert (line.sentence, line.pending) == (case["kalimat"], case["lengkap"] == "tidak")
    assert line.shown == f"{len(files)} dari 8 berkas"
    assert [detail.shown.startswith("ADA") for detail in line.details] == [
        case[item.code] == "ADA" for item in documents.items
    ]


def test_a_document_line_names_rule_note_and_file():
    line = line_of(only(DOCUMENTS), documents={"berkas": Checklist({"usulan": ("usul.pdf",), "piagam": ()})})

    assert [(detail.shown, detail.note) for detail in line.details] == [
        ("ADA", "wajib; usul.pdf"),
        ("TIDAK ADA (tidak wajib)", "opsional"),
        ("TIDAK ADA (tidak wajib)", "wajib bagi yang menjabat"),
    ]
    assert (line.points, line.sentence) == (5, "Berkas: lengkap, 5 dari 5")


def test_an_incomplete_list_gives_nothing_where_the_instrument_says_so():
    line = line_of(only(DOCUMENTS), documents={"berkas": Checklist({})})

    assert (line.points, line.pending, line.missing) == (0, False, True)
    assert line.sentence == "Berkas: belum lengkap, belum ada Surat Usulan, 0 dari 5"


def test_an_item_without_a_file_is_lacking():
    line = line_of(only(DOCUMENTS), documents={"berkas": Checklist({"usulan": ()})})

    assert (line.shown, line.points) == ("0 dari 3 berkas", 0)


def test_a_document_that_the_list_does_not_know_is_refused():
    with pytest.raises(ScoringError, match="no such document"):
        line_of(only(DOCUMENTS), documents={"berkas": Checklist({"ijazah": ("a.pdf",)})})


@pytest.mark.parametrize(
    ("place", "value", "wrong_at"),
    [
        ("items", [], "items"),
        ("items[0].title", "", "items[0].title"),
        ("items[0].rule", "wajib", "items[0].rule"),
        ("items[0].condition", "holds_post", "items[0].condition"),
        ("items[2].condition", "retired", "items[2].condition"),
        ("items[2].condition", GONE, "items[2].condition"),
        ("items[1].code", "usulan", "items[1].code"),
        ("items[1].code", "Surat Usulan", "items[1].code"),
        ("missing", "exclude", "missing"),
        ("points", "6", "maximum"),
    ],
)
def test_a_checklist_that_nobody_could_fill_is_refused_with_its_place(place, value, wrong_at):
    with pytest.raises(InstrumentError) as refused:
        parse(changed(f"indicators[0].{place}", value, only(DOCUMENTS)))

    assert refused.value.place == f"indicators[0].{wrong_at}"


def test_a_value_that_is_only_shown_gives_no_points_and_no_total():
    result = score(parse(only(SHOWN)), facts={"rata-rata": Fact(Decimal("97.45"), "", "April 2024")}, judgements={})

    (line,) = result.lines
    assert (line.points, line.shown, line.order, line.counts) == (None, "97,45 %", Decimal("97.45"), False)
    assert line.sentence == "Tingkat kehadiran April 2024 97,45 %: hanya informasi"
    assert (result.has_total, result.total, result.maximum, result.complete) == (False, 0, 0, True)


@pytest.mark.parametrize(("policy", "complete", "words"), [
    ("block", False, "penilaian belum dapat diselesaikan"),
    ("zero", True, "hanya informasi"),
])  # fmt: skip
def test_a_shown_value_without_data_blocks_or_not_as_the_instrument_says(policy, complete, words):
    result = score(parse(only(SHOWN | {"missing": policy})), facts={}, judgements={})

    assert result.complete is complete
    assert result.lines[0].sentence == f"Tingkat kehadiran belum ada data: {words}"


def test_weight_and_policy_are_printed_with_every_line():
    lines = score(YEAR_2024, facts={}, judgements={}).lines

    assert [line.weighting for line in lines] == ["Tidak menambah skor."] * 3 + ["Bobot 1."]
    assert {line.without_data for line in lines} == {"Tanpa data, penilaian belum dapat diselesaikan."}


@pytest.mark.parametrize("case", sheet("means"), ids=lambda case: case["rata-rata"] or "bulan tanpa data")
def test_n76_golden_means(case):
    assert mean([number(case[month]) for month in ("April", "Mei", "Juni")]) == number(case["rata-rata"])


def test_every_automatic_indicator_has_its_window():
    windows = parse_windows(YEAR_2024, {"predikat": {"year": 2023}, "kehadiran": {"year": 2024, "months": [4, 5, 6]}})

    assert windows == {"predikat": Window(2023, count=2), "kehadiran": Window(2024, (4, 5, 6))}
    assert windows["predikat"].years == (2022, 2023)
    assert [window.label for window in windows.values()] == ["tahun 2022 dan 2023", "April, Mei, Juni 2024"]
    with pytest.raises(WindowError) as refused:
        parse_windows(YEAR_2024, {"kehadiran": {"year": 2024, "months": [4]}})
    assert refused.value.indicator == "predikat"
