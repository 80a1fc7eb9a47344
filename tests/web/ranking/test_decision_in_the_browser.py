"""Sealing, deciding, announcing and reopening, each as the agency does it, and what the others then read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import reopening
from petruk.appraisal.models import Award, Period, Reopening, Result
from petruk.people.models import Employee, User
from tests.web.ranking.addresses import award_of, of, url
from tests.web.reading import read

pytestmark = pytest.mark.django_db

MISSING = "A" * 22


def test_the_agency_seals_once_with_one_press(agency, contest):
    asked = agency.get(of(contest, "seal"))
    before = Result.objects.count()

    done = agency.post(of(contest, "seal"), follow=True)

    assert (before, Result.objects.count(), asked.context["ready"]) == (0, 4, True)
    assert "4 results are sealed." in read(done).text
    again = agency.post(of(contest, "seal"))
    assert "already sealed" in read(again).text


def test_an_open_period_shows_why_it_cannot_be_sealed(agency, contest):
    Period.objects.update(closes_at=timezone.now() + timedelta(days=1))

    page = agency.get(of(contest, "seal"))
    answer = agency.post(of(contest, "seal"))

    assert (page.context["ready"], page.context["open"]) == (False, True)
    assert "not closed for every unit" in read(answer).text
    assert not Result.objects.exists()


def test_the_first_are_proposed_decided_and_announced(agency, sealed):
    agency.post(of(sealed, "propose"))
    for award in Award.objects.all():
        page = agency.get(url("decide", award.public_id))
        first = page.context["rows"][0].who.ref
        agency.post(url("decide", award.public_id), {"result": first, "reason": ""})
    done = agency.post(of(sealed, "announce"), follow=True)

    assert set(Award.objects.values_list("state", flat=True)) == {"decided"}
    assert "The winners are announced." in read(done).text
    assert Period.objects.get(pk=sealed.period.pk).announced_at is not None


def test_departing_from_the_first_without_a_reason_is_told_at_the_field_and_keeps_the_choice(agency, proposed):
    award, budi = award_of(proposed.social), proposed.result("BUDI").public_id

    refused = agency.post(url("decide", award.public_id), {"result": budi, "reason": " "})

    form = refused.context["form"]
    assert list(form.errors) == ["reason"]
    assert read(refused).all("input", value=budi, type="radio")[0].get("checked", "no") != "no"
    agency.post(url("decide", award.public_id), {"result": budi, "reason": "Ani tugas belajar."})
    assert award_of(proposed.social).reason == "Ani tugas belajar."


@pytest.mark.parametrize("chosen", ["", MISSING, "x"])
def test_only_somebody_of_the_contest_can_be_chosen(agency, proposed, chosen):
    award = award_of(proposed.social)
    foreign = proposed.result("DEDI").public_id

    for ref in (chosen, foreign):
        answer = agency.post(url("decide", award.public_id), {"result": ref, "reason": "x"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["result"])

    assert award_of(proposed.social).state == "proposed"


def test_an_award_is_revoked_with_a_reason_that_stays_on_the_list(agency, announced):
    award = award_of(announced.social)

    agency.post(url("revoke", award.public_id), {"reason": ""})
    kept = award_of(announced.social).state
    agency.post(url("revoke", award.public_id), {"reason": "Hukuman disiplin."})

    assert (kept, Award.objects.get(pk=award.pk).state) == ("decided", "revoked")
    assert "Hukuman disiplin." in read(agency.get(of(announced, "awards"))).text


def test_an_award_of_a_replaced_result_is_shown_to_be_decided_anew(agency, proposed):
    asked = reopening.ask(proposed.result("ANI"), reason="x", at=timezone.now(), by=proposed.agency)
    reopening.grant(asked, at=timezone.now(), by=proposed.second)

    badges = [badge.word for _award, badge, _moved in agency.get(of(proposed, "awards")).context["lines"]]

    assert badges == ["To be decided anew", "To be decided anew", "Proposed"]


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD])
def test_an_officer_and_a_head_see_the_winners_of_their_unit_after_the_announcement(as_role, proposed, role):
    client = as_role(role, proposed.social)
    before = read(client.get(url("announcements"))).text

    Award.objects.update(state="decided")
    Period.objects.update(announced_at=timezone.now(), objections_close_at=timezone.now() + timedelta(days=20))

    text = read(client.get(url("announcements"))).text
    assert ("ANI" in before, "ANI" in text, "DEDI" in text) == (False, True, False)
    assert "menang atas BUDI karena total 90 > 80" in text


def test_a_winner_sees_his_award_and_no_rival(as_role, announced):
    client = as_role(Role.EMPLOYEE, announced.social, employee=Employee.objects.get(name="ANI"))

    text = read(client.get(url("announcements"))).text
    why = read(client.get(url("why", announced.result("ANI").public_id))).text

    assert "Winner of all units" in text
    assert "BUDI" not in text + why
    assert "10 + 10 + 40 + 10 + 20 = 90 dari 90." in why


def test_whoever_did_not_win_reads_no_winner_but_his_own_result(as_role, announced):
    client = as_role(Role.EMPLOYEE, announced.social, employee=Employee.objects.get(name="BUDI"))

    page = client.get(url("announcements"))
    own = client.get(url("why", announced.result("BUDI").public_id))
    other = client.get(url("why", announced.result("ANI").public_id))

    assert page.context["groups"] == []
    assert reverse("objections:own_result", args=[announced.result("BUDI").public_id]) in read(page).links()
    assert (own.status_code, other.status_code) == (200, 404)


def test_proposing_is_a_post(agency, sealed):
    assert agency.get(of(sealed, "propose")).status_code == 405


def test_asked_by_one_and_granted_by_another_in_the_browser(agency, second, sealed):
    old = sealed.result("ANI")
    Employee.objects.filter(name="ANI").update(title_after="S.Kom")

    offered = read(agency.get(of(sealed, "discrepancies"))).links()
    agency.post(url("reopen", old.public_id), {"reason": "Gelar belum tercatat."})
    asked = Reopening.objects.get()
    own = agency.post(url("answer_reopening", asked.public_id), {"act": "grant"}, follow=True)
    refused = (Result.objects.filter(version=2).count(), read(own).text)
    done = second().post(url("answer_reopening", asked.public_id), {"act": "grant"}, follow=True)

    newer = Result.objects.get(version=2)
    assert url("reopen", old.public_id) in offered
    assert (refused[0], "Another person must decide it" in refused[1]) == (0, True)
    assert done.redirect_chain == [(url("why", newer.public_id), 302)]
    assert "ANI, S.Kom" in read(done).text
    assert User.objects.filter(name="Siti Rahma").exists()


def test_the_old_version_stays_readable_and_says_so(agency, sealed):
    old = sealed.result("ANI")
    asked = reopening.ask(old, reason="Data keliru", at=timezone.now(), by=sealed.agency)
    newer = reopening.grant(asked, at=timezone.now(), by=sealed.second)

    page = read(agency.get(url("why", old.public_id)))
    latest = read(agency.get(url("why", newer.public_id)))

    assert "This version was replaced." in page.text
    assert old.sha256 in page.text
    assert url("why", newer.public_id) in page.links()
    assert url("why", old.public_id) in latest.links()
    assert "Data keliru" in latest.text
