"""Why a number is what it is: from the file to the total, as sentences, out of the sealed bytes alone; and how firm."""

from datetime import timedelta
from decimal import Decimal

import pytest

from petruk.access.roles import Role
from petruk.appraisal.models import Period
from petruk.appraisal.queries.sealed import sealed_results
from petruk.appraisal.queries.why import standings, why
from petruk.facts.models import Performance
from petruk.people.queries import authority_of
from tests.appraisal.contest import LATER, make_contest, make_usual
from tests.appraisal.test_sealing import correct
from tests.appraisal.world import make_facts
from tests.factories import TODAY, make_authority, make_employee, make_user

pytestmark = pytest.mark.django_db

ROW = "dari absensi.xlsx baris 214, diimpor 1 November 2026 oleh Uji"


@pytest.fixture
def contest():
    made = make_usual()
    made.seal()
    return made


def own(contest, name):
    person = contest.result(name).assessment.employee
    return authority_of(make_user(Role.EMPLOYEE, contest.root, employee=person), on=TODAY)


def announce(contest):
    Period.objects.filter(pk=contest.period.pk).update(
        announced_at=LATER, objections_close_at=LATER + timedelta(days=20)
    )


def test_an_indicator_is_told_from_the_file_to_the_points(contest):
    told = why(contest.agency, contest.result("ANI"))

    assert [(reason.about, reason.sentence) for reason in told.explained[0].reasons] == [
        ("Nilai", "90,00."),
        ("Sumber", f"Maret 2021: 90,00, {ROW} (sidik berkas 000000000000…)."),
        ("Aturan", "≥ 85."),
        ("Skor", "Nilai e-Kinerja Maret 2021 90,00 ≥ 85: 10 dari 10."),
        ("Bobot", "1."),
    ]  # fmt: skip
    assert told.total == "10 + 10 + 40 + 10 + 20 = 90 dari 90."


def test_missing_data_are_said_and_never_a_zero_out_of_nowhere():
    contest = make_contest()
    person = make_employee(contest.social, name="FAJAR")
    make_facts(person)
    Performance.objects.filter(employee=person).delete()
    contest.hand_in(person)
    contest.seal()

    told = why(contest.agency, contest.result("FAJAR")).explained[0]

    assert (told.missing, told.reasons[0].sentence) == (True, "belum ada data.")
    assert "Sumber" not in [reason.about for reason in told.reasons]
    assert told.reasons[-1].about == "Tanpa data"


def test_the_explanation_stays_when_the_facts_move(contest):
    before = why(contest.agency, contest.result("ANI"))

    correct(Performance, "ANI", score=Decimal("1"))

    assert why(contest.agency, contest.result("ANI")) == before


def test_a_winner_is_shown_with_his_firmness_and_the_smallest_change(contest):
    in_unit, of_all = standings(contest.agency, contest.result("ANI"))

    assert [(each.unit, each.place, each.people) for each in (in_unit, of_all)] == [("Dinas Sosial", 1, 3), ("", 1, 4)]
    assert in_unit.because == "menang atas BUDI karena total 90 > 80"
    assert in_unit.firmness.sentence.startswith(f"Tetap menang pada {in_unit.firmness.held} dari 272 variasi")
    assert "Perubahan terkecil" in in_unit.firmness.sentence or "Tidak ada satu perubahan" in in_unit.firmness.sentence


def test_whoever_is_not_first_has_a_place_and_no_firmness(contest):
    assert [each.firmness for each in standings(contest.agency, contest.result("BUDI"))] == [None, None]


def test_until_the_announcement_only_agency_and_inspector_know_the_place(contest):
    result = contest.result("ANI")
    people = {
        "agency": contest.agency,
        "inspector": make_authority(Role.INSPECTOR, contest.root),
        "officer": make_authority(Role.UNIT_OFFICER, contest.social),
        "head": make_authority(Role.UNIT_HEAD, contest.social),
        "self": own(contest, "ANI"),
    }
    before = {name: len(standings(who, result)) for name, who in people.items()}

    announce(contest)
    result = contest.result("ANI")

    assert before == {"agency": 2, "inspector": 2, "officer": 0, "head": 0, "self": 0}
    after = {name: [each.unit for each in standings(who, result)] for name, who in people.items()}
    assert after == {
        "agency": ["Dinas Sosial", ""], "inspector": ["Dinas Sosial", ""],
        "officer": ["Dinas Sosial"], "head": ["Dinas Sosial"], "self": [],
    }  # fmt: skip


def test_a_sealed_result_is_read_in_its_units_and_by_himself_after_the_announcement(contest):
    def seen(who):
        return {result.summary["person"]["name"] for result in sealed_results(who)}

    people = {
        "officer": make_authority(Role.UNIT_OFFICER, contest.social),
        "other": make_authority(Role.UNIT_OFFICER, contest.other),
        "self": own(contest, "BUDI"),
        "panelist": make_authority(Role.PANELIST, contest.root),
    }
    before = {name: seen(who) for name, who in people.items()}

    announce(contest)

    social = {"ANI", "BUDI", "CICI"}
    assert before == {"officer": social, "other": {"DEDI"}, "self": set(), "panelist": set()}
    assert {name: seen(who) for name, who in people.items()} == before | {"self": {"BUDI"}}
