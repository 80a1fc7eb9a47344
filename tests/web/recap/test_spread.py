"""How scores are spread: within the scope and the filters, in classes without gaps, unit beside unit."""

from decimal import Decimal

import pytest

from petruk.access.roles import Role
from petruk.core.ids import new_public_id
from tests.appraisal.contest import make_usual
from tests.factories import make_user
from tests.web.reading import read

pytestmark = pytest.mark.django_db

SPREAD = "/rekap/sebaran/"


@pytest.fixture
def contest(db):
    return make_usual()


@pytest.fixture
def agency(signed_in, contest):
    return signed_in(make_user(Role.AGENCY_ADMIN, contest.root))


def counts(response):
    return {bar.label: bar.value for bar in response.context["bars"] if bar.value}


def test_totals_lie_in_classes_and_bands(agency):
    page = agency.get(SPREAD)

    assert counts(page) == {"> 54 – 63": 1, "> 72 – 81": 2, "> 81 – 90": 1}
    known = page.context["known"]
    assert (known.count, known.lowest, known.median, known.mean, known.highest) == (
        4, Decimal(60), Decimal(80), Decimal("77.5"), Decimal(90),
    )  # fmt: skip
    assert [count for _word, _kind, count in page.context["bands"]] == [1, 0, 2, 1]


def test_units_are_compared_by_what_they_give_themselves(agency):
    units = agency.get(SPREAD).context["units"]

    assert [(each.label, each.lowest, each.mean, each.highest, each.number) for each in units] == [
        ("Dinas Sosial", Decimal("83.3"), Decimal("88.9"), Decimal(100), 3),
        ("Dinas Lain", Decimal(50), Decimal(50), Decimal(50), 1),
    ]


def test_a_sealed_period_is_compared_likewise(agency, contest):
    before = agency.get(SPREAD).context
    contest.seal()

    after = agency.get(SPREAD).context

    assert (after["units"], after["bars"], after["known"]) == (before["units"], before["bars"], before["known"])


def test_n07_only_the_own_units_are_counted(signed_in, contest):
    page = signed_in(make_user(Role.UNIT_OFFICER, contest.other)).get(SPREAD)

    assert counts(page) == {"> 54 – 63": 1}
    assert [each.label for each in page.context["units"]] == ["Dinas Lain"]
    assert "Dinas Sosial" not in read(page).text


def test_filters_hold_here_as_in_the_recap(agency, contest):
    assert counts(agency.get(SPREAD, {"unit": contest.other.public_id})) == {"> 54 – 63": 1}
    assert agency.get(SPREAD, {"keadaan": "diverifikasi"}).context["known"] is None
    assert agency.get(SPREAD, {"unit": new_public_id()}).status_code == 404
    assert agency.get(SPREAD, {"periode": new_public_id()}).status_code == 404


def test_a_chart_is_also_a_table(agency):
    page = read(agency.get(SPREAD))

    assert "Dinas Sosial383,30 %88,90 %100,00 %" in page.text
    assert [(bar["x"], bar["width"]) for bar in page.all("rect", **{"class": "reach"})] == [
        ("83.3%", "16.7%"), ("50.0%", "0.0%"),
    ]  # fmt: skip


def test_without_a_period_the_page_says_so(signed_in, db):
    assert signed_in(make_user(Role.AGENCY_ADMIN)).get(SPREAD).context["asked"].period is None
