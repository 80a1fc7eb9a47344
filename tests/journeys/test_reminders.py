"""The agency reminds whoever holds a period up, and looks into the outbox, in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.documents.actions import outbox
from petruk.documents.models import Mail
from petruk.people.models import User
from tests.documents import post_office
from tests.factories import make_user
from tests.journeys.test_officer import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agency(office, settings):
    """An administrator of a government of one office, with mail switched on and an officer who has an address."""
    with post_office.opened() as post:
        settings.PETRUK_SMTP = post.settings()
        outbox.set_mail_rule(switched_on=True, recipient="a@contoh.go.id", at=timezone.now(), by=console("Uji"))
        User.objects.filter(pk=office.user.pk).update(email="pengelola@contoh.go.id")
        yield make_user(Role.AGENCY_ADMIN, office.unit)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_agency_reminds_an_officer_and_sends_again_what_failed(open_as, office, agency, width, scheme):
    page, seen = open_as(agency, reverse("deciding:progress"), width=width, scheme=scheme), {}

    def look(name: str) -> None:
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        seen[name] = [*violations(page), *([("scrolls sideways", [str(sideways)])] if sideways > 0 else [])]

    page.get_by_role("link", name="Ingatkan", exact=True).click()
    page.get_by_role("row", name=office.user.name).get_by_text("Lihat teks").click()
    assert (
        f"Yth. {office.user.name}," in page.get_by_role("row", name=office.user.name).locator("textarea").input_value()
    )
    look("list")
    page.click("main form[method=post] button")
    page.get_by_text("sedang dikirim.").wait_for()
    look("asked")
    page.get_by_role("link", name="Cetak surat").click()
    look("letters")
    Mail.objects.update(failed_at=timezone.now(), trouble="Server surel menolak surel ini.")
    page.goto(reverse("agency:outbox"))
    look("outbox")
    page.get_by_role("button", name="Kirim ulang").first.click()
    page.get_by_text("dikirim ulang.").wait_for()

    assert seen == {"list": [], "asked": [], "letters": [], "outbox": []}
    assert Mail.objects.filter(failed_at=None).count() == 1
