import pytest

from petruk.core.predicate import Predicate, PredicateError, Rating, parse_predicate, parse_rating, predicate
from tests.golden import sheet

MATRIX = sheet("predicate")


@pytest.mark.parametrize("case", MATRIX, ids=lambda case: f"{case['hasil kerja']} x {case['perilaku kerja']}")
def test_the_matrix_of_the_golden_sheet(case):
    derived = predicate(parse_rating(case["hasil kerja"]), parse_rating(case["perilaku kerja"]))

    assert derived.label == case["predikat"]
    assert derived is parse_predicate(case["predikat"])


def test_the_golden_sheet_has_each_of_the_nine_cells_once():
    cells = {(parse_rating(case["hasil kerja"]), parse_rating(case["perilaku kerja"])) for case in MATRIX}

    assert len(MATRIX) == len(cells) == len(Rating) ** 2


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("DIATAS EKSPEKTASI", Rating.ABOVE),
        ("DI ATAS ESPEKTASI", Rating.ABOVE),
        ("  di   atas  ekspektasi ", Rating.ABOVE),
        ("Sesuai Espektasi", Rating.EXPECTED),
        ("SESUAI", Rating.EXPECTED),
        ("DIBAWAH ESPEKTASI", Rating.BELOW),
        ("Di Bawah Ekspektasi", Rating.BELOW),
    ],
)
def test_both_spellings_of_a_rating_are_read(text, rating):
    assert parse_rating(text) is rating


@pytest.mark.parametrize(
    "text", ["", " ", "EKSPEKTASI", "DI SAMPING EKSPEKTASI", "ATAS", "1", "DIATAS EKSPEKTASI!", "DıATAS"]
)
def test_an_unknown_rating_is_refused(text):
    with pytest.raises(PredicateError):
        parse_rating(text)


@pytest.mark.parametrize("label", ["Sangat Baik", "BAIK", "butuh  perbaikan", "Kurang", "SANGAT KURANG"])
def test_the_five_predicates_are_read(label):
    assert parse_predicate(label).label.upper() == " ".join(label.upper().split())


@pytest.mark.parametrize("text", ["", "CUKUP", "BURUK", "ISTIMEWA", "very_good"])
def test_predicates_of_other_rules_are_refused(text):
    with pytest.raises(PredicateError):
        parse_predicate(text)


def test_every_rating_and_predicate_has_a_label_of_its_own():
    assert len({each.label for each in (*Rating, *Predicate)}) == 8


def test_the_classes_rise_from_very_poor_to_very_good():
    assert [each.label for each in sorted(Predicate, key=lambda each: each.order)] == [
        "Sangat Kurang",
        "Kurang",
        "Butuh Perbaikan",
        "Baik",
        "Sangat Baik",
    ]
