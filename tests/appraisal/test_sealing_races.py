"""N88, N90: sealing, deciding and reopening while others act at the same moment. One wins, nothing is half."""

import pytest

from petruk.appraisal.actions import awards, deciding, reopening, sealing
from petruk.appraisal.actions.sealing import Sealed
from petruk.appraisal.models import Assessment, Award, Result
from petruk.audit.models import Event
from petruk.core.lifecycle import Actor
from tests.appraisal.contest import LATER, make_usual
from tests.appraisal.test_deciding_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def sealing_by(contest, who):
    return lambda: sealing.seal(contest.period, at=LATER, by=who)


def test_two_who_seal_at_once_seal_once():
    contest = make_usual()

    answers = at_once(*(sealing_by(contest, who) for who in (contest.agency, contest.second) * 3))

    assert sum(isinstance(answer, Sealed) for answer in answers) == 1
    assert Event.objects.filter(action="period.sealed").count() == 1
    assert Result.objects.count() == Assessment.objects.exclude(slot=None).count() == 4


@pytest.mark.parametrize("_round", range(5))
def test_what_is_returned_while_the_period_is_sealed_is_either_sealed_or_returned(_round):
    contest = make_usual()
    ani = Assessment.objects.get(employee__name="ANI")

    def returning():
        return deciding.return_(
            ani, version=ani.version, reason="Keliru", actor=Actor.AGENCY, at=LATER, by=contest.second
        )

    at_once(returning, sealing_by(contest, contest.agency))

    returned = Assessment.objects.get(pk=ani.pk).state == "returned"
    assert Result.objects.filter(assessment=ani).count() == (0 if returned else 1)
    assert Event.objects.get(action="period.sealed").after["results"] == Result.objects.count()


def test_two_who_grant_at_once_make_one_version():
    contest = make_usual()
    contest.seal()
    asked = reopening.ask(contest.result("ANI"), reason="Keliru", at=LATER, by=contest.agency)

    at_once(*([lambda: reopening.grant(asked, at=LATER, by=contest.second)] * 4))

    versions = Result.objects.filter(assessment__employee__name="ANI").values_list("version", flat=True)
    assert sorted(versions) == [1, 2]
    assert Event.objects.filter(action="reopening.granted").count() == 1


def test_two_who_propose_and_decide_at_once_leave_one_award_each():
    contest = make_usual()
    contest.seal()
    at_once(*([lambda: awards.propose(contest.period, at=LATER, by=contest.agency)] * 3))
    award = Award.objects.get(unit=contest.social)

    answers = at_once(
        lambda: awards.decide(award, contest.result("ANI"), reason="", at=LATER, by=contest.agency),
        lambda: awards.decide(award, contest.result("BUDI"), reason="Lebih layak", at=LATER, by=contest.second),
    )

    assert Award.objects.count() == 3
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert Event.objects.filter(action="award.decided").count() == 1
