"""Who holds a period up: whoever holds the mandate today, nearest to the unit, and never the candidate himself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Extension
from petruk.appraisal.queries.holdups import Step
from petruk.appraisal.queries.reminders import Hindrances, hindrances
from petruk.people.models import Mandate, User
from petruk.people.queries import authority_of
from tests.appraisal.desk import Desk, another, make_desk
from tests.appraisal.panel_world import make_panel_world
from tests.appraisal.world import NOW
from tests.factories import make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    """One office with one officer, who may nominate three and has handed in one."""
    desk = make_desk(nominees_per_unit=3)
    Mandate.objects.filter(role=Role.UNIT_OFFICER).exclude(user__public_id=desk.officer.ref).delete()
    return desk


def asked(desk, role, *, by=None, at=NOW):
    return hindrances(by or desk.agency, desk.period, role, at=at)


def told(found):
    return [(each.user.name, [(due.step, due.count, due.unit) for due in each.dues]) for each in found.people]


def test_officers_of_units_with_unfinished_candidates_are_asked(desk):
    make_employee(desk.unit)

    found = asked(desk, Role.UNIT_OFFICER)

    assert told(found) == [(desk.officer.name, [(Step.NOT_BEGUN, 2, desk.unit.name)])]
    assert found.people[0].until == desk.period.closes_at


def test_an_officer_of_a_unit_that_has_handed_in_all_is_not_asked(desk):
    desk.period.nominees_per_unit = 1

    assert asked(desk, Role.UNIT_OFFICER).people == ()


def test_the_officer_of_the_unit_itself_is_asked_before_one_above(desk):
    above = make_user(Role.UNIT_OFFICER, desk.root, name="Pengelola Pusat")
    bare = make_unit("Dinas Tanpa Pengelola", parent=desk.root)
    make_employee(bare)
    make_employee(desk.unit)

    names = {name: [unit for _step, _count, unit in dues] for name, dues in told(asked(desk, Role.UNIT_OFFICER))}

    assert names == {desk.officer.name: [desk.unit.name], above.name: [bare.name]}


def test_a_unit_whose_turn_is_nobodys_is_named(desk):
    bare = make_unit("Dinas Tanpa Pengelola", parent=desk.root)
    make_employee(bare)

    assert asked(desk, Role.UNIT_OFFICER).nobody == (bare.name,)


def test_whoever_lost_the_mandate_is_not_asked_and_who_got_it_is(desk):
    make_employee(desk.unit)
    today = timezone.localdate(NOW)
    Mandate.objects.filter(user__public_id=desk.officer.ref).update(revoked_on=today)
    new = make_user(name="Pengelola Baru")
    Mandate.objects.create(user=new, role=Role.UNIT_OFFICER, unit=desk.unit, started_on=today)

    assert [name for name, _dues in told(asked(desk, Role.UNIT_OFFICER))] == ["Pengelola Baru"]


def test_a_disabled_account_is_not_asked(desk):
    make_employee(desk.unit)
    User.objects.filter(public_id=desk.officer.ref).update(is_active=False)

    found = asked(desk, Role.UNIT_OFFICER)

    assert (found.people, found.nobody) == ((), (desk.unit.name,))


def test_no_officer_is_asked_for_what_he_cannot_do_any_more(desk):
    make_employee(desk.unit)
    late = desk.period.closes_at + timedelta(hours=1)

    assert asked(desk, Role.UNIT_OFFICER, at=late).people == ()

    longer = late + timedelta(days=5)
    Extension.objects.create(period=desk.period, unit=desk.unit, closes_at=longer, reason="Listrik padam.")
    [person] = asked(desk, Role.UNIT_OFFICER, at=late).people
    assert person.until == longer


def test_heads_are_asked_for_what_was_handed_in(desk):
    another(desk)

    assert told(asked(desk, Role.UNIT_HEAD)) == [(desk.head.name, [(Step.SUBMITTED, 2, desk.unit.name)])]


def test_a_head_is_not_asked_to_confirm_himself(desk):
    User.objects.filter(public_id=desk.head.ref).update(employee=desk.candidate)
    above = make_user(Role.UNIT_HEAD, desk.root, name="Sekretaris Daerah")

    assert [name for name, _dues in told(asked(desk, Role.UNIT_HEAD))] == [above.name]


def test_a_head_is_not_asked_to_confirm_what_he_handed_in_himself(desk):
    officer = User.objects.get(public_id=desk.officer.ref)
    Mandate.objects.filter(role=Role.UNIT_HEAD).update(user=officer)
    above = make_user(Role.UNIT_HEAD, desk.root, name="Sekretaris Daerah")

    assert [name for name, _dues in told(asked(desk, Role.UNIT_HEAD))] == [above.name]


def test_a_head_who_has_confirmed_all_is_not_asked(desk):
    desk.confirmed()

    assert asked(desk, Role.UNIT_HEAD).people == ()


def test_panelists_with_unfinished_lists_are_asked_until_the_panel_is_locked():
    world = make_panel_world()
    world.nominee()
    panelist = world.panelist()
    world.appoint(panelist)

    found = hindrances(world.agency, world.period, Role.PANELIST, at=world.at)
    assert told(found) == [(panelist.name, [(None, 1, "")])]

    world.period.panel_locked_at = world.at
    assert hindrances(world.agency, world.period, Role.PANELIST, at=world.at).people == ()


def test_a_period_without_a_panel_has_no_panelists_to_ask(desk):
    assert asked(desk, Role.PANELIST).people == ()


def test_nobody_is_asked_once_the_results_are_sealed(desk):
    desk.period.sealed_at = NOW

    assert [asked(desk, role).people for role in (Role.UNIT_OFFICER, Role.UNIT_HEAD)] == [(), ()]


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD])
def test_who_does_not_verify_learns_of_nobody(desk, role):
    make_employee(desk.unit)

    assert [asked(desk, role, by=by) for by in (desk.head, desk.officer)] == [Hindrances()] * 2


def test_n07_the_agency_of_a_part_learns_of_nobody_outside_it(desk):
    other = make_unit("Dinas Lain", parent=desk.root)
    another(desk, other)
    head = make_user(Role.UNIT_HEAD, other, name="Kepala Lain")
    within = make_user(Role.AGENCY_ADMIN, other, name="Admin Dinas Lain")
    found = asked(desk, Role.UNIT_HEAD, by=authority_of(within, on=timezone.localdate(NOW)))

    assert [name for name, _dues in told(found)] == [head.name]
