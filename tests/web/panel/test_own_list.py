"""The list of a panelist: whom he scores, how far he is, and nobody else's."""

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from petruk.appraisal.actions import panel, panel_sheets
from petruk.appraisal.models import Assessment, Period
from petruk.web.paging import PAGE_SIZE
from tests.appraisal.panel_world import APPENDIX, points
from tests.factories import make_employee, make_user
from tests.web.panel.pages import sent, sheet_url
from tests.web.reading import read

pytestmark = pytest.mark.django_db
LIST = "/tim-penilai/lembar/"


def names(response):
    return [line.person["name"] for line in response.context["lines"]]


def test_it_lists_every_nominee_with_post_unit_and_the_own_points(world, signed_in):
    office = world.office("Dinas Sosial")
    first, second = world.nominee(office, name="AMINAH"), world.nominee(office, name="BUDI")
    world.nominee(name="CITRA")
    user = world.member()
    world.hand_in(first, user)
    panel_sheets.save_draft(second, {"manfaat": 12}, version=0, at=world.at, by=world.authority(user))

    response = signed_in(user).get(LIST)

    assert [(line.person["name"], line.points, line.turn.state) for line in response.context["lines"]] == [
        ("AMINAH", 223, "handed_in"),
        ("BUDI", 12, "draft"),
        ("CITRA", 0, "waiting"),
    ]
    assert (response.context["settled"], response.context["all"]) == (1, 3)
    assert "Dinas Sosial" in read(response).text


def test_a_name_is_searched_and_the_waiting_ones_are_singled_out(world, signed_in):
    done, _other, _third = (world.nominee(name=name) for name in ("AMINAH", "BUDI AMIN", "CITRA"))
    user = world.member()
    world.hand_in(done, user)
    client = signed_in(user)

    assert names(client.get(LIST, {"cari": "amin"})) == ["AMINAH", "BUDI AMIN"]
    assert names(client.get(LIST, {"menunggu": "1"})) == ["BUDI AMIN", "CITRA"]
    assert names(client.get(LIST, {"cari": "amin", "menunggu": "1"})) == ["BUDI AMIN"]


def test_a_mandate_for_one_part_lists_that_part_only(world, signed_in):
    here, there = world.nominee(name="DI SINI"), world.nominee(name="DI SANA")
    user = make_user(Role.PANELIST, here.unit, employee=make_employee(world.office()))
    world.appoint(user)
    client = signed_in(user)

    assert names(client.get(LIST)) == ["DI SINI"]
    assert client.get(sheet_url(there)).status_code == 404


@pytest.mark.parametrize("state", ["draft", "withdrawn", "returned"])
def test_what_no_office_stands_behind_is_not_scored(world, signed_in, state):
    nominee, user = world.nominee(name="AMINAH"), world.member()
    Assessment.objects.filter(pk=nominee.pk).update(state=state, slot=None)
    client = signed_in(user)

    assert names(client.get(LIST)) == []
    assert [client.get(sheet_url(nominee)).status_code, client.post(sheet_url(nominee), sent()).status_code] == [
        404,
        404,
    ]


@pytest.mark.parametrize("state", ["submitted", "confirmed", "verified"])
def test_whoever_is_handed_in_is_scored_whatever_follows(world, signed_in, state):
    nominee, user = world.nominee(name="AMINAH"), world.member()
    Assessment.objects.filter(pk=nominee.pk).update(state=state)

    assert signed_in(user).post(sheet_url(nominee), sent()).status_code == 302


def test_who_sits_in_no_panel_is_told_so_and_sees_nobody(world, signed_in):
    world.nominee(name="AMINAH")

    response = signed_in(world.panelist()).get(LIST)

    assert (response.status_code, "AMINAH" in response.content.decode()) == (200, False)


def test_the_period_of_another_panel_does_not_exist(world, signed_in):
    world.nominee()
    user = world.member()
    other = Period.objects.create(
        name="Lain", instrument=world.period.instrument, windows={}, published_at=world.at,
        opens_at=world.period.opens_at, closes_at=world.period.closes_at,
    )  # fmt: skip

    assert signed_in(user).get(LIST, {"periode": other.public_id}).status_code == 404


def test_a_third_opinion_lists_only_whom_it_was_asked_for(world, signed_in):
    apart, calm = world.nominee(name="BERBEDA"), world.nominee(name="SEPAKAT")
    for first in (20, 9):
        user = world.member()
        world.hand_in(apart, user, (first, *APPENDIX[1:]))
        world.hand_in(calm, user)
    third = world.panelist()
    panel.ask_third(apart, third, at=world.at, by=world.agency)
    client = signed_in(third)

    assert names(client.get(LIST)) == ["BERBEDA"]
    assert client.get(sheet_url(calm)).status_code == 404


def test_a_panelist_outside_the_register_has_no_unit_of_his_own(world, signed_in):
    world.nominee(name="AMINAH")
    user = make_user(Role.PANELIST, world.top)
    world.appoint(user)

    assert names(signed_in(user).get(LIST)) == ["AMINAH"]


@pytest.mark.parametrize("people", [1, 30])
def test_a_list_takes_at_most_8_queries(world, signed_in, django_assert_max_num_queries, people):
    user = world.member()
    for _ in range(people):
        nominee = world.nominee()
        panel_sheets.save_draft(nominee, points(), version=0, at=world.at, by=world.authority(user))
    client = signed_in(user)

    with django_assert_max_num_queries(8):
        response = client.get(LIST)

    assert len(response.context["lines"]) == min(people, PAGE_SIZE)


@pytest.mark.parametrize("locked", [False, True])
def test_a_sheet_takes_at_most_8_queries(world, signed_in, django_assert_max_num_queries, locked):
    nominee, user = world.nominee(), world.member()
    world.hand_in(nominee, user)
    if locked:
        world.lock()
    client = signed_in(user)

    with django_assert_max_num_queries(8):
        client.get(sheet_url(nominee))


def test_the_menu_leads_a_panelist_to_his_sheets_and_the_agency_to_the_panels(world, signed_in):
    user = world.member()

    own, agency = (read(signed_in(each).get("/")).links() for each in (user, world.admin))

    assert (reverse("panel:own_list") in own, reverse("panel:panels") in own) == (True, False)
    assert (reverse("panel:own_list") in agency, reverse("panel:panels") in agency) == (False, True)
