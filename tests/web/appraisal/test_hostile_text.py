"""N40, N41: what somebody typed is a text on every page and on paper, never a part of them."""

import pytest
from django.urls import reverse

from petruk.appraisal.models import Assessment
from tests.appraisal.world import make_facts
from tests.documents.reading import words
from tests.factories import make_employee
from tests.web.appraisal.office import filled, make_office
from tests.web.payloads import PAYLOADS
from tests.web.reading import read

pytestmark = pytest.mark.django_db
HARMLESS = "Inovasi biasa"


@pytest.fixture
def office(db):
    return make_office(nominees_per_unit=100)


def pages_with(officer, office, text):
    """Hand in a text and return the pages on which it then stands: form, question, review, recap."""
    person = make_employee(office.unit, name="SAMA SAJA")
    make_facts(person)
    url = office.assess_url(person)
    typed = filled(officer, url, text_inovasi=text, evidence_note=text[:500])
    officer.post(url, typed | {"act": "save"})
    form = officer.get(url)
    asked = officer.post(url, filled(officer, url, act="check", text_inovasi=text, evidence_note=text[:500]))
    review = officer.post(url, filled(officer, url, text_inovasi=text, evidence_note=text[:500]), follow=True)
    assert review.status_code == 200
    return {"form": form, "question": asked, "review": review}


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_n40_a_payload_is_shown_as_text_and_adds_no_element_or_attribute(officer, office, payload):
    plain = pages_with(officer, office, HARMLESS)
    hostile = pages_with(officer, office, payload)

    for name, response in hostile.items():
        page = read(response)
        assert page.skeleton == read(plain[name]).skeleton, name
        values = [value for _tag, attrs in page.elements for value in attrs.values() if value]
        shown = " ".join(payload.split())
        assert shown in page.text or any(shown in " ".join(value.split()) for value in values), name


def test_n40_a_payload_is_text_on_the_recap_and_on_paper(officer, office):
    office.candidate.name = "<B>ANI</B>"
    office.candidate.save()
    officer.post(
        office.assess_url(), filled(officer, office.assess_url(), text_inovasi="<script>alert(1)</script> #let x")
    )

    recap = read(officer.get(reverse("recap:recap")))
    paper = officer.get(reverse("appraisal:print", args=[Assessment.objects.get().public_id]))

    assert "<B>ANI</B>" in recap.text
    assert not recap.all("b", **{"class": "x"})
    assert "<script>alert(1)</script> #let x" in words(paper.content)


def test_n41_no_page_holds_a_script_of_its_own(officer, office):
    for response in pages_with(officer, office, "</script>\u2028'\"").values():
        assert all(script.get("src") for script in read(response).all("script"))
        assert not any(
            "style" in attrs or any(name.startswith("on") for name in attrs) for _t, attrs in read(response).elements
        )
