"""Who acts, and how far that reaches, on a day."""

from datetime import date, timedelta

import pytest

from petruk.access.authority import NOBODY, Grant
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.people.accounts.queries import account_of_login, account_of_session
from petruk.people.models import Mandate
from petruk.people.queries import authority_of
from tests.factories import TODAY, make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def give(user, role=Role.UNIT_OFFICER, unit=None, **days):
    return Mandate.objects.create(user=user, role=role, unit=unit or make_unit(), **{"started_on": YESTERDAY} | days)


def test_an_authority_holds_every_mandate_in_force():
    user, here, there = make_user(), make_unit(), make_unit()
    give(user, Role.UNIT_OFFICER, here)
    give(user, Role.INSPECTOR, there)

    authority = authority_of(user, on=TODAY)

    assert authority.grants == (Grant(Role.UNIT_OFFICER, here.path), Grant(Role.INSPECTOR, there.path))
    assert (authority.ref, authority.name, authority.employee_id) == (user.public_id, user.name, None)


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        ({"started_on": TODAY}, True),
        ({"started_on": TOMORROW}, False),
        ({"ended_on": TODAY}, True),
        ({"ended_on": YESTERDAY}, False),
        ({"revoked_on": TODAY}, False),
        ({"revoked_on": TOMORROW}, True),
        ({"revoked_on": YESTERDAY, "ended_on": TOMORROW}, False),
    ],
)
def test_both_days_of_a_mandate_belong_to_it_and_a_revoked_one_is_gone_that_day(days, holds):
    user = make_user()
    give(user, **days)

    assert bool(authority_of(user, on=TODAY).grants) is holds


def test_a_disabled_user_is_nobody():
    user = make_user(Role.OPERATOR, is_active=False)

    assert authority_of(user, on=TODAY) is NOBODY


def test_an_account_loaded_for_its_session_brings_its_mandates_along(django_assert_num_queries):
    user, unit = make_user(employee=make_employee()), make_unit("Dinas Sosial")
    give(user, Role.UNIT_OFFICER, unit)
    give(user, Role.INSPECTOR, ended_on=YESTERDAY)

    with django_assert_num_queries(1):
        loaded = account_of_session(user.pk, on=TODAY)
        authority = authority_of(loaded, on=TODAY)

    assert authority == authority_of(user, on=TODAY)
    assert [grant.unit_name for grant in authority.grants] == ["Dinas Sosial"]


def test_mandates_loaded_for_one_day_are_not_taken_for_another():
    user = make_user()
    give(user, ended_on=TODAY)

    loaded = account_of_session(user.pk, on=TODAY)

    assert authority_of(loaded, on=TOMORROW).grants == ()


def test_a_session_of_a_disabled_or_unknown_user_loads_nobody():
    disabled = make_user(is_active=False)

    assert (account_of_session(disabled.pk, on=TODAY), account_of_session(0, on=TODAY)) == (None, None)


def test_an_account_is_found_by_user_name_and_by_nip():
    user = make_user(username="sari", employee=make_employee(nip="198407202010011002"))
    make_user(username="sari2")

    assert [account_of_login(typed) for typed in ("Sari ", "19840720 201001 1 002", "sar", "")] == [
        user,
        user,
        None,
        None,
    ]


def test_a_person_with_two_roles_has_each_permission_only_where_it_was_given():
    user, here, there = make_user(), make_unit(), make_unit()
    give(user, Role.UNIT_OFFICER, here)
    give(user, Role.OPERATOR, there)

    authority = authority_of(user, on=TODAY)

    assert authority.paths(Permission.ASSESSMENT_SUBMIT) == (here.path,)
    assert authority.paths(Permission.USER_MANAGE) == (there.path,)
    assert not authority.covers(Permission.USER_MANAGE, here.path)


def test_a_mandate_reaches_the_units_below_and_not_those_beside():
    user, top = make_user(), make_unit()
    below, beside = make_unit(parent=top), make_unit()
    give(user, Role.UNIT_OFFICER, top, started_on=date(2020, 1, 1))

    authority = authority_of(user, on=TODAY)

    assert [authority.covers(Permission.UNIT_VIEW, unit.path) for unit in (top, below, beside)] == [True, True, False]
