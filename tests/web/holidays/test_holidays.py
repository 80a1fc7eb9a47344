"""The table of holidays under the settings: year by year, added and removed by the agency."""

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Holiday
from tests.factories import make_unit, make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db
URL = "/pengaturan/hari-libur/"
DAY = {"day": "2027-03-09", "name": "Hari Raya Nyepi", "kind": "national", "decree": "SKB 1497/2026"}


@pytest.fixture
def agency(signed_in):
    client = signed_in(make_user(Role.AGENCY_ADMIN, make_unit()))
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_a_holiday_is_added_to_its_year(agency):
    done = agency.post(f"{URL}baru/", DAY)

    assert (done.status_code, done.url) == (302, f"{URL}?tahun=2027")
    text = read(agency.get(done.url)).text
    assert "Tuesday, 9 Maret 2027" in text
    assert "Hari Raya Nyepi" in text
    assert "National holiday" in text
    assert "SKB 1497/2026" in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": ""}, "This field is required."),
        ({"day": "2027-02-30"}, "Enter a valid date."),
        ({"day": "1027-03-09"}, "This year cannot be right."),
        ({"name": " "}, "This field is required."),
        ({"kind": "market"}, "Select a valid choice."),
    ],
)
def test_what_is_not_right_is_said_beside_its_field(agency, changed, words):
    answer = agency.post(f"{URL}baru/", DAY | changed)

    assert Holiday.objects.count() == 0
    assert words in read(answer).text


def test_a_day_stands_once_in_the_table(agency):
    for _time in range(2):
        answer = agency.post(f"{URL}baru/", DAY | {"name": "Nyepi"})

    assert "This day is in the table already." in read(answer).text
    assert Holiday.objects.count() == 1


def test_a_day_is_removed(agency):
    agency.post(f"{URL}baru/", DAY)

    done = agency.post(f"{URL}2027-03-09/hapus/", follow=True)

    assert Holiday.objects.count() == 0
    assert "Deadlines that were told stay as they are." in read(done).text


@pytest.mark.parametrize("day", ["2027-03-10", "20270309", "2027-W10-2", "x", "2027-3-9"])
def test_a_day_that_is_none_or_not_in_the_table_is_a_404(agency, day):
    agency.post(f"{URL}baru/", DAY)

    assert agency.post(f"{URL}{day}/hapus/").status_code == 404
    assert Holiday.objects.count() == 1


@pytest.mark.parametrize("wanted", ["", "1999", "x", "2027'--", "-1"])
def test_without_a_year_that_is_there_this_year_is_shown(agency, wanted):
    response = agency.get(URL, {"tahun": wanted})

    assert response.context["year"] == timezone.localdate().year
    assert "No holiday in this year" in read(response).text


def test_the_inspector_reads_the_table_and_has_no_button(agency, signed_in):
    agency.post(f"{URL}baru/", DAY)
    inspector = signed_in(make_user(Role.INSPECTOR, make_unit()))

    page = read(inspector.get(URL, {"tahun": "2027"}))

    assert "Hari Raya Nyepi" in page.text
    assert [form for form in page.all("form", method="post") if "hari-libur" in (form.get("action") or "")] == []
