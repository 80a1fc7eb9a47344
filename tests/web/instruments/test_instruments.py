"""The instruments as the agency and the inspector read them."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.actions.instruments import publish_ready_made
from petruk.appraisal.models import Instrument
from petruk.core.instrument import digest, parse, ready_made
from tests.appraisal.world import NOW, make_period
from tests.web.reading import read

pytestmark = pytest.mark.django_db

READERS = [Role.AGENCY_ADMIN, Role.INSPECTOR]
OTHERS = [Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.EMPLOYEE, Role.OPERATOR, Role.PANELIST]


@pytest.fixture
def instrument():
    publish_ready_made(at=NOW, by=console("Uji"))
    return Instrument.objects.get(code="petruk-2021")


def url(name, instrument):
    return reverse(f"instruments:{name}", args=[instrument.public_id])


@pytest.mark.parametrize(("role", "status"), [(role, 200) for role in READERS] + [(role, 403) for role in OTHERS])
def test_only_those_who_may_see_instruments_reach_the_pages(as_role, instrument, role, status):
    client = as_role(role)
    pages = [reverse("instruments:instruments"), url("instrument", instrument), url("definition", instrument)]

    assert {client.get(page).status_code for page in pages} == {status}


def test_the_list_names_each_with_its_maximum(agency, instrument):
    response = agency.get(reverse("instruments:instruments"))

    assert [(each.code, rules.maximum) for each, rules in response.context["instruments"]][:2] == [
        ("petruk-2021", 90),
        ("petruk-2021b", 100),
    ]


def test_every_option_is_shown_with_its_full_meaning_and_nothing_can_be_filled_in(agency, instrument):
    response = agency.get(url("instrument", instrument))

    page = response.content.decode()
    rubrics = [each for each in parse(instrument.definition).indicators if hasattr(each, "levels")]
    assert all(level.meaning in page for rubric in rubrics for level in rubric.levels)
    assert all(part.points.field.disabled for part, _criterion in response.context["parts"] if part.points)
    answers = re.findall(r'<input type="radio"[^>]*>|<textarea[^>]*>', page)
    assert (len(answers), [answer for answer in answers if " disabled" not in answer]) == (8, [])


@pytest.mark.parametrize("code", sorted(ready_made()))
def test_every_ready_made_instrument_can_be_read(agency, instrument, code):
    other = Instrument.objects.get(code=code)

    page = agency.get(url("instrument", other)).content.decode()

    assert all(escape(indicator.title) in page for indicator in parse(other.definition).indicators)
    assert "{window}" not in page


def test_the_rules_the_law_and_the_fingerprint_stand_on_the_page(agency, instrument):
    page = agency.get(url("instrument", instrument)).content.decode()

    assert instrument.sha256 in page
    assert "Peraturan Pemerintah Nomor 30 Tahun 2019" in page
    assert "dengan kriteria ≥ 95 %" in page
    assert "I/a, I/b, II/a, II/b" in page


def test_how_long_one_may_object_stands_on_the_page(agency, instrument):
    text = read(agency.get(url("instrument", instrument))).text

    assert "To object14 working daysTo answer7 working days" in text


def test_the_definition_is_a_file_with_the_same_fingerprint_and_legible_order(agency, instrument):
    response = agency.get(url("definition", instrument))

    definition = json.loads(response.content)
    assert (
        response.headers["Content-Disposition"] == f'attachment; filename="petruk-2021-{instrument.sha256[:16]}.json"'
    )
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert digest(definition) == instrument.sha256
    assert list(definition)[:2] == ["code", "title"]
    assert list(definition)[-2:] == ["indicators", "tie_breaks"]
    assert {next(iter(each)) for each in definition["indicators"]} == {"kind"}


def test_an_instrument_names_the_periods_that_use_it(agency, instrument):
    make_period(name="Penilaian 2027")

    assert [each.name for each in agency.get(url("instrument", instrument)).context["periods"]] == ["Penilaian 2027"]


@pytest.mark.parametrize("name", ["instrument", "definition"])
def test_an_instrument_that_is_not_there_is_a_404(agency, name):
    assert agency.get(reverse(f"instruments:{name}", args=["A" * 22])).status_code == 404


def test_the_agency_publishes_what_the_version_brings_once_and_the_inspector_may_not(as_role):
    inspector = as_role(Role.INSPECTOR)
    shown = reverse("instruments:publish") in inspector.get(reverse("instruments:instruments")).content.decode()
    refused = inspector.post(reverse("instruments:publish")).status_code
    before = Instrument.objects.count()

    agency = as_role(Role.AGENCY_ADMIN)
    offered = reverse("instruments:publish") in agency.get(reverse("instruments:instruments")).content.decode()
    for _again in range(2):
        agency.post(reverse("instruments:publish"))
    still = reverse("instruments:publish") in agency.get(reverse("instruments:instruments")).content.decode()

    assert (shown, refused, before) == (False, 403, 0)
    assert (offered, still) == (True, False)
    assert set(Instrument.objects.values_list("code", flat=True)) == set(ready_made())


def test_reading_publishes_nothing(agency):
    assert agency.get(reverse("instruments:publish")).status_code == 405
    agency.get(reverse("instruments:instruments"))

    assert not Instrument.objects.exists()


def test_list_and_page_cost_the_same_however_many_periods_there_are(agency, instrument, django_assert_num_queries):
    for number in range(30):
        make_period(name=f"Periode {number}")

    with django_assert_num_queries(3):  # session, account, instruments
        agency.get(reverse("instruments:instruments"))
    with django_assert_num_queries(4):
        agency.get(url("instrument", instrument))
