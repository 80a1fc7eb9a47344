"""The panel before the agency and the inspector: members, progress, third opinions, the lock, results, minutes."""

import pytest
from django.urls import reverse

from petruk.access.roles import Role
from petruk.appraisal.models import PanelMember, PanelSheet, Period
from petruk.core.ids import new_public_id
from tests.appraisal.panel_world import APPENDIX, MAXIMA, make_nominee
from tests.factories import make_employee, make_unit, make_user
from tests.fingerprint import digest
from tests.web.panel.pages import addresses
from tests.web.reading import read

pytestmark = pytest.mark.django_db
WIDE = (9, *APPENDIX[1:])


@pytest.fixture
def nominee(world):
    return world.nominee(name="ASWENDI")


@pytest.fixture
def urls(world, nominee):
    return addresses(world, nominee)


@pytest.fixture
def agency(world, signed_in):
    return signed_in(world.admin)


def test_the_agency_appoints_from_those_who_hold_the_role(world, urls, agency):
    user, _other = world.panelist(name="Panelis Satu"), world.panelist(name="Penilai Dua")
    make_user(Role.UNIT_OFFICER, world.top, name="Panelis Palsu")

    found = agency.get(urls["appoint"], {"cari": "panelis"})
    done = agency.post(urls["appoint"], {"user": user.public_id})

    assert [each.name for each, _against in found.context["lines"]] == ["Panelis Satu"]
    assert (done.status_code, PanelMember.objects.get().user) == (302, user)


def test_who_cannot_join_is_shown_with_the_reason_and_refused_with_it(world, urls, agency):
    rival, sitting = world.panelist(), world.member()
    make_nominee(world.period, rival.employee, at=world.at)

    lines = dict(agency.get(urls["appoint"]).context["lines"])
    answers = [agency.post(urls["appoint"], {"user": user.public_id}) for user in (rival, sitting)]

    assert all(lines.values())
    assert [each.status_code for each in answers] == [409, 409]
    assert PanelMember.objects.count() == 1


@pytest.mark.parametrize("named", ["", "x", "w7J3unknownPublicId000"])
def test_an_account_that_is_no_panelist_does_not_exist(world, urls, agency, named):
    assert agency.post(urls["appoint"], {"user": named}).status_code == 404


def test_an_account_without_the_role_does_not_exist_either(world, urls, agency):
    officer = make_user(Role.UNIT_OFFICER, world.top)

    assert agency.post(urls["appoint"], {"user": officer.public_id}).status_code == 404


def test_a_panelist_is_released_with_a_reason(world, urls, agency):
    member = world.appoint(world.panelist())
    url = reverse("panel:release", args=[world.period.public_id, member.public_id])

    empty, done, again = agency.post(url, {"reason": ""}), agency.post(url, {"reason": "Pindah"}), agency.get(url)

    assert [each.status_code for each in (empty, done, again)] == [422, 302, 404]
    assert PanelMember.objects.get().released_because == "Pindah"


def test_progress_shows_how_many_and_no_points(world, nominee, urls, agency):
    user = world.member()
    world.hand_in(nominee, user, (17, *MAXIMA[1:]))  # 297 in all
    world.nominee()

    response = agency.get(urls["panel"])

    [seat] = response.context["progress"].seats
    assert (seat.handed_in, seat.waiting) == (1, 1)
    assert "297" not in read(response).text


def test_the_lock_is_offered_only_when_it_can_be_and_asks_once(world, nominee, urls, agency):
    early = agency.get(urls["panel"]), agency.get(urls["lock"]), agency.post(urls["lock"])
    assert early[0].context["obstacle"]
    assert early[1].context["obstacle"]
    assert Period.objects.get().panel_locked_at is None
    world.hand_in(nominee, world.member())
    world.close()

    page, done = agency.get(urls["lock"]), agency.post(urls["lock"])

    assert (page.context["obstacle"], done.url) == ("", urls["results"])
    assert Period.objects.get().panel_locked_by == "Admin BKPSDM"


def test_third_opinions_show_the_aspects_and_the_spread_once_all_are_done(world, nominee, urls, agency):
    world.hand_in(nominee, world.member())
    second = world.member()
    early = read(agency.get(urls["third_opinions"])).text
    world.hand_in(nominee, second, WIDE)

    late = read(agency.get(urls["third_opinions"])).text

    assert ("Orisinalitas" in early, "Orisinalitas" in late, "Efisiensi" in late) == (False, True, False)


def test_a_third_is_asked_by_the_page(world, nominee, urls, agency):
    for given in (APPENDIX, WIDE):
        world.hand_in(nominee, world.member(), given)
    third = world.panelist()

    done = agency.post(urls["ask_third"], {"user": third.public_id})
    again = agency.post(urls["ask_third"], {"user": world.panelist().public_id})

    assert (done.status_code, again.status_code) == (302, 409)
    assert PanelSheet.objects.get(asked_at__isnull=False).member.user == third


