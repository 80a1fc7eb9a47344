"""The page on which the agency issues charters, and the register in which every paper stands."""

import io
import zipfile
from datetime import date

import pytest

from petruk.access.roles import Role
from petruk.appraisal.actions import awards
from petruk.documents.actions import charters as actions
from petruk.documents.models import CharterRun, Document
from petruk.people.models import User
from tests.appraisal.contest import LATER
from tests.documents.test_charters import decided, issued, ordered
from tests.factories import make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db
TERMS = {"dated_on": "2026-12-26", "honour": "ASN Berkinerja Terbaik", "decree": ""}


@pytest.fixture
def contest(db):
    return decided()


@pytest.fixture
def agency(signed_in, contest):
    return signed_in(User.objects.get(public_id=contest.agency.ref))


def page(contest, rest=""):
    return f"/naskah/piagam/{contest.period.public_id}/{rest}"


def test_the_agency_orders_the_charters_of_all_winners(agency, contest):
    response = agency.post(page(contest), TERMS)

    run = CharterRun.objects.get()
    assert response.url == page(contest)
    assert (run.wanted, run.dated_on, run.honour) == (3, date(2026, 12, 26), "ASN Berkinerja Terbaik")
    assert read(agency.get(page(contest))).all("progress")


def test_while_they_are_issued_the_page_asks_and_at_the_end_shows_itself_anew(agency, contest):
    run = ordered(contest)
    asked = agency.get(page(contest, "kemajuan/"))
    actions.carry_out(run, by=contest.agency)

    done = agency.get(page(contest, "kemajuan/"))

    assert ("HX-Refresh" in asked.headers, done.headers["HX-Refresh"]) == (False, "true")


def test_what_went_wrong_with_an_order_is_said(agency, contest):
    actions.finish(ordered(contest), at=LATER, by=contest.agency, trouble="Kertas habis.")

    assert "Kertas habis." in read(agency.get(page(contest))).text


def test_all_charters_are_taken_along_as_one_file(agency, contest):
    papers = issued(contest)

    response = agency.get(page(contest, "unduh/"))

    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
        contents = [archive.read(name) for name in names]
    assert names == [f"Piagam {number}-PIAGAM-2026.pdf" for number in ("001", "002", "003")]
    assert contents == [bytes(each.rendering.pdf) for each in papers]


def test_a_refusal_stands_on_the_form_and_what_was_typed_stays(agency, contest):
    response = agency.post(page(contest), TERMS | {"dated_on": "2020-01-01", "decree": "Keputusan Bupati 1/2026"})

    assert response.context["form"].non_field_errors()
    assert "Keputusan Bupati 1/2026" in response.content.decode()


def test_the_register_is_searched_by_number_name_kind_year_and_state(agency, contest):
    papers = issued(contest)
    actions.revoke_award(papers[0].award, reason="Keliru", at=LATER, by=contest.agency)

    def found(query):
        return [each.number for each, _badge in agency.get(f"/naskah/?{query}").context["lines"]]

    assert found("cari=002/PIAGAM") == ["002/PIAGAM/2026"]
    assert found("cari=dedi") == ["002/PIAGAM/2026"]
    assert found("status=revoked") == ["001/PIAGAM/2026"]
    assert len(found("jenis=charter&tahun=2026")) == 3
    assert found("jenis=recap") == found("tahun=2020") == []
    assert len(found("jenis=rahasia&tahun=dua&status=x")) == 3


def test_the_register_finds_a_nip_that_is_posted(agency, contest):
    issued(contest)
    nip = contest.result("DEDI").assessment.employee.nip

    response = agency.post("/naskah/", {"cari": f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"})

    assert [each.number for each, _badge in response.context["lines"]] == ["002/PIAGAM/2026"]


def test_a_paper_page_gives_the_bytes_that_were_issued(agency, contest):
    paper = issued(contest)[0]

    shown, sent = agency.get(f"/naskah/{paper.public_id}/"), agency.get(f"/naskah/{paper.public_id}/pdf/")

    assert paper.code in read(shown).text
    assert sent.content == bytes(paper.rendering.pdf)
    assert sent.headers["Content-Disposition"] == 'inline; filename="Piagam 001-PIAGAM-2026.pdf"'


def test_a_charter_is_taken_back_with_a_reason_and_another_one_may_be_issued(agency, contest):
    paper = issued(contest)[0]

    without = agency.post(f"/naskah/{paper.public_id}/cabut/", {"reason": ""})
    agency.post(f"/naskah/{paper.public_id}/cabut/", {"reason": "Salah nama"})

    assert without.context["form"].errors.keys() == {"reason"}
    paper.refresh_from_db()
    assert paper.revoked_because == "Salah nama"
    actions.carry_out(ordered(contest), by=contest.agency)
    paper.refresh_from_db()
    newer = Document.objects.get(award=paper.award, revoked_at=None)
    assert (paper.replaced_by, newer.number) == (newer, "004/PIAGAM/2026")
    assert newer.number in read(agency.get(f"/naskah/{paper.public_id}/")).text
    assert agency.get(f"/naskah/{paper.public_id}/cabut/").status_code == 403


def test_a_result_sheet_is_not_taken_back_by_hand(agency, contest, client, signed_in):
    awards.announce(contest.period, at=LATER, by=contest.agency)
    papers = issued(contest)
    signed_in(make_user(Role.UNIT_OFFICER, contest.social))

    assert client.get(f"/naskah/{papers[0].public_id}/").status_code == 200
    assert client.post(f"/naskah/{papers[0].public_id}/cabut/", {"reason": "x"}).status_code == 403
    assert client.get(f"/naskah/{papers[1].public_id}/").status_code == 404
