"""The agency: what waits and how long still, the answer, and what pages say until all is final."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Objection, Result
from petruk.facts.models import Performance
from petruk.people.models import User
from tests.appraisal.test_sealing import correct
from tests.web.objections.conftest import TEXT, account, close_window, url
from tests.web.ranking.addresses import of
from tests.web.reading import read

pytestmark = pytest.mark.django_db
SAID = {"answer": "Sertifikatnya sah.", "act": "accept"}


def due(objection, days):
    """Let an answer be due so many days from today."""
    Objection.objects.filter(pk=objection.pk).update(answer_due_on=timezone.localdate() + timedelta(days=days))


def shown(response):
    return [(line.person["name"], line.objection.indicator, line.late) for line in response.context["lines"]]


def test_the_desk_shows_what_waits_the_most_urgent_first(agency, file):
    later, first, overdue = file(indicator="inovasi"), file("CICI"), file("ANI", "kinerja")
    due(later, 9), due(first, 0), due(overdue, -7)

    response = agency.get("/sanggah/")

    assert url("desk") == "/sanggah/"
    assert shown(response) == [("ANI", "kinerja", True), ("CICI", "teamwork", False), ("BUDI", "inovasi", False)]
    text = read(response).text
    assert "overdue by 5 working days" in text
    assert "today is the last day" in text


def test_the_desk_is_narrowed_to_a_state_and_words_that_are_none_narrow_nothing(agency, file):
    rejected = file()
    file("CICI")
    agency.post(url("answer", rejected.public_id), SAID | {"act": "reject"})

    states = ("ditolak", "menunggu", "diterima", "ditarik", "'; --")

    assert [len(shown(agency.get(url("desk"), {"keadaan": state}))) for state in states] == [1, 1, 0, 0, 2]


def test_the_inspector_reads_and_answers_nothing(as_role, file):
    filed = file()
    inspector = as_role(Role.INSPECTOR)

    assert url("answer", filed.public_id) not in read(inspector.get(url("desk"))).links()
    assert url("answer", filed.public_id) not in read(inspector.get(url("objection", filed.public_id))).links()
    assert inspector.post(url("answer", filed.public_id), SAID).status_code == 403


def test_judged_points_are_chosen_when_accepting(agency, announced, file):
    filed = file()
    page = url("answer", filed.public_id)
    offered = [field["value"] for field in read(agency.get(page)).all("input", name="points_teamwork")]

    done = agency.post(page, SAID | {"points_teamwork": "20"})

    assert offered == ["10", "15", "20"]
    assert (done.status_code, done.url) == (302, url("objection", filed.public_id))
    assert (announced.result("BUDI").version, announced.result("BUDI").total) == (2, 90)
    text = read(agency.get(done.url)).text
    assert "Check whether the winners still hold." in text
    assert "See version 2" in text


def test_accepting_without_other_points_says_that_nothing_would_change(agency, file):
    filed = file()

    answer = agency.post(url("answer", filed.public_id), SAID | {"points_teamwork": "10"})

    assert (answer.status_code, Result.objects.count()) == (422, 4)
    assert "Nothing would change in this indicator." in read(answer).text
    assert SAID["answer"] in answer.content.decode()


def test_n09_points_that_the_page_did_not_offer_are_refused_and_told(agency, file, caplog):
    filed = file()

    answer = agency.post(url("answer", filed.public_id), SAID | {"points_teamwork": "19", "points_kinerja": "10"})

    assert (answer.status_code, Objection.objects.get().accepted) == (422, None)
    assert "unknown fields" in caplog.text
    assert "forged options" in caplog.text


def test_facts_are_corrected_first_and_the_page_says_what_would_change(agency, announced, file):
    filed = file(indicator="kinerja")
    page = url("answer", filed.public_id)
    before = read(agency.get(page))
    correct(Performance, "BUDI", score="84")

    after = agency.get(page)
    done = agency.post(page, SAID)

    assert "disabled" in before.all("button", value="accept")[0]
    assert "import the right ones first" in before.text
    assert "Kinerja, nilai: semula 90,00, sekarang 84,00" in read(after).text
    assert (done.status_code, announced.result("BUDI").total) == (302, 70)


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_an_answer_needs_words(agency, file, act):
    answer = agency.post(url("answer", file().public_id), {"answer": "", "act": act, "points_teamwork": "20"})

    assert (answer.status_code, Objection.objects.get().accepted) == (422, None)
    assert "This field is required." in read(answer).text


@pytest.mark.parametrize("act", ["", "grant", "delete"])
def test_another_act_than_the_two_is_a_bad_request(agency, file, act):
    assert agency.post(url("answer", file().public_id), SAID | {"act": act}).status_code == 400


def test_the_second_who_answers_is_told_who_was_first(agency, second, file):
    filed = file()
    page = url("answer", filed.public_id)
    agency.post(page, SAID | {"act": "reject"})

    late = second().post(page, SAID | {"points_teamwork": "20"})

    assert "Siti Rahma has answered this objection already." in read(late).text
    assert Objection.objects.get().accepted is False


def test_n05_nobody_of_the_agency_answers_for_himself(signed_in, announced, file):
    filed = file()
    user = account(announced, "BUDI")
    user.mandates.create(role=Role.AGENCY_ADMIN, unit=announced.root, started_on="2020-01-01")
    client = signed_in(User.objects.get(pk=user.pk))
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"

    shown_page = read(client.get(url("answer", filed.public_id)))
    client.post(url("answer", filed.public_id), SAID | {"points_teamwork": "20"})

    assert "Another person of the agency must answer it." in shown_page.text
    assert Objection.objects.get().accepted is None


def test_the_home_page_of_the_agency_counts_what_waits(agency, file):
    due(file(), -3)
    file("CICI")

    text = read(agency.get("/")).text

    assert "2 objections to answer" in text
    assert "is overdue." in text


def pages(contest):
    return (of(contest, "ranking"), reverse("recap:recap"), reverse("ranking:announcements"))


def test_pages_say_provisional_until_the_window_is_over_and_all_is_answered(agency, announced, file):
    during = [read(agency.get(page)).text for page in pages(announced)]
    filed = file()
    close_window()
    waiting = [read(agency.get(page)).text for page in pages(announced)]
    agency.post(url("answer", filed.public_id), SAID | {"act": "reject"})
    after = [read(agency.get(page)).text for page in pages(announced)]

    assert ["Employees may object until" in text and "Provisional" in text for text in during] == [True] * 3
    assert ["an objection still waits" in text and "Provisional" in text for text in waiting] == [True] * 3
    assert ["Final" in text and "Provisional" not in text for text in after] == [True] * 3
    assert TEXT not in "".join(during + waiting + after)


def test_in_indonesian_the_word_is_sementara_and_then_final(agency, announced):
    agency.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "id"
    before = [read(agency.get(page)).text for page in pages(announced)]
    close_window()
    after = [read(agency.get(page)).text for page in pages(announced)]

    assert ["Sementara" in text for text in before] == [True] * 3
    assert ["Final" in text and "Sementara" not in text for text in after] == [True] * 3
