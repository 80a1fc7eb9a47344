"""The employee: his own breakdown, the objection to an indicator, and what became of it."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import objections as actions
from petruk.appraisal.actions import reopening
from petruk.appraisal.actions.objections import Answer
from petruk.appraisal.models import Objection, Period
from tests.core.made_files import pdf
from tests.web.objections.conftest import TEXT, account, close_window, form, url
from tests.web.ranking.conftest import authority
from tests.web.reading import read

pytestmark = pytest.mark.django_db


def body(response):
    """The page without what no two answers have in common."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_the_addresses_are_indonesian_and_the_menu_leads_there(budi):
    page = read(budi.get("/hasil-saya/"))

    assert url("own_list") == "/hasil-saya/"
    assert [a["href"] for a in page.all("a") if a.get("aria-current") == "page"] == ["/hasil-saya/"]


def test_an_employee_sees_every_number_of_his_own_result_with_its_reason(budi, announced):
    own = announced.result("BUDI")
    response = budi.get(url("own_result", own.public_id))

    text = read(response).text
    assert "10 + 10 + 40 + 10 + 10 = 80 dari 90." in text
    assert [row.explained.code for row in response.context["rows"]] == [
        "kinerja", "disiplin", "inovasi", "perilaku", "teamwork",
    ]  # fmt: skip
    assert url("file", own.public_id, "kinerja") in read(response).links()
    assert re.search(r"You may object to an indicator until .* at 24\.00 WITA: 14 working days left\.", text)
    assert [other for other in ("ANI", "CICI", "DEDI") if other in text] == []


def test_home_the_list_and_the_announcements_lead_to_it(budi, announced):
    own = url("own_result", announced.result("BUDI").public_id)

    for page in ("/", "/hasil-saya/", "/peringkat/pengumuman/"):
        assert own in read(budi.get(page)).links(), page


def test_nobody_has_a_result_here_before_the_announcement(budi, announced):
    Period.objects.update(announced_at=None, objections_close_at=None)

    assert budi.get(url("own_result", announced.result("BUDI").public_id)).status_code == 404
    assert "No announced result yet" in read(budi.get(url("own_list"))).text


def test_an_objection_is_filed_with_its_file(budi, announced):
    page = url("file", announced.result("BUDI").public_id, "teamwork")

    done = budi.post(page, form())

    filed = Objection.objects.get()
    assert (done.status_code, done.url) == (302, url("objection", filed.public_id))
    assert (filed.text, filed.indicator, filed.filed_by) == (TEXT, "teamwork", "Akun BUDI")
    text = read(budi.get(done.url)).text
    assert "Waits for an answer" in text
    assert "7 working days left" in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": " "}, "This field is required."),
        ({"file": None}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, "Only PDF, JPG and PNG are accepted."),
        ({"file": SimpleUploadedFile("a.pdf", pdf(b"1 0 obj <</OpenAction <</S /JavaScript>>>>"))}, "runs"),
        ({"whole": None}, "The file is not whole."),
    ],
)
def test_n55_n57_n64_a_form_that_is_not_right_keeps_what_was_typed(budi, announced, changed, words):
    answer = budi.post(url("file", announced.result("BUDI").public_id, "teamwork"), form(**changed))

    assert (answer.status_code, Objection.objects.count()) == (422, 0)
    assert words in read(answer).text
    assert changed.get("text", TEXT) in answer.content.decode()


def test_after_the_window_the_page_says_so_and_takes_nothing(budi, announced):
    own = announced.result("BUDI")
    close_window()

    shown = budi.get(url("own_result", own.public_id))
    sent = budi.post(url("file", own.public_id, "teamwork"), form())

    assert url("file", own.public_id, "teamwork") not in read(shown).links()
    assert "every objection is answered" in read(shown).text
    assert (sent.status_code, Objection.objects.count()) == (422, 0)
    assert "The time to object is over." in read(sent).text


def test_an_indicator_that_is_none_is_a_404(budi, announced):
    assert budi.get(url("file", announced.result("BUDI").public_id, "tidak-ada")).status_code == 404


