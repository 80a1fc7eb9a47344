"""The guide's own example, page by page, as a browser without JavaScript walks it."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from petruk.appraisal.models import Assessment
from petruk.documents.models import Document
from tests.documents.reading import words
from tests.fingerprint import digest
from tests.web.appraisal.office import filled
from tests.web.reading import read

pytestmark = pytest.mark.django_db


def test_the_addresses_are_indonesian(office):
    period, unit, employee = office.period.public_id, office.unit.public_id, office.candidate.public_id

    assert reverse("appraisal:start") == "/penilaian/"
    assert office.candidates_url() == f"/penilaian/{period}/unit/{unit}/"
    assert office.assess_url() == f"/penilaian/{period}/pegawai/{employee}/"
    assert reverse("appraisal:result", args=["x"]) == "/penilaian/x/hasil/"
    assert reverse("appraisal:print", args=["x"]) == "/penilaian/x/hasil/cetak/"


def test_the_guides_example_is_assessed_from_link_to_link_and_prints_70(officer, office):
    assert office.candidates_url() in read(officer.get(reverse("appraisal:start"))).links()
    assert office.assess_url() in read(officer.get(office.candidates_url())).links()

    asked = officer.post(office.assess_url(), filled(officer, office.assess_url(), act="check"))
    names, fields = asked.context["form"].fields, read(asked).all("input", type="hidden")
    hidden = {field["name"]: field.get("value", "") for field in fields if field["name"] in names}
    reviewed = officer.post(office.assess_url(), hidden | {"act": "submit"}, follow=True)

    assessment = Assessment.objects.get()
    assert reviewed.redirect_chain == [(reverse("appraisal:result", args=[assessment.public_id]), 302)]
    assert [line["points"] for line in reviewed.context["sheet"]["lines"]] == ["0", "0", "40", "10", "20"]
    printed = officer.get(reverse("appraisal:print", args=[assessment.public_id]))
    assert "70 Total Skor dari 90" in words(printed.content)


def test_being_asked_writes_nothing_and_says_the_total(officer, office):
    sent = filled(officer, office.assess_url(), act="check")
    before = digest()

    response = officer.post(office.assess_url(), sent)

    assert digest() == before
    assert response.context["score"].total == 70


def test_going_back_from_the_question_keeps_every_word(officer, office):
    sent = filled(officer, office.assess_url(), act="edit", evidence_note="Notula 3 Mei")

    form = officer.post(office.assess_url(), sent).context["form"]

    assert {name: form[name].value() for name in sent if name != "act"} == {k: v for k, v in sent.items() if k != "act"}


def test_success_is_told_on_the_review(officer, office):
    response = officer.post(office.assess_url(), filled(officer, office.assess_url()), follow=True)

    assert gettext("The result of the assessment is recorded.") in read(response).text


def test_a_draft_comes_back_as_it_was_typed(officer, office):
    sent = filled(officer, office.assess_url(), act="save", points_teamwork="", text_inovasi="setengah jadi")

    form = officer.post(office.assess_url(), sent, follow=True).context["form"]

    assert (form["text_inovasi"].value(), form["points_inovasi"].value(), form["points_teamwork"].value()) == (
        "setengah jadi",
        "40",
        "",
    )
    assert not Document.objects.exists()


def test_the_same_post_twice_is_one_result_and_one_paper(officer, office):
    sent = filled(officer, office.assess_url())

    first, second = (officer.post(office.assess_url(), sent) for _n in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert (Assessment.objects.count(), Document.objects.count()) == (1, 1)
