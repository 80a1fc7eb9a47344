"""A decided award whose ranking has moved: what was decided stays as it was, and the agency is told what changed."""

from decimal import Decimal

import pytest
from django.utils import timezone

from petruk.appraisal.actions import awards, reopening
from petruk.appraisal.models import Award
from petruk.facts.models import Attendance, Performance
from tests.appraisal.test_sealing import correct
from tests.factories import make_unit
from tests.web.ranking.addresses import award_of, of, url
from tests.web.reading import read

pytestmark = pytest.mark.django_db

RECORDED = "menang atas BUDI karena total 90 > 80"
MOVED = "The ranking has changed since the decision"


def make_anew(contest, name):
    """Seal another version of somebody's result, in which the score of e-Kinerja gives nothing."""
    correct(Performance, name, score=Decimal(84))
    asked = reopening.ask(contest.result(name), reason="Dikoreksi.", at=timezone.now(), by=contest.agency)
    reopening.grant(asked, at=timezone.now(), by=contest.second)


def shown(client, award):
    return read(client.get(url("decide", award.public_id))).text


def badges(client, contest):
    lines = client.get(of(contest, "awards")).context["lines"]
    return {award.unit_id: str(badge.word) for award, badge, _moved in lines}


def test_another_second_changes_the_sentence_and_nobody_rewrites_what_was_decided(agency, announced):
    award = award_of(announced.social)
    before = shown(agency, award)

    make_anew(announced, "BUDI")
    text = shown(agency, award)

    award.refresh_from_db()
    assert MOVED not in before
    assert (award.explanation, award.state) == (RECORDED, "decided")
    assert f"Recorded at the decision: {RECORDED}." in text
    assert "The ranking now says: menang atas CICI karena total 90 > 80." in text
    assert badges(agency, announced)[announced.social.pk] == "To be decided anew"
    assert badges(agency, announced)[announced.other.pk] == "Decided"


def test_a_winner_who_fell_is_named_with_who_is_the_first_now(agency, announced):
    correct(Attendance, "ANI", realisation=Decimal(10))
    make_anew(announced, "ANI")

    text = shown(agency, award_of(announced.social))

    assert "The result of ANI was replaced by a newer version: total 90, now 70." in text
    assert "ANI stood in place 1 and is in place 3 now; BUDI is the first." in text


def test_the_agency_revokes_proposes_and_decides_again(agency, announced):
    award = award_of(announced.social)
    make_anew(announced, "BUDI")
    revoke = url("revoke", award.public_id)

    assert revoke in read(agency.get(url("decide", award.public_id))).links()
    assert MOVED in read(agency.get(revoke)).text
    agency.post(revoke, {"reason": "Peringkat berubah."})
    agency.post(of(announced, "propose"))
    newer = award_of(announced.social)
    agency.post(url("decide", newer.public_id), {"result": announced.result("ANI").public_id, "reason": ""})

    newer.refresh_from_db()
    award.refresh_from_db()
    assert (award.explanation, award.state) == (RECORDED, "revoked")
    assert (newer.explanation, newer.state) == ("menang atas CICI karena total 90 > 80", "decided")
    assert MOVED not in shown(agency, newer)


def test_what_is_only_proposed_follows_the_ranking_with_its_sentence(proposed):
    make_anew(proposed, "BUDI")

    changed = awards.propose(proposed.period, at=timezone.now(), by=proposed.agency)

    assert [award.explanation for award in changed] == ["menang atas CICI karena total 90 > 80"] * 2
    assert awards.propose(proposed.period, at=timezone.now(), by=proposed.agency) == []


@pytest.mark.parametrize("number", [1, 15])
def test_many_awards_cost_no_more_queries(agency, announced, number, django_assert_max_num_queries):
    for _ in range(number):
        Award.objects.create(
            period=announced.period, unit=make_unit(), result=announced.result("ANI"), place=1, state="decided"
        )

    with django_assert_max_num_queries(8):
        agency.get(of(announced, "awards"))


def test_other_words_of_the_program_are_no_change_of_the_ranking(agency, announced):
    award = award_of(announced.social)
    Award.objects.filter(pk=award.pk).update(explanation="unggul atas BUDI")

    assert MOVED not in shown(agency, award)
    assert badges(agency, announced)[announced.social.pk] == "Decided"
