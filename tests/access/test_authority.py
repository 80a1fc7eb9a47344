"""What an authority says of itself, without any table."""

import pytest
from django.core.exceptions import PermissionDenied

from petruk.access.authority import NOBODY, ROOT_PATH, Authority, Grant, console
from petruk.access.permissions import PERSONAL, WHOLE_GOVERNMENT, Permission
from petruk.access.roles import GRANTABLE, OWN_ROWS, PERMISSIONS, Role

TOP, DEPARTMENT, SECTION, OTHER = "0001", "0001.0002", "0001.0002.0003", "0001.0004"


def having(*grants, **more):
    return Authority(ref="r", name="n", grants=tuple(Grant(*grant) for grant in grants), **more)


def test_nobody_may_nothing():
    assert [permission for permission in Permission if NOBODY.has(permission)] == []


def test_everybody_who_is_signed_in_has_what_is_personal_and_nothing_more():
    assert {permission for permission in Permission if having().has(permission)} == PERSONAL


@pytest.mark.parametrize("role", Role)
def test_a_role_gives_its_permissions_and_no_others(role):
    authority = having((role, TOP))

    assert {permission for permission in Permission if authority.has(permission)} == PERMISSIONS[role] | PERSONAL


@pytest.mark.parametrize("permission", sorted(WHOLE_GOVERNMENT))
def test_what_touches_every_office_is_held_at_the_top_only(permission):
    held = [having((Role.AGENCY_ADMIN, path)).has(permission) for path in (ROOT_PATH, TOP, DEPARTMENT)]

    assert held == [True, True, False]


def test_a_missing_permission_is_denied_by_name():
    with pytest.raises(PermissionDenied, match=Permission.USER_MANAGE):
        having((Role.UNIT_OFFICER, DEPARTMENT)).require(Permission.USER_MANAGE)


def test_a_permission_holds_in_the_subtree_of_its_own_grant_only():
    authority = having((Role.UNIT_OFFICER, DEPARTMENT), (Role.OPERATOR, OTHER))

    assert authority.paths(Permission.ASSESSMENT_SUBMIT) == (DEPARTMENT,)
    assert authority.covers(Permission.ASSESSMENT_SUBMIT, SECTION)
    assert not authority.covers(Permission.ASSESSMENT_SUBMIT, OTHER)


@pytest.mark.parametrize("role", sorted(OWN_ROWS))
def test_a_role_for_own_rows_reaches_no_unit(role):
    authority = having((role, DEPARTMENT), employee_id=7)

    assert authority.paths(Permission.EMPLOYEE_VIEW) == ()
    assert authority.reaches_own(Permission.EMPLOYEE_VIEW)


@pytest.mark.parametrize(("path", "top"), [(ROOT_PATH, True), ("0001", True), (DEPARTMENT, False)])
def test_only_a_top_unit_and_the_console_reach_the_whole(path, top):
    assert having((Role.OPERATOR, path)).reaches_top(Permission.USER_MANAGE) is top


def test_an_operator_gives_every_role_and_the_agency_none_that_rules_over_it():
    assert having((Role.OPERATOR, DEPARTMENT)).grantable() == set(Role)
    assert having((Role.AGENCY_ADMIN, DEPARTMENT)).grantable() == set(Role) - {Role.AGENCY_ADMIN, Role.OPERATOR}


def test_who_manages_no_users_gives_no_roles():
    managers = {role for role in Role if Permission.USER_MANAGE in PERMISSIONS[role]}

    assert set(GRANTABLE) == managers == {Role.AGENCY_ADMIN, Role.OPERATOR}


def test_an_operator_sees_and_sets_no_score():
    assert {
        p for p in PERMISSIONS[Role.OPERATOR] if p.startswith(("assessment", "recap", "employee", "period"))
    } == set()


def test_the_console_is_named_in_the_log_and_reaches_everything_it_is_for():
    authority = console("Budi")

    assert (authority.ref, authority.name) == ("console", "Budi")
    assert authority.covers(Permission.USER_MANAGE, OTHER)


def test_every_role_has_words():
    assert len({role.words for role in Role}) == len(Role)