def test_results_show_groups_total_and_the_shown_scale(world, nominee, urls, agency):
    world.hand_in(nominee, world.member())
    world.lock()

    results, one = agency.get(urls["results"]), agency.get(urls["result"])

    [means] = results.context["means"]
    assert [(str(group.total), str(group.shown)) for group in means.groups] == [
        ("75.00", "25.00"),
        ("75.00", "25.00"),
        ("73.00", "24.33"),
    ]
    for page in (read(results).text, read(one).text):
        assert ("223" in page, "74,33" in page) == (True, True)


def test_the_minutes_are_readable(world, nominee, urls, agency):
    world.member(employee=make_employee(nominee.unit, name="PANELIS SEKANTOR", title_after="M.Si"))
    world.hand_in(nominee, world.member(employee=make_employee(world.office(), name="PANELIS LUAR")))
    world.lock()

    page = read(agency.get(urls["minutes"])).text

    for words in ("PANELIS SEKANTOR, M.Si", "Unit kerja sendiri", "PANELIS LUAR", "74,33", "Admin BKPSDM"):
        assert words in page, words


@pytest.mark.parametrize("name", ["results", "result", "minutes"])
def test_before_the_lock_there_are_no_points_on_any_page(world, nominee, urls, agency, name):
    world.hand_in(nominee, world.member(), (17, *MAXIMA[1:]))

    page = read(agency.get(urls[name])).text

    assert ("297" in page, "99,00" in page) == (False, False)


def test_the_inspector_reads_and_changes_nothing(world, nominee, urls, signed_in):
    world.hand_in(nominee, world.member())
    world.lock()
    client = signed_in(make_user(Role.INSPECTOR, world.top))
    before = digest()

    read_only = {
        name: client.get(urls[name]).status_code for name in ("panels", "panel", "results", "result", "minutes")
    }
    writing = {name: client.post(urls[name]).status_code for name in ("appoint", "ask_third", "lock")}

    assert set(read_only.values()) == {200}
    assert set(writing.values()) == {403}
    assert digest() == before


def test_an_inspector_of_one_office_finds_the_candidate_of_another_nowhere(world, nominee, urls, signed_in):
    other = world.nominee(name="ORANG LAIN")
    user = world.member()
    for each in (nominee, other):
        world.hand_in(each, user)
    world.lock()
    client = signed_in(make_user(Role.INSPECTOR, nominee.unit))

    theirs, nothing = (
        client.get(reverse("panel:result", args=[world.period.public_id, public_id]))
        for public_id in (other.public_id, new_public_id())
    )

    assert (theirs.status_code, theirs.content) == (nothing.status_code, nothing.content) == (404, nothing.content)
    for name in ("results", "minutes", "panel"):
        assert "ORANG LAIN" not in client.get(urls[name]).content.decode()


def test_a_period_without_a_panel_and_one_in_preparation_have_no_page(world, nominee, agency):
    Period.objects.update(published_at=None)
    draft = agency.get(addresses(world, nominee)["panel"]).status_code

    assert (draft, agency.get(reverse("panel:panel", args=[new_public_id()])).status_code) == (404, 404)


ROLES = [role for role in Role if role is not Role.AGENCY_ADMIN]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["appoint", "third_opinions", "ask_third", "lock"])
def test_other_roles_do_not_manage(world, urls, signed_in, role, name):
    client = signed_in(make_user(role, world.top))

    assert client.get(urls[name]).status_code == 403


def test_an_agency_of_a_part_does_not_manage(world, urls, signed_in):
    client = signed_in(make_user(Role.AGENCY_ADMIN, make_unit(parent=world.top)))

    assert [client.get(urls[name]).status_code for name in ("appoint", "lock", "panel")] == [403, 403, 200]


@pytest.mark.parametrize("people", [1, 30])
@pytest.mark.parametrize(
    "name", ["panels", "panel", "appoint", "third_opinions", "lock", "results", "result", "minutes"]
)
def test_a_page_takes_at_most_8_queries(world, signed_in, django_assert_max_num_queries, name, people):
    nominees = [world.nominee() for _ in range(people)]
    users = [world.member(), world.member()]
    for nominee in nominees:
        for user, given in zip(users, (APPENDIX, WIDE), strict=True):
            world.hand_in(nominee, user, given)
    if name in {"results", "result", "minutes"}:
        world.lock()
    client = signed_in(world.admin)
    client.get("/")

    with django_assert_max_num_queries(8):
        response = client.get(addresses(world, nominees[0])[name])

    assert response.status_code == 200
