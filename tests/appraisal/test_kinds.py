"""petruk-2023 and petruk-2024 by hand: from facts and files to the frozen sheet and the paper."""

from datetime import timedelta
from decimal import Decimal

import pytest

from petruk.appraisal.actions.assessing import CannotAssess
from petruk.appraisal.models import Assessment
from petruk.appraisal.queries.periods import facts_of
from petruk.core.predicate import Predicate
from petruk.documents.actions import sheets as actions
from petruk.documents.models import Document
from petruk.documents.queries import papers as queries
from petruk.documents.queries.public import public_paper
from petruk.facts.models import Performance
from tests.appraisal.kinds_world import KindsWorld, make_attendance, make_file, make_kinds_world, make_predicate
from tests.appraisal.world import NOW
from tests.documents import reading

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def submit(world: KindsWorld, draft: Assessment) -> Assessment:
    answers = world.answers(version=draft.version)
    return actions.submit(world.period, world.candidate, answers, key="k" * 22, at=LATER, by=world.officer)


def lines(assessment: Assessment) -> dict[str, dict]:
    return {line["code"]: line for line in assessment.sheet["lines"]}


def test_the_three_months_of_the_appendix_have_the_mean_97_45():
    world = make_kinds_world("petruk-2023")

    facts = facts_of(world.officer, world.period, [world.candidate.pk])[world.candidate.pk]

    assert facts["kehadiran"].value == Decimal("97.45")
    assert facts["kehadiran"].window == "April, Mei, Juni 2023"
    assert facts["kehadiran"].source == "rekap.xlsx baris 7, diimpor 1 November 2026"


def test_the_official_predicate_is_that_of_the_year_and_not_of_a_month():
    world = make_kinds_world("petruk-2023")
    make_predicate(world.candidate, 2022, "good")
    make_predicate(world.candidate, 2022, "very_poor", month=12)
    make_predicate(world.candidate, 2022, "poor", superseded_at=NOW)

    facts = facts_of(world.officer, world.period, [world.candidate.pk])[world.candidate.pk]

    assert facts["kinerja"].by_year == ((2022, Predicate.GOOD),)


def test_two_years_of_predicates_come_with_the_year_that_is_unknown():
    world = make_kinds_world("petruk-2024")
    make_predicate(world.candidate, 2023, "very_good")

    facts = facts_of(world.officer, world.period, [world.candidate.pk])[world.candidate.pk]

    assert facts["predikat"].by_year == ((2022, None), (2023, Predicate.VERY_GOOD))
    assert facts["predikat"].window == "tahun 2022 dan 2023"


def test_all_facts_of_many_people_come_in_one_query(django_assert_num_queries):
    world = make_kinds_world("petruk-2024")
    make_predicate(world.candidate, 2023, "good")
    period = type(world.period).objects.select_related("instrument").get(pk=world.period.pk)

    with django_assert_num_queries(1):
        facts_of(world.officer, period, [world.candidate.pk, *range(1000, 1030)])


def test_an_assessment_of_2023_has_no_total_and_shows_what_was_found():
    world = make_kinds_world("petruk-2023")
    make_predicate(world.candidate, 2022, "good")

    done = submit(world, world.draft_with_files())

    shown = {code: line["shown"] for code, line in lines(done).items()}
    assert shown == {
        "kinerja": "Baik",
        "kehadiran": "97,45 %",
        "inovasi": "",
        "teamwork": "Mudah bekerja sama",
        "data-dukung": "4 dari 7 berkas",
    }
    assert (done.total, done.maximum, done.sheet["final"]) == (Decimal(0), Decimal(0), True)


def test_the_paper_of_2023_says_values_in_words_and_no_total():
    world = make_kinds_world("petruk-2023")
    make_predicate(world.candidate, 2022, "good")
    done = submit(world, world.draft_with_files())

    printed = reading.words(queries.pdf_of(world.officer, done))

    assert "Tanpa skor total" in printed
    assert "(skor)" not in printed
    assert "Predikat SKP tahun 2022 Baik, minimal Baik: terpenuhi" in printed
    assert "97,45 %" in printed
    assert "SK Jabatan terakhir wajib bagi yang menjabat; Hanya bagi yang menjabat. TIDAK ADA (tidak wajib)" in printed
    assert "proposal.pdf" in printed


