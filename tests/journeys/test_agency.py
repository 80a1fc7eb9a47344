"""The agency in a real browser: prepares a period, publishes it, closes it; and what happens when it errs."""

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from petruk.appraisal.models import Instrument, Period
from tests.factories import make_unit, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agency(office):
    return make_user(Role.AGENCY_ADMIN, make_unit("Pemerintah Kabupaten"))


@pytest.fixture
def prepare(open_as, agency):
    """Return the form of a new period, filled in but for its times."""
    instrument = Instrument.objects.get(code="petruk-2021")
    page = open_as(agency, reverse("periods:create"))
    page.check(f"[name=instrumen][value='{instrument.public_id}']")
    page.click("main button[type=submit]")
    page.fill("[name=name]", "Penilaian Instrumen Kinerja 2022")
    for code in ("kinerja", "disiplin"):
        page.fill(f"[name=year_{code}]", "2022")
        page.check(f"[name=months_{code}][value='3']")
    page.fill("[name=year_perilaku]", "2021")
    return page


def save(page, opens: str, closes: str) -> None:
    page.fill("[name=opens_at]", opens)
    page.fill("[name=closes_at]", closes)
    page.click("main button.save")
    page.wait_for_load_state()


def test_the_agency_prepares_and_publishes_a_period(prepare):
    save(prepare, "2030-04-01T08:00", "2030-04-30T16:00")
    prepare.click("a.btn.main")
    prepare.click("main form button.main")
    prepare.wait_for_load_state()

    period = Period.objects.get(name="Penilaian Instrumen Kinerja 2022")
    assert period.published_at is not None
    assert period.windows["kinerja"] == {"year": 2022, "months": [3]}
    assert "30 April 2030 pukul 16.00 WITA" in prepare.inner_text("main")


def test_a_period_that_closes_before_it_opens_is_refused_and_nothing_typed_is_lost(prepare):
    save(prepare, "2030-04-30T16:00", "2030-04-01T08:00")

    assert not Period.objects.filter(name="Penilaian Instrumen Kinerja 2022").exists()
    assert prepare.input_value("[name=name]") == "Penilaian Instrumen Kinerja 2022"
    assert prepare.is_checked("[name=months_kinerja][value='3']")
    assert prepare.locator("[name=closes_at][aria-invalid=true]").count() == 1


def test_closing_now_shuts_the_office_out(open_as, agency, office):
    page = open_as(agency, reverse("periods:close", args=[office.period.public_id]))

    page.click("main form button.danger")
    page.wait_for_load_state()

    officer = open_as(office.user, reverse("home:home"))
    assert officer.request.get(office.assess_url()).status == 403
