"""The instruments of 2023 (predicates, no total) and 2024 (documents and a panel) as a whole."""

from decimal import Decimal

from petruk.core.instrument import parse, ready_made
from petruk.core.predicate import Predicate
from petruk.core.scoring import Checklist, Fact, Judgement, PanelSheets, PredicateFact, score, texts_wanted

YEAR_2023 = parse(ready_made()["petruk-2023"])
YEAR_2024 = parse(ready_made()["petruk-2024"])
REQUIRED_2024 = (
    "surat-usulan", "riwayat-hidup", "sk-pangkat", "penilaian-kinerja", "super-hukdis", "proposal-inovasi",
)  # fmt: skip


def handed_in(*codes):
    return Checklist(dict.fromkeys(codes, ("a.pdf",)))


def test_2023_is_whole_without_a_total():
    judgements = {"inovasi": Judgement(None, "SILKa"), "teamwork": Judgement(Decimal(3))}
    documents = {"data-dukung": handed_in("sk-pangkat", "skp", "surat-hukdis", "proposal")}
    facts = {
        "kinerja": PredicateFact(((2022, Predicate.GOOD),), "", "tahun 2022"),
        "kehadiran": Fact(Decimal("97.45"), "", "April, Mei, Juni 2023"),
    }

    result = score(YEAR_2023, facts=facts, judgements=judgements, documents=documents)

    assert (result.complete, result.final, result.has_total) == (True, True, False)
    assert [line.sentence for line in result.lines] == [
        "Predikat SKP tahun 2022 Baik, minimal Baik: terpenuhi",
        "Tingkat kehadiran April, Mei, Juni 2023 97,45 %: hanya informasi",
        "Inovasi atau Lainnya: sudah diuraikan",
        "Kerja Sama Tim (Team Work): Mudah bekerja sama",
        "Data Dukung: lengkap",
    ]
    assert {line.points for line in result.lines} == {None}
    assert texts_wanted(YEAR_2023, {}) == ("inovasi",)


def test_2023_without_the_choice_of_the_head_is_not_complete():
    result = score(YEAR_2023, facts={}, judgements={"teamwork": Judgement(None)})

    assert result.lines[3].sentence == "Kerja Sama Tim (Team Work): belum dinilai"
    assert not result.complete


def test_2024_may_be_submitted_before_the_panel_and_ranked_after_it():
    given = {
        "facts": {
            "predikat": PredicateFact(((2022, Predicate.GOOD), (2023, Predicate.VERY_GOOD))),
            "kehadiran": Fact(Decimal("97.45")),
        },
        "judgements": {},
        "documents": {"berkas": handed_in(*REQUIRED_2024)},
    }
    sheet_of_one = {aspect.code: aspect.maximum for aspect in YEAR_2024.panels[0].aspects}

    before = score(YEAR_2024, **given)
    after = score(YEAR_2024, **given, panels={"tim-penilai": PanelSheets((sheet_of_one,))})

    assert (before.complete, before.final, before.total) == (True, False, 0)
    assert (after.complete, after.final, str(after.total), str(after.maximum)) == (True, True, "300.00", "300")
    assert (str(after.shown_total), str(after.shown_maximum)) == ("100.00", "100.00")
    assert after.as_dict()["lines"][3]["details"][1] == {
        "code": "orisinalitas",
        "title": "Orisinalitas",
        "shown": "20",
        "points": "20.00",
        "maximum": "20",
        "within": "inovatif",
        "note": "",
    }


def test_a_rubric_without_weight_names_its_levels():
    teamwork = YEAR_2023.indicator("teamwork")

    assert teamwork.named(teamwork.options[0]) == "Tidak bisa bekerja sama"
    assert len({level.meaning for level in teamwork.levels}) == 4