def test_the_answer_stands_beside_the_indicator_and_on_the_home_page(budi, announced, file):
    filed = file()
    actions.reject(filed, Answer("Dari tahun lalu."), at=timezone.now(), by=announced.agency)

    result, home = (read(budi.get(page)).text for page in (url("own_result", filed.result.public_id), "/"))

    assert "Rejected" in result
    assert "Dari tahun lalu." in result
    assert "Your objection is rejected: Kerja Sama Tim (Team Work)" in home


def test_an_earlier_version_leads_to_the_one_in_force(budi, announced, file):
    filed = file()
    old = filed.result
    answer = Answer("Dihitung.", {"teamwork": Decimal(20)})
    actions.accept(filed, answer, at=timezone.now(), by=announced.agency)

    moved = budi.get(url("own_result", old.public_id))

    newest = announced.result("BUDI")
    assert (moved.status_code, moved.url) == (302, url("own_result", newest.public_id))
    text = read(budi.get(moved.url)).text
    assert "20 dari 20, semula 10, diubah karena sanggah" in text
    assert "Sanggah atas Kerja Sama Tim (Team Work) diterima: Dihitung." in text
    assert budi.get(url("file", old.public_id, "kinerja")).status_code == 404


def test_an_objection_is_taken_back_while_it_waits(budi, announced, file):
    filed = file()

    budi.post(url("withdraw", filed.public_id))
    again = read(budi.get(url("own_result", filed.result.public_id)))

    assert Objection.objects.get().withdrawn_at is not None
    assert url("file", filed.result.public_id, "teamwork") in again.links()
    answered = budi.post(url("withdraw", filed.public_id), follow=True)
    assert "already answered or taken back" in read(answered).text


def test_n55_the_file_is_sent_to_be_saved_and_can_do_nothing(budi, file):
    response = budi.get(url("download", file().public_id))

    assert response.content == pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="sertifikat.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["ANI", "CICI", "DEDI"])
def test_n01_n03_another_employee_is_told_what_nobody_is_told(as_person, file, name):
    filed = file()
    other = as_person(name)

    for page, row in (
        ("objection", filed), ("download", filed), ("own_result", filed.result), ("withdraw", filed),
    ):  # fmt: skip
        ask = other.post if page == "withdraw" else other.get
        found, missing = ask(url(page, row.public_id)), ask(url(page, "A" * 22))
        assert (found.status_code, body(found)) == (404, body(missing)), page
        assert dict(found.headers) == dict(missing.headers), page


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.PANELIST, Role.INSPECTOR, Role.AGENCY_ADMIN])
@pytest.mark.parametrize("where", ["social", "other"])
def test_n03_offices_and_panelists_see_no_objection(as_role, announced, file, role, where):
    filed = file()
    reader = as_role(role, getattr(announced, where))
    inspects = role in {Role.INSPECTOR, Role.AGENCY_ADMIN} and where == "social"

    for page in ("objection", "download"):
        allowed = {200} if inspects else {403, 404}
        assert reader.get(url(page, filed.public_id)).status_code in allowed, page
    shown = [reader.get(page).content.decode() for page in (url("desk"), "/", "/peringkat/pengumuman/", "/rekap/")]
    assert any(TEXT in page or filed.public_id in page for page in shown) is inspects


def test_n12_a_mandate_that_ended_opens_nothing_any_more(budi, announced, file):
    filed = file()
    account(announced, "BUDI").mandates.all().delete()

    assert budi.get(url("objection", filed.public_id)).status_code == 403
    assert budi.get(url("download", filed.public_id)).status_code == 403


def test_n40_hostile_words_are_shown_as_words(budi, announced):
    payload = "<script>alert(1)</script>\"'{{7*7}}"
    budi.post(url("file", announced.result("BUDI").public_id, "teamwork"), form(text=payload))

    page = read(budi.get(url("objection", Objection.objects.get().public_id)))

    assert payload in page.text
    assert [attrs for attrs in page.all("script") if "src" not in attrs] == []


def test_a_reopened_result_is_objected_to_in_its_new_version(budi, announced):
    asked = reopening.ask(announced.result("BUDI"), reason="Cek", at=timezone.now(), by=announced.agency)
    newer = reopening.grant(asked, at=timezone.now(), by=announced.second)

    budi.post(url("file", newer.public_id, "inovasi"), form())

    assert Objection.objects.get().result == newer
    assert authority(account(announced, "BUDI")).employee_id == newer.assessment.employee_id
