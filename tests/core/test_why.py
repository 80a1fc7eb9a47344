"""Why a number is what it is, as sentences: value, file and row and hand, rule, points, weight, total."""

from decimal import Decimal

import pytest

from petruk.core.instrument import parse, ready_made
from petruk.core.predicate import Predicate
from petruk.core.scoring import Fact, Judgement, PredicateFact, score
from petruk.core.why import explain, total_sentence

OLD, NEW = (parse(ready_made()[code]) for code in ("petruk-2021", "petruk-2024"))
ROW = {
    "year": 2021, "month": 3, "value": "94.00", "file": "absen.xlsx", "row": 7, "imported_on": "2021-04-05",
    "imported_by": "Siti Rahma", "sha256": "ab" * 32,
}  # fmt: skip
HAND = "dari absen.xlsx baris 7, diimpor 5 April 2021 oleh Siti Rahma (sidik berkas abababababab…)."


def lines_of(instrument, facts=None, judgements=None):
    made = score(instrument, facts=facts or {}, judgements=judgements or {})
    return {line.code: line.as_dict() for line in made.lines}, made


def told(line, *facts):
    return [(reason.about, reason.sentence) for reason in explain(line, facts).reasons]


def test_a_measured_value_is_told_from_the_row_to_the_points():
    lines, _score = lines_of(OLD, {"disiplin": Fact(Decimal(94), window="Maret 2021")})

    assert told(lines["disiplin"], ROW) == [
        ("Nilai", "94,00 %."),
        ("Sumber", f"Maret 2021: 94,00, {HAND}"),
        ("Aturan", "≥ 95 %."),
        ("Skor", "Tingkat kehadiran Maret 2021 94,00 % < 95 %: 0 dari 10."),
        ("Bobot", "1."),
    ]


def test_a_mean_of_months_names_each_month_and_the_mean():
    rows = [ROW | {"month": month, "value": value} for month, value in ((4, "90.00"), (5, "95.00"), (6, "99.00"))]
    lines, _score = lines_of(OLD, {"disiplin": Fact(Decimal("94.67"))})

    sentences = told(lines["disiplin"], *rows)

    assert [words.split(",")[0] for about, words in sentences if about == "Sumber"] == [
        "April 2021: 90", "Mei 2021: 95", "Juni 2021: 99",
    ]  # fmt: skip
    assert ("Rata-rata", "94,67 dari 3 bulan.") in sentences


def test_a_predicate_is_told_in_its_words():
    code = NEW.predicates[0].code
    years = tuple((2022 + at, Predicate.GOOD) for at in range(NEW.predicates[0].years))
    lines, _score = lines_of(NEW, {code: PredicateFact(years)})
    row = ROW | {"year": 2022, "month": None, "value": "good"}

    assert ("Sumber", f"tahun 2022: Baik, {HAND}") in told(lines[code], row)


def test_what_somebody_judged_is_told_with_its_meaning_and_his_words():
    lines, _score = lines_of(OLD, judgements={"inovasi": Judgement(Decimal(40), "SILKa Online")})

    sentences = dict(told(lines["inovasi"]))

    assert sentences["Nilai"] == "40. Uraian: SILKa Online"
    assert sentences["Makna"] == lines["inovasi"]["meaning"] != ""
    assert "Sumber" not in sentences


def test_no_data_are_said_as_such():
    lines, _score = lines_of(OLD)

    sentences = dict(told(lines["kinerja"]))

    assert sentences["Nilai"] == "belum ada data."
    assert sentences["Tanpa data"] == lines["kinerja"]["without_data"]


@pytest.mark.parametrize(("points", "total", "maximum", "words"), [
    (["10", "0", "40.5", "20"], "70.5", "90", "10 + 0 + 40,5 + 20 = 70,5 dari 90."),
    (["10", None, "20"], "45", "60", "10 + 20 = 30, disetarakan ke 60 karena ada indikator tanpa data: 45."),
    ([None], "0", "0", "Instrumen ini tidak menjumlahkan skor; urutan ditentukan oleh pemutus skor sama."),
])  # fmt: skip
def test_the_total_is_told_as_a_sum(points, total, maximum, words):
    lines = [{"points": each, "counts": True} for each in points]

    assert total_sentence(lines, Decimal(total), Decimal(maximum)) == words


def test_information_adds_nothing_to_the_sum():
    lines = [{"points": "10", "counts": True}, {"points": "99", "counts": False}]

    assert total_sentence(lines, Decimal(10), Decimal(10)) == "10 = 10 dari 10."
