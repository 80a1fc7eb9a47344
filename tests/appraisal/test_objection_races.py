"""Filing, answering and the table of holidays at the same moment: one wins, nothing is half."""

import pytest

from petruk.appraisal import vault
from petruk.appraisal.actions import holidays, objections, reopening
from petruk.appraisal.actions.objections import Answer
from petruk.appraisal.models import Objection, Result
from petruk.audit.models import Event
from tests.appraisal.contest import decimal
from tests.appraisal.objecting import ANSWERED, FILED, LAST_MOMENT, TEXT, make_objecting, upload
from tests.appraisal.test_deciding_races import at_once
from tests.appraisal.test_holidays import NEW_YEAR

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return make_objecting()


def test_n85_of_many_filings_at_once_one_is_taken_and_one_file_is_kept(scene, settings):
    by, result = scene.employee(), scene.result()

    def filing():
        return objections.file(result, "teamwork", TEXT, upload(), at=FILED, by=by)

    answers = at_once(*([filing] * 6))

    assert sum(isinstance(answer, Objection) for answer in answers) == 1
    assert Event.objects.filter(action="objection.filed").count() == 1
    assert len(list((settings.PETRUK_FILES / vault.FOLDER).iterdir())) == 1


def test_two_who_answer_at_once_give_one_answer(scene):
    filed = scene.file()
    answer = Answer("Dihitung.", {"teamwork": decimal("20")})

    at_once(
        *([lambda: objections.accept(filed, answer, at=ANSWERED, by=scene.contest.agency)] * 2),
        *([lambda: objections.reject(filed, answer, at=ANSWERED, by=scene.contest.second)] * 2),
    )

    answered = Objection.objects.get()
    assert Event.objects.filter(action__in=("objection.accepted", "objection.rejected")).count() == 1
    assert Result.objects.filter(assessment__employee__name="BUDI").count() == (2 if answered.accepted else 1)


@pytest.mark.parametrize("_round", range(3))
def test_what_is_taken_back_while_it_is_answered_is_either(scene, _round):
    by = scene.employee()
    filed = scene.file(by=by)

    at_once(
        lambda: objections.withdraw(filed, at=ANSWERED, by=by),
        lambda: objections.reject(filed, Answer("Tidak."), at=ANSWERED, by=scene.contest.agency),
    )

    kept = Objection.objects.get()
    assert (kept.withdrawn_at is None) is (kept.accepted is False)


@pytest.mark.parametrize("_round", range(3))
def test_a_filing_beside_a_reopening_is_about_the_version_in_force_or_refused(scene, _round):
    by, result = scene.employee(), scene.result()
    asked = reopening.ask(result, reason="Cek.", at=FILED, by=scene.contest.agency)

    at_once(
        lambda: objections.file(result, "inovasi", TEXT, upload(), at=FILED, by=by),
        lambda: reopening.grant(asked, at=FILED, by=scene.contest.second),
    )

    assert set(Objection.objects.values_list("result", flat=True)) <= {scene.result().pk}


@pytest.mark.parametrize("_round", range(3))
def test_a_holiday_beside_a_filing_moves_its_answer_too(scene, _round):
    by, result = scene.employee(), scene.result()

    at_once(
        lambda: objections.file(result, "inovasi", TEXT, upload(), at=FILED, by=by),
        lambda: holidays.add(NEW_YEAR, name="x", kind="national", at=FILED, by=scene.contest.agency),
    )

    assert Objection.objects.get().answer_due_on.isoformat() == "2027-01-07"
    assert scene.period.objections_close_at > LAST_MOMENT
