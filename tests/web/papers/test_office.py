"""The pages on which an office issues its letter and form, and the agency the minutes of a panel."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.documents.actions.sheets import withdraw
from petruk.documents.models import Document
from tests.appraisal.desk import make_desk
from tests.factories import make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    return make_desk(nominees_per_unit=5)


@pytest.fixture
def officer(signed_in, desk):
    return signed_in(make_user(Role.UNIT_OFFICER, desk.unit))


@pytest.mark.parametrize(("kind", "path"), [("letter", "pengantar"), ("form", "formulir")])
def test_a_paper_is_issued_then_issued_anew_with_a_reason(officer, desk, kind, path):
    page = f"/naskah/{path}/{desk.period.public_id}/{desk.unit.public_id}/"

    officer.post(page, {})
    without = officer.post(page, {"reason": ""})
    officer.post(page, {"reason": "Ada yang kurang"})

    first, second = Document.objects.filter(kind=kind).order_by("pk")
    assert without.context["form"].errors.keys() == {"reason"}
    assert (first.replaced_by, second.revoked_at) == (second, None)
    assert second.number in read(officer.get(page)).text


def test_the_letter_shows_which_sheets_it_lists(officer, desk):
    sheet = Document.objects.get(kind="result")

    shown = officer.get(f"/naskah/pengantar/{desk.period.public_id}/{desk.unit.public_id}/")

    assert [(each.number, total) for each, total in shown.context["sheets"]] == [(sheet.number, "70")]


def test_where_nothing_was_handed_in_no_letter_is_offered_and_none_is_issued(officer, desk):
    page = f"/naskah/pengantar/{desk.period.public_id}/{desk.unit.public_id}/"
    withdraw(desk.assessment, reason="Keliru", at=timezone.now(), by=desk.officer)

    offered, refused = officer.get(page), officer.post(page, {})

    assert "Terbitkan naskah" not in read(offered).text
    assert "belum mengirim hasil" in read(refused).text
    assert not Document.objects.filter(kind="letter").exists()


def test_the_list_of_candidates_leads_to_both_for_whoever_works_there(officer, desk, signed_in):
    page = reverse("appraisal:candidates", args=[desk.period.public_id, desk.unit.public_id])
    mine = officer.get(page).content.decode()
    theirs = signed_in(make_user(Role.INSPECTOR, desk.root)).get(page).content.decode()

    for path in ("/naskah/pengantar/", "/naskah/formulir/"):
        assert (path in mine, path in theirs) == (True, False)
