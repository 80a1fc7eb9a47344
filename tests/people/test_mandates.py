"""Mandates: given within reach and rank, for days, and taken back at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from petruk.access.roles import GRANTABLE, Role
from petruk.audit.models import Event
from petruk.people.actions import mandates
from petruk.people.actions.mandates import CannotEnd, CannotGive, Terms
from petruk.people.models import Mandate
from petruk.people.queries import authority_of
from tests.factories import TODAY, make_authority, make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def top():
    return make_unit()


@pytest.fixture
def operator(top):
    return make_authority(Role.OPERATOR, top)


def give(user, by, unit, role=Role.UNIT_OFFICER, started_on=TODAY, ended_on=None):
    return mandates.give(user, Terms(role, unit, started_on, ended_on), at=NOW, by=by)


def holds(user, day=TODAY):
    return [grant.role for grant in authority_of(user, on=day).grants]


@pytest.mark.parametrize("giver", [Role.OPERATOR, Role.AGENCY_ADMIN])
@pytest.mark.parametrize("role", Role)
def test_a_role_is_given_by_those_who_may_and_refused_to_others(top, giver, role):
    by, user = make_authority(giver, top), make_user(employee=make_employee(top))

    if role in GRANTABLE[giver]:
        give(user, by, top, role)
        assert holds(user) == [role]
    else:
        with pytest.raises(CannotGive):
            give(user, by, top, role)
        assert holds(user) == []


def test_a_mandate_leaves_its_event_with_the_account(operator, top):
    user = make_user()

    mandate = give(user, operator, top, ended_on=TOMORROW)

    event = Event.objects.get()
    assert (event.action, event.object_ref, event.actor_ref) == ("mandate.given", user.public_id, operator.ref)
    assert event.after == {
        "mandate": mandate.public_id,
        "role": "unit_officer",
        "unit": top.code,
        "started_on": "2026-11-24",
        "ended_on": "2026-11-25",
    }


def test_a_mandate_outside_the_own_units_is_refused(top):
    mine, beside = make_unit(parent=top), make_unit(parent=top)
    by, user = make_authority(Role.OPERATOR, mine), make_user()

    with pytest.raises(CannotGive):
        give(user, by, beside)

    give(user, by, make_unit(parent=mine))
    assert holds(user) == [Role.UNIT_OFFICER]


def test_nobody_gives_himself_a_mandate(top):
    me = make_user(Role.OPERATOR, top)

    with pytest.raises(CannotGive):
        give(me, authority_of(me, on=TODAY), top, Role.AGENCY_ADMIN)

    assert holds(me) == [Role.OPERATOR]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.AGENCY_ADMIN}))
def test_who_manages_no_users_gives_nothing(top, role):
    with pytest.raises(PermissionDenied):
        give(make_user(), make_authority(role, top), top)


@pytest.mark.parametrize(
    ("start", "end"), [(TODAY, YESTERDAY), (TOMORROW, TODAY), (YESTERDAY - timedelta(9), YESTERDAY)]
)
def test_a_mandate_that_would_be_over_is_refused(operator, top, start, end):
    with pytest.raises(CannotGive):
        give(make_user(), operator, top, started_on=start, ended_on=end)


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ((TODAY, None), (TODAY, None), True),
        ((TODAY, TOMORROW), (TOMORROW, None), True),
        ((TOMORROW, None), (TODAY, None), True),
        ((TOMORROW, None), (TODAY, TODAY), False),
        ((TODAY, TODAY), (TOMORROW, None), False),
    ],
)
def test_the_same_mandate_is_not_held_twice_on_one_day(operator, top, first, second, clash):
    user = make_user()
    give(user, operator, top, started_on=first[0], ended_on=first[1])

    if clash:
        with pytest.raises(CannotGive):
            give(user, operator, top, started_on=second[0], ended_on=second[1])
    else:
        give(user, operator, top, started_on=second[0], ended_on=second[1])

    assert user.mandates.count() == (1 if clash else 2)


def test_the_database_itself_refuses_the_same_open_mandate_twice(top):
    user = make_user(Role.UNIT_OFFICER, top)

    with pytest.raises(IntegrityError):
        Mandate.objects.create(user=user, role=Role.UNIT_OFFICER, unit=top, started_on=TODAY)


def test_a_role_for_own_rows_needs_a_person(operator, top):
    with pytest.raises(CannotGive):
        give(make_user(), operator, top, Role.EMPLOYEE)


def test_a_mandate_ends_after_its_last_day(operator, top):
    user = make_user(Role.UNIT_OFFICER, top)

    mandates.end(user.mandates.get(), last_day=TODAY, at=NOW, by=operator)

    assert (holds(user), holds(user, TOMORROW)) == ([Role.UNIT_OFFICER], [])
    event = Event.objects.get()
    assert (event.action, event.before, event.after["ended_on"]) == ("mandate.ended", {"ended_on": None}, "2026-11-24")


def test_a_last_day_in_the_past_is_refused(operator, top):
    user = make_user(Role.UNIT_OFFICER, top)

    with pytest.raises(CannotEnd):
        mandates.end(user.mandates.get(), last_day=YESTERDAY, at=NOW, by=operator)

    assert holds(user) == [Role.UNIT_OFFICER]


def test_a_mandate_taken_back_is_gone_on_the_day_it_was_given(operator, top):
    user = make_user()
    mandate = give(user, operator, top)

    mandates.revoke(mandate, reason="keliru", at=NOW, by=operator)

    assert holds(user) == []
    assert Event.objects.last().after["reason"] == "keliru"


def test_a_mandate_taken_back_can_be_given_anew(operator, top):
    user = make_user()
    mandates.revoke(give(user, operator, top), reason="keliru", at=NOW, by=operator)

    give(user, operator, top)

    assert holds(user) == [Role.UNIT_OFFICER]


@pytest.mark.parametrize("over", [{"ended_on": YESTERDAY}, {"revoked_on": TODAY}])
def test_a_mandate_that_is_over_is_not_ended_again(operator, top, over):
    user = make_user(Role.UNIT_OFFICER, top)
    Mandate.objects.filter(user=user).update(**over)
    mandate = user.mandates.get()

    with pytest.raises(CannotEnd):
        mandates.end(mandate, last_day=TOMORROW, at=NOW, by=operator)
    with pytest.raises(CannotEnd):
        mandates.revoke(mandate, reason="lagi", at=NOW, by=operator)

    assert not Event.objects.exists()


ENDINGS = {
    "end": lambda mandate, by: mandates.end(mandate, last_day=TODAY, at=NOW, by=by),
    "revoke": lambda mandate, by: mandates.revoke(mandate, reason="x", at=NOW, by=by),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_nobody_ends_his_own_mandate(top, ending):
    me = make_user(Role.OPERATOR, top)

    with pytest.raises(CannotEnd):
        ENDINGS[ending](me.mandates.get(), authority_of(me, on=TODAY))

    assert holds(me) == [Role.OPERATOR]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AGENCY_ADMIN])
def test_the_agency_ends_no_mandate_of_an_operator_or_of_another_agency_administrator(top, ending, role):
    agency, other = make_authority(Role.AGENCY_ADMIN, top), make_user(role, top)

    with pytest.raises(CannotEnd):
        ENDINGS[ending](other.mandates.get(), agency)

    assert holds(other) == [role]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_mandate_of_another_unit_does_not_exist(top, ending):
    by, other = make_authority(Role.OPERATOR, make_unit(parent=top)), make_user(Role.UNIT_HEAD, make_unit(parent=top))

    with pytest.raises(Mandate.DoesNotExist):
        ENDINGS[ending](other.mandates.get(), by)

    assert holds(other) == [Role.UNIT_HEAD]
