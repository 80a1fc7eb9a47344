"""A period that is not open answers with a page: why, until when, whom to ask; and it takes nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.appraisal.models import Extension, Period
from petruk.web.templatetags.appraisal import moment
from tests.fingerprint import digest
from tests.web.appraisal.office import filled, handed_in, make_office
from tests.web.reading import read

pytestmark = pytest.mark.django_db


def close(office, **times):
    now = timezone.now()
    given = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(minutes=1)} | times
    Period.objects.filter(pk=office.period.pk).update(**given | {"closed_text": "Dibuka lagi setelah pengumuman."})
    return Period.objects.get(pk=office.period.pk)


def test_opening_a_form_after_closing_says_since_when_why_and_whom_to_ask(officer, office):
    period = close(office)

    response = officer.get(office.assess_url())

    text = read(response).text
    assert response.status_code == 403
    assert moment(period.closes_at) in text
    assert "Dibuka lagi setelah pengumuman." in text
    assert "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah" in text


def test_before_opening_it_says_when_it_opens(officer, office):
    now = timezone.now()
    period = close(office, opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=9))

    response = officer.get(office.assess_url())

    assert response.status_code == 403
    assert moment(period.opens_at) in read(response).text


@pytest.mark.parametrize("act", ["save", "next", "check", "edit", "submit"])
def test_nothing_is_saved_after_closing_and_the_typed_text_is_shown(officer, office, act):
    sent = filled(officer, office.assess_url(), act=act, text_inovasi="Jangan <hilang>")
    close(office)
    before = digest()

    response = officer.post(office.assess_url(), sent)

    assert response.status_code == 403
    assert "Jangan <hilang>" in read(response).text
    assert digest() == before


def test_a_second_click_that_arrives_after_closing_still_leads_to_the_result(officer, office):
    sent = filled(officer, office.assess_url())
    first = officer.post(office.assess_url(), sent)
    close(office)

    assert officer.post(office.assess_url(), sent).url == first.url


def test_withdrawing_and_resuming_end_with_the_period_and_the_reason_is_shown(officer, office):
    done = handed_in(officer, office)
    close(office)
    before = digest()
    withdraw = reverse("appraisal:withdraw", args=[done.public_id])

    opened, sent = officer.get(withdraw), officer.post(withdraw, {"reason": "Salah orang"})

    assert (opened.status_code, sent.status_code) == (403, 403)
    assert "Salah orang" in read(sent).text
    assert digest() == before


def test_the_list_of_a_closed_period_still_shows_results_but_offers_no_work(officer, office):
    done = handed_in(officer, office)
    close(office)

    response = officer.get(office.candidates_url())

    assert {act for _candidate, act in response.context["lines"]} == {"result", ""}
    assert reverse("appraisal:result", args=[done.public_id]) in read(response).links()
    assert "Dibuka lagi setelah pengumuman." in read(response).text


def test_an_extension_counts_for_the_unit_and_says_until_when(officer, office):
    period, later = close(office), timezone.now() + timedelta(days=2)
    Extension.objects.create(period=period, unit=office.unit, closes_at=later, reason="Banjir")

    saved = officer.post(office.assess_url(), filled(officer, office.assess_url(), act="save"))
    start = officer.get(reverse("appraisal:start"))

    assert saved.status_code == 302
    assert moment(later) in read(start).text


def test_a_period_in_preparation_does_not_exist_for_officers(signed_in):
    office = make_office(published_at=None)
    client = signed_in(office.user)

    assert [client.get(url).status_code for url in (office.candidates_url(), office.assess_url())] == [404, 404]
