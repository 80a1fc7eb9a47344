"""An objection in a real browser: the employee files it, the agency accepts it, and then all is final."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import awards, sealing
from petruk.appraisal.models import Objection, Period
from petruk.people.models import User
from tests.appraisal.contest import Contest, make_usual
from tests.core.made_files import pdf
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contest(office, settings, tmp_path) -> Contest:
    """Announced just now."""
    settings.PETRUK_FILES = tmp_path
    made, now = make_usual(name="Penilaian yang Diumumkan"), timezone.now()
    closed = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(hours=1)}
    Period.objects.filter(pk=made.period.pk).update(**closed)
    made.period.refresh_from_db()
    sealing.seal(made.period, at=now, by=made.agency)
    for award in awards.propose(made.period, at=now, by=made.agency):
        awards.decide(award, award.result, reason="", at=now, by=made.agency)
    awards.announce(made.period, at=now, by=made.agency)
    return made


def recap(contest):
    return f"{reverse('recap:recap')}?periode={contest.period.public_id}"


def test_from_the_objection_to_the_new_version_and_the_final_recap(open_as, contest, tmp_path):
    result = contest.result("BUDI")
    person = result.assessment.employee
    employee = make_user(Role.EMPLOYEE, result.assessment.unit, employee=person, name="Budi")
    proof = tmp_path / "sertifikat.pdf"
    proof.write_bytes(pdf())

    page = open_as(employee, reverse("home:home"))
    page.click("main a:has-text('Lihat hasil saya')")
    page.click("li:has-text('Kerja Sama Tim') a:has-text('Ajukan sanggah')")
    page.fill("[name=text]", "Sertifikat pelatih tim belum dihitung.")
    page.set_input_files("[name=file]", proof)
    page.click("main button.main")
    page.wait_for_load_state()
    assert "Menunggu jawaban" in page.inner_text("main")
    filed = Objection.objects.get()

    desk = open_as(User.objects.get(public_id=contest.second.ref), reverse("home:home"), width=360)
    desk.click("main a:has-text('Jawab')")
    assert "masih 7 hari kerja" in desk.inner_text("main")
    desk.click("tbody a:has-text('Jawab')")
    with desk.expect_download() as sent:
        desk.click("a:has-text('sertifikat.pdf')")
    assert sent.value.path().read_bytes() == pdf()
    desk.check("[name=points_teamwork][value='20']")
    desk.fill("[name=answer]", "Sertifikatnya sah dan dihitung.")
    desk.click("button[value=accept]")
    desk.wait_for_load_state()
    assert "Diterima" in desk.inner_text("main")
    desk.goto(recap(contest))
    assert "Sementara" in desk.inner_text("main")

    page.goto(reverse("home:home"))
    page.click("main a:has-text('Baca jawaban')")
    assert "Sertifikatnya sah dan dihitung." in page.inner_text("main")
    page.goto(reverse("objections:own_result", args=[filed.result.public_id]))
    assert "20 dari 20, semula 10, diubah karena sanggah" in page.inner_text("main")
    assert "90" in page.inner_text(".total")
    assert page.locator("a:has-text('Versi 1')").count() == 1

    past = {"announced_at": timezone.now() - timedelta(days=30), "objections_close_at": timezone.now()}
    Period.objects.filter(pk=contest.period.pk).update(**past)
    desk.reload()
    assert "Final" in desk.inner_text("main")
    assert "Sementara" not in desk.inner_text("main")


def test_after_the_window_no_button_leads_to_an_objection(open_as, contest):
    result = contest.result("BUDI")
    employee = make_user(Role.EMPLOYEE, result.assessment.unit, employee=result.assessment.employee)
    past = {"announced_at": timezone.now() - timedelta(days=30), "objections_close_at": timezone.now()}
    Period.objects.filter(pk=contest.period.pk).update(**past)

    page = open_as(employee, reverse("objections:own_result", args=[result.public_id]), width=360, scheme="dark")

    assert page.locator("a:has-text('Ajukan sanggah')").count() == 0
    assert "Final" in page.inner_text("main")