def test_an_assessment_of_2024_waits_for_the_panel_and_shows_no_points_before():
    world = make_kinds_world("petruk-2024")
    make_predicate(world.candidate, 2022, "good")
    make_predicate(world.candidate, 2023, "very_good")

    done = submit(world, world.draft_with_files())

    printed = reading.words(queries.pdf_of(world.officer, done))
    assert lines(done)["predikat"]["shown"] == "Baik dan Sangat Baik"
    assert (done.sheet["final"], lines(done)["tim-penilai"]["points"]) == (False, None)
    assert "Menunggu Skor ditetapkan setelah tim penilai menilai." in printed
    assert public_paper(world.officer, Document.objects.get().code).total == ""


@pytest.mark.parametrize(
    ("earlier", "latest", "said"),
    [
        ("good", None, "belum ada data tahun 2023"),
        (None, "good", "belum ada data tahun 2022"),
        ("needs_improvement", "very_good", "Butuh Perbaikan dan Sangat Baik, minimal Baik .* tidak terpenuhi"),
        ("very_good", "poor", "Sangat Baik dan Kurang, minimal Baik setiap tahun: tidak terpenuhi"),
    ],
)
def test_each_of_the_two_years_must_be_good(earlier, latest, said):
    world = make_kinds_world("petruk-2024")
    for year, predicate in ((2022, earlier), (2023, latest)):
        if predicate:
            make_predicate(world.candidate, year, predicate)
    draft = world.draft_with_files()

    with pytest.raises(CannotAssess, match=said):
        submit(world, draft)

    assert Assessment.objects.get().state == "draft"


def test_a_month_without_data_blocks_and_is_not_zero():
    world = make_kinds_world("petruk-2023", months=("98.50", "96.00"))
    make_predicate(world.candidate, 2022, "good")
    draft = world.draft_with_files()

    with pytest.raises(CannotAssess, match="Tingkat kehadiran April, Mei, Juni 2023 belum ada data"):
        submit(world, draft)
    make_attendance(world.candidate, 2023, 6, "97.84")

    assert lines(submit(world, draft))["kehadiran"]["value"] == "97.45"


@pytest.mark.parametrize("code", ["petruk-2023", "petruk-2024"])
def test_what_is_lacking_is_named(code):
    world = make_kinds_world(code)
    for year in (2022, 2023):
        make_predicate(world.candidate, year, "good")
    draft = world.draft_with_files(without={"sk-pangkat"})

    with pytest.raises(CannotAssess, match=r"belum lengkap, belum ada SK [Pp]angkat [Tt]erakhir"):
        submit(world, draft)


@pytest.mark.parametrize("echelon", ["IV/a", "JFT"])
def test_who_holds_a_post_hands_in_its_decree_too(echelon):
    world = make_kinds_world("petruk-2024", echelon=echelon)
    for year in (2022, 2023):
        make_predicate(world.candidate, year, "good")
    draft = world.draft_with_files()

    with pytest.raises(CannotAssess, match="belum ada SK Jabatan Terakhir"):
        submit(world, draft)
    make_file(draft, "berkas", "sk-jabatan")

    assert submit(world, draft).state == "submitted"


def test_a_removed_file_does_not_count():
    world = make_kinds_world("petruk-2023")
    make_predicate(world.candidate, 2022, "good")
    draft = world.draft_with_files(without={"skp"})
    make_file(draft, "data-dukung", "skp", removed_at=NOW)

    with pytest.raises(CannotAssess, match="belum ada SKP tahun terakhir"):
        submit(world, draft)


def test_the_files_are_frozen_with_their_hash():
    world = make_kinds_world("petruk-2023")
    make_predicate(world.candidate, 2022, "good")
    draft = world.draft_with_files()
    evidence = make_file(draft, "inovasi", "", file_name="notula.pdf")

    done = submit(world, draft)

    frozen = done.sheet["evidence"][-1]
    assert (frozen["indicator"], frozen["file_name"], frozen["sha256"]) == ("inovasi", "notula.pdf", evidence.sha256)


def test_what_was_frozen_does_not_follow_a_later_correction():
    world = make_kinds_world("petruk-2023")
    make_predicate(world.candidate, 2022, "good")
    done = submit(world, world.draft_with_files())

    Performance.objects.update(predicate="very_poor")

    assert lines(Assessment.objects.get(pk=done.pk))["kinerja"]["shown"] == "Baik"
