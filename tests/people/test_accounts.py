"""Accounts: who may make and change whose, and that every write leaves its event without a password."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.people.accounts import queries
from petruk.people.actions import accounts, own_account
from petruk.people.actions.mandates import CannotGive, Terms
from petruk.people.models import Mandate, Unit, User
from petruk.people.queries import authority_of
from tests.factories import PASSWORD, TODAY, make_authority, make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
NIP = "198407202010011002"


@pytest.fixture
def top():
    return make_unit("Pemerintah Kabupaten")


@pytest.fixture
def operator(top):
    return make_authority(Role.OPERATOR, top)


def create(by, unit, **given):
    known = {"username": "sari", "name": "Sari", "email": "", "nip": ""}
    terms = Terms(given.pop("role", Role.UNIT_OFFICER), unit, TODAY)
    return accounts.create_user(**known | given, terms=terms, at=NOW, by=by)


def events():
    return list(Event.objects.values_list("action", flat=True))


def test_a_new_account_has_its_mandate_and_a_password_that_must_go(operator, top):
    user, password = create(operator, top, username="Sari.Dinsos")

    stored = User.objects.get(username="sari.dinsos")
    assert stored == user
    assert stored.check_password(password)
    assert stored.must_change_password
    assert [(mandate.role, mandate.unit) for mandate in stored.mandates.all()] == [("unit_officer", top)]
    assert events() == ["user.created", "mandate.given"]


def test_two_accounts_never_get_the_same_password(operator, top):
    passwords = {create(operator, top, username=f"sari{n}")[1] for n in range(3)}

    assert len(passwords) == 3


def test_no_password_reaches_the_log(operator, top):
    user, first = create(operator, top)
    second = accounts.reset_password(user, at=NOW, by=operator)

    written = str(list(Event.objects.values()))

    assert first not in written
    assert second not in written
    assert "argon2" not in written


@pytest.mark.parametrize(
    "username", ["", "ab", "sari dinsos", "sari@dinsos", "sári", "sa\nri", "x" * 61, NIP, "<b>sari</b>"]
)
def test_a_user_name_that_nobody_could_type_is_refused(operator, top, username):
    with pytest.raises(accounts.UserNameRefused):
        create(operator, top, username=username)


def test_a_user_name_is_taken_once_whatever_its_case(operator, top):
    make_user(username="sari")

    with pytest.raises(accounts.UserNameRefused):
        create(operator, top, username="SARI")


def test_a_nip_links_the_account_to_its_employee(operator, top):
    employee = make_employee(top, nip=NIP)

    user, _password = create(operator, top, nip="19840720 201001 1 002")

    assert user.employee == employee


def test_a_nip_links_to_one_account_only(operator, top):
    make_user(employee=make_employee(top, nip=NIP))

    with pytest.raises(accounts.EmployeeRefused):
        create(operator, top, nip=NIP)


def test_a_nip_outside_the_own_units_is_as_unknown_as_one_that_nobody_has(top):
    officer_of_users = make_authority(Role.OPERATOR, make_unit(parent=top))
    make_employee(make_unit(parent=top), nip=NIP)
    messages = []

    for nip in (NIP, "199001012015012009"):
        with pytest.raises(accounts.EmployeeRefused) as refusal:
            accounts._free_employee(nip, by=officer_of_users)
        messages.append(str(refusal.value))

    assert messages[0] == messages[1]


def test_an_account_whose_mandate_is_refused_is_not_made(top):
    agency = make_authority(Role.AGENCY_ADMIN, top)

    with pytest.raises(CannotGive):
        create(agency, top, role=Role.OPERATOR)

    assert not User.objects.filter(username="sari").exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.AGENCY_ADMIN}))
def test_who_manages_no_users_makes_none(top, role):
    by = make_authority(role, top)

    with pytest.raises(PermissionDenied):
        create(by, top)


ACTS = {
    "change": lambda user, by: accounts.change_user(user, name="Baru", email="", nip="", at=NOW, by=by),
    "disable": lambda user, by: accounts.disable_user(user, reason="pindah", at=NOW, by=by),
    "enable": lambda user, by: accounts.enable_user(user, reason="kembali", at=NOW, by=by),
    "reset": lambda user, by: accounts.reset_password(user, at=NOW, by=by),
    "end sessions": lambda user, by: accounts.end_sessions(user, at=NOW, by=by),
}
RECORDED = {
    "change": "user.changed",
    "disable": "user.disabled",
    "enable": "user.enabled",
    "reset": "user.password_reset",
    "end sessions": "user.sessions_ended",
}


@pytest.mark.parametrize("act", ACTS)
def test_an_operator_changes_an_account_and_leaves_one_event(operator, top, act):
    user = make_user(Role.UNIT_OFFICER, top)

    ACTS[act](user, operator)

    event = Event.objects.get()
    assert (event.action, event.object_ref, event.actor_ref) == (RECORDED[act], user.public_id, operator.ref)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_changes_his_own_account_as_an_administrator(top, act):
    me = make_user(Role.OPERATOR, top)

    with pytest.raises(accounts.CannotManage):
        ACTS[act](me, acting(me))

    assert unchanged(me)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AGENCY_ADMIN])
@pytest.mark.parametrize("act", ACTS)
def test_the_agency_touches_no_operator_and_no_other_agency_administrator(top, act, role):
    agency, other = make_authority(Role.AGENCY_ADMIN, top), make_user(role, top)

    with pytest.raises(accounts.CannotManage):
        ACTS[act](other, agency)

    assert unchanged(other)


@pytest.mark.parametrize("act", ACTS)
def test_the_agency_touches_nobody_who_will_be_operator_tomorrow(top, act):
    agency, other = make_authority(Role.AGENCY_ADMIN, top), make_user(Role.UNIT_HEAD, top)
    Mandate.objects.create(user=other, role=Role.OPERATOR, unit=top, started_on=TODAY + timedelta(days=1))

    with pytest.raises(accounts.CannotManage):
        ACTS[act](other, agency)


@pytest.mark.parametrize("act", ACTS)
def test_a_former_operator_is_touched_like_anybody(top, act):
    agency, other = make_authority(Role.AGENCY_ADMIN, top), make_user(Role.OPERATOR, top)
    Mandate.objects.filter(user=other).update(revoked_on=TODAY)

    ACTS[act](other, agency)

    assert Event.objects.count() == 1


@pytest.mark.parametrize("act", ACTS)
def test_an_account_with_a_mandate_outside_the_own_units_is_left_alone(top, act):
    mine, beside = make_unit(parent=top), make_unit(parent=top)
    by, user = make_authority(Role.OPERATOR, mine), make_user(Role.UNIT_OFFICER, mine)
    Mandate.objects.create(user=user, role=Role.UNIT_HEAD, unit=beside, started_on=TODAY)

    with pytest.raises(accounts.CannotManage):
        ACTS[act](user, by)

    assert unchanged(user)


@pytest.mark.parametrize("act", ACTS)
def test_an_account_of_another_unit_does_not_exist(top, act):
    by, user = make_authority(Role.OPERATOR, make_unit(parent=top)), make_user(Role.UNIT_OFFICER, make_unit(parent=top))

    with pytest.raises(User.DoesNotExist):
        ACTS[act](user, by)

    assert unchanged(user)


def test_disabling_keeps_the_reason_and_ends_the_sessions(operator, top):
    user = make_user(Role.UNIT_OFFICER, top)

    accounts.disable_user(user, reason="pensiun", at=NOW, by=operator)

    user.refresh_from_db()
    assert (user.is_active, user.sessions_ended_at) == (False, NOW)
    assert Event.objects.get().after == {"reason": "pensiun"}


def test_a_change_keeps_what_was_before(operator, top):
    user = make_user(Role.UNIT_OFFICER, top, name="Sari", email="a@contoh.example")

    accounts.change_user(user, name="Sari, S.E", email="", nip="", at=NOW, by=operator)

    event = Event.objects.get()
    assert event.before == {"name": "Sari", "email": "a@contoh.example", "nip": ""}
    assert event.after == {"name": "Sari, S.E", "email": "", "nip": ""}


def test_an_account_keeps_its_own_nip_when_other_data_change(operator, top):
    user = make_user(Role.UNIT_OFFICER, top, employee=make_employee(top, nip=NIP))

    accounts.change_user(user, name="Baru", email="", nip=NIP, at=NOW, by=operator)

    user.refresh_from_db()
    assert (user.name, user.employee.nip) == ("Baru", NIP)


def test_a_reset_password_replaces_the_old_one_and_must_go(operator, top):
    user = make_user(Role.UNIT_OFFICER, top)

    password = accounts.reset_password(user, at=NOW, by=operator)

    user.refresh_from_db()
    assert [user.check_password(p) for p in (PASSWORD, password)] == [False, True]
    assert user.must_change_password


def test_the_first_operator_is_made_with_the_government_itself():
    given = accounts.TopUnit("10", "Pemerintah Kabupaten")

    user = first_operator(top=given)

    assert Unit.objects.get().code == "10"
    assert user.must_change_password
    assert acting(user).grantable() == set(Role)
    assert events() == ["unit.created", "user.created", "mandate.given"]


def test_the_first_operator_takes_the_top_unit_that_is_there(top):
    make_unit(parent=top)

    user = first_operator(top=None)

    assert [mandate.unit for mandate in user.mandates.all()] == [top]


def test_without_any_unit_and_without_its_name_there_is_no_operator():
    with pytest.raises(accounts.NoTopUnit):
        first_operator(top=None)

    assert not User.objects.exists()


def test_the_console_makes_no_second_operator(top):
    make_user(Role.OPERATOR, top)

    with pytest.raises(accounts.OperatorExists):
        first_operator(top=None)


def test_the_console_makes_an_operator_when_the_only_one_is_disabled(top):
    make_user(Role.OPERATOR, top, is_active=False)

    assert first_operator(top=None).is_active


@pytest.mark.parametrize("password", ["", "pendek", "password1234", "budi.santoso 1"])
def test_the_first_operator_gets_no_password_that_others_could_guess(top, password):
    with pytest.raises(accounts.PasswordRefused):
        first_operator(top=None, password=password)

    assert not User.objects.exists()


def test_signing_out_everywhere_is_recorded():
    user = make_user()

    own_account.end_own_sessions(at=NOW, by=acting(user))

    user.refresh_from_db()
    assert user.sessions_ended_at == NOW
    assert events() == ["user.sessions_ended"]


def first_operator(*, top, password="delapan bekantan di rawa"):
    return accounts.create_first_operator(
        username="budi.santoso", name="Budi", password=password, top=top, at=timezone.now(), by=console("Budi")
    )


def acting(user):
    return authority_of(user, on=timezone.localdate())


def unchanged(user):
    now = User.objects.get(pk=user.pk)
    fields = ("name", "is_active", "password", "must_change_password", "sessions_ended_at")
    return all(getattr(now, field) == getattr(user, field) for field in fields) and not Event.objects.exists()


def test_an_account_without_any_mandate_is_visible_from_the_top_only(top):
    below = make_authority(Role.OPERATOR, make_unit(parent=top))
    nobody_knows = make_user()

    assert list(queries.users(below).filter(pk=nobody_knows.pk)) == []
    assert list(queries.users(make_authority(Role.OPERATOR, top)).filter(pk=nobody_knows.pk)) == [nobody_knows]


def test_an_account_stays_visible_when_its_last_mandate_is_over(top):
    unit = make_unit(parent=top)
    by, user = make_authority(Role.OPERATOR, unit), make_user(Role.UNIT_OFFICER, unit)

    Mandate.objects.filter(user=user).update(ended_on=TODAY - timedelta(days=100))

    assert user in queries.users(by)
