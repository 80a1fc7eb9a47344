"""The review of a result, its paper, and taking it back."""

import re

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment
from petruk.documents.models import Document
from petruk.people.models import Placement, Signatory
from tests.factories import make_employee, make_unit, make_user
from tests.fingerprint import digest
from tests.web.appraisal.office import filled, handed_in
from tests.web.reading import read

pytestmark = pytest.mark.django_db
SESSION_AND_USER = 2


def address(name, assessment):
    return reverse(f"appraisal:{name}", args=[assessment.public_id])


@pytest.fixture
def done(officer, office):
    return handed_in(officer, office, evidence_note="Notula rapat 3 Mei")


def test_the_review_says_every_score_text_and_hand(officer, office, done):
    text = read(officer.get(address("result", done))).text

    for said in (
        "Nilai e-Kinerja Maret 2021 84,00 < 85: 0 dari 10",
        "SILKa Online (Sistem Informasi Layanan Kepegawaian)",
        "Ada inovasi yang bermanfaat bagi seluruh SKPD atau masyarakat umum",
        "absensi.xlsx baris 214",
        "Notula rapat 3 Mei",
        office.user.name,
        Signatory.objects.get().employee.titled_name,
        Document.objects.get().number,
        Document.objects.get().code,
    ):
        assert said in text


def test_what_was_reviewed_stays_after_a_rename_and_a_transfer(officer, office, done):
    office.candidate.name = "NAMA BARU"
    office.candidate.save()
    Placement.objects.filter(employee=office.candidate).update(
        position="JABATAN BARU", unit=make_unit(parent=office.unit)
    )

    text = read(officer.get(address("result", done))).text

    assert "ASWENDI ARSUDHANA, S.Kom" in text
    assert "NAMA BARU" not in text
    assert "JABATAN BARU" not in text


def test_a_unit_without_a_signatory_is_warned(officer, office):
    Signatory.objects.all().delete()
    done = handed_in(officer, office)

    assert read(officer.get(address("result", done))).all("div", **{"class": "notice warning"})


def test_a_draft_is_previewed_and_has_no_paper(officer, office):
    officer.post(office.assess_url(), filled(officer, office.assess_url(), act="save"))
    draft = Assessment.objects.get()

    response = officer.get(address("result", draft))

    assert response.context["sheet"]["total"] == "70"
    assert office.assess_url() in read(response).links()
    assert officer.get(address("print", draft)).status_code == 404


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.AGENCY_ADMIN, Role.INSPECTOR])
def test_a_draft_belongs_to_the_office_alone_until_it_is_handed_in(signed_in, officer, office, role):
    officer.post(office.assess_url(), filled(officer, office.assess_url(), act="save"))
    draft, reader = Assessment.objects.get(), make_user(role, office.unit)

    before = signed_in(reader).get(address("result", draft)).status_code
    officer = signed_in(office.user)
    handed_in(officer, office)
    after = signed_in(reader).get(address("result", draft)).status_code

    assert (before, after) == (404, 200)


def test_a_civil_servant_reads_and_prints_his_own_result_and_no_other(signed_in, officer, office, done):
    himself = signed_in(make_user(Role.EMPLOYEE, office.unit, employee=office.candidate))
    own = [himself.get(address(name, done)).status_code for name in ("result", "print", "withdraw")]
    other = signed_in(make_user(Role.EMPLOYEE, office.unit, employee=make_employee(office.unit)))
    foreign = [other.get(address(name, done)).status_code for name in ("result", "print", "withdraw")]

    assert (own, foreign) == ([200, 200, 403], [404, 404, 403])


def test_the_paper_is_sent_as_it_was_issued_and_cannot_act(officer, done):
    response = officer.get(address("print", done))

    assert response.content == bytes(Document.objects.get().rendering.pdf)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="Hasil Penilaian ASWENDI ARSUDHANA, S.Kom.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert not re.search(r"\d{8}", response.headers["Content-Disposition"])


def test_n46_a_strange_name_cannot_break_the_header(officer, office):
    office.candidate.name = 'A"\\; filename="x.exe\u202e é'
    office.candidate.save()

    response = officer.get(address("print", handed_in(officer, office)))

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].isascii()
    assert 'filename="x.exe' not in response.headers["Content-Disposition"]


def test_reprinting_gives_the_same_bytes(officer, done):
    assert officer.get(address("print", done)).content == officer.get(address("print", done)).content


def test_withdrawing_asks_for_a_reason_and_then_acts(officer, office, done):
    before = digest()
    asked, empty = officer.get(address("withdraw", done)), officer.post(address("withdraw", done), {"reason": " "})
    assert (asked.status_code, empty.status_code) == (200, 422)
    assert digest() == before

    response = officer.post(address("withdraw", done), {"reason": "Salah memilih orang"}, follow=True)

    assert Assessment.objects.get().state == "withdrawn"
    assert "Salah memilih orang" in read(response).text
    assert officer.get(address("print", done)).status_code == 404


def test_withdrawing_twice_says_that_it_is_too_late(officer, done):
    officer.post(address("withdraw", done), {"reason": "Satu"})
    before = digest()

    response = officer.post(address("withdraw", done), {"reason": "Dua"})

    assert response.url == address("result", done)
    assert digest() == before


def test_resuming_opens_the_form_with_what_was_written(officer, office, done):
    officer.post(address("withdraw", done), {"reason": "Salah skor"})

    form = officer.post(address("resume", done), follow=True).context["form"]

    assert form["text_inovasi"].value() == "SILKa Online (Sistem Informasi Layanan Kepegawaian)"
    again = officer.post(office.assess_url(), filled(officer, office.assess_url(), points_inovasi="30"), follow=True)
    assert again.context["sheet"]["total"] == "60"


def test_resuming_what_is_not_withdrawn_changes_nothing(officer, done):
    before = digest()

    assert officer.post(address("resume", done)).url == address("result", done)
    assert digest() == before


def test_buttons_are_drawn_only_for_what_is_allowed(signed_in, officer, office, done):
    drawn = read(officer.get(address("result", done))).links()
    head = read(signed_in(make_user(Role.UNIT_HEAD, office.unit)).get(address("result", done))).links()

    assert (address("withdraw", done) in drawn, address("withdraw", done) in head) == (True, False)
    assert (address("print", done) in drawn, address("print", done) in head) == (True, True)


def test_the_journey_tells_each_event_once_and_saves_in_a_row_as_one(officer, office):
    for _n in range(3):
        officer.post(office.assess_url(), filled(officer, office.assess_url(), act="save"))
    done = handed_in(officer, office)

    steps = officer.get(address("result", done)).context["steps"]

    assert [step.state for step in steps] == ["done", "done", "now"]
    assert office.user.name in steps[0].detail


def test_n15_reading_and_printing_write_nothing(officer, done):
    before = digest()

    officer.get(address("result", done))
    officer.get(address("print", done))

    assert digest() == before


def test_a_review_takes_eight_queries(officer, done, django_assert_max_num_queries):
    officer.get(address("result", done))

    with django_assert_max_num_queries(SESSION_AND_USER + 6):
        officer.get(address("result", done))
