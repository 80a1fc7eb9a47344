"""Accounts, as they are made and changed by the people who administer them."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.ids import new_one_time_password
from petruk.core.login import NIP_LENGTH, login_name
from petruk.people.accounts import queries
from petruk.people.actions import mandates, second_factor
from petruk.people.models import Employee, Mandate, Unit, User
from petruk.people.queries import in_force

PLAIN = re.compile(r"\A[a-z0-9._-]{3,60}\Z")


class CannotManage(Refusal):
    """The account is not this person's to change."""


class UserNameRefused(Refusal):
    """The user name is taken, or not one that anybody could type."""


class EmployeeRefused(Refusal):
    """The NIP belongs to nobody within reach, or to another account."""


class PasswordRefused(Refusal):
    """The password is one that others could guess."""


class OperatorExists(Refusal):
    """The console makes an operator only where there is none."""


class NoTopUnit(Refusal):
    """A mandate needs a unit, and there is none yet."""


@dataclass(frozen=True)
class TopUnit:
    """The government itself, as the offices' file of work units calls it."""

    code: str
    name: str


@transaction.atomic
def create_first_operator(
    *, username: str, name: str, password: str, top: TopUnit | None, at: datetime, by: Authority
) -> User:
    """Make the account from which all others come; also the way back in when no operator is left."""
    by.require(Permission.USER_MANAGE)
    operators = in_force(Mandate.objects.filter(role=Role.OPERATOR), on=timezone.localdate(at))
    if operators.filter(user__is_active=True).exists():
        raise OperatorExists(_("There is an operator already. Let that person create further accounts."))
    unit = _top_unit(top, by=by)
    user = User(username=_free_username(username), name=name)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    record("user.created", user, by=by, username=user.username, name=name)
    mandate = mandates.Terms(role=Role.OPERATOR, unit=unit, started_on=timezone.localdate(at))
    mandates.give(user, mandate, at=at, by=by)
    return user


def _top_unit(top: TopUnit | None, *, by: Authority) -> Unit:
    found = Unit.objects.filter(parent=None).order_by("path").first()
    if found:
        return found
    if top is None:
        raise NoTopUnit(
            _(
                "There is no work unit yet. Import them first (./petruk import units FILE), or name the government: "
                "--code and --government."
            )
        )
    unit = Unit.objects.create(code=top.code, name=top.name, path="0001")
    record("unit.created", unit, by=by, code=top.code, name=top.name)
    return unit


@transaction.atomic
def create_user(
    *, username: str, name: str, email: str, nip: str, terms: mandates.Terms, at: datetime, by: Authority
) -> tuple[User, str]:
    """Make an account with its first mandate. Return it and its one-time password, which is kept nowhere in clear."""
    by.require(Permission.USER_MANAGE)
    user = User(username=_free_username(username), name=name, email=email, employee=_free_employee(nip, by=by))
    password = new_one_time_password()
    user.set_password(password)
    user.save()
    record("user.created", user, by=by, username=user.username, name=name, email=email, nip=login_name(nip))
    mandates.give(user, terms, at=at, by=by)
    return user, password


@transaction.atomic
def change_user(user: User, *, name: str, email: str, nip: str, at: datetime, by: Authority) -> None:
    user = _locked(user, at=at, by=by)
    before = {"name": user.name, "email": user.email, "nip": user.employee.nip if user.employee else ""}
    user.name, user.email = name, email
    user.employee = _free_employee(nip, by=by, owner=user)
    user.save(update_fields=["name", "email", "employee"])
    record("user.changed", user, by=by, before=before, name=name, email=email, nip=login_name(nip))


@transaction.atomic
def disable_user(user: User, *, reason: str, at: datetime, by: Authority) -> None:
    """Shut the account and every open session of it."""
    user = _locked(user, at=at, by=by)
    user.is_active, user.sessions_ended_at = False, at
    user.save(update_fields=["is_active", "sessions_ended_at"])
    record("user.disabled", user, by=by, reason=reason)


@transaction.atomic
def enable_user(user: User, *, reason: str, at: datetime, by: Authority) -> None:
    user = _locked(user, at=at, by=by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("user.enabled", user, by=by, reason=reason)


@transaction.atomic
def reset_password(user: User, *, at: datetime, by: Authority) -> str:
    """Return a one-time password for somebody who forgot his own; it must be changed at the first sign-in."""
    user = _locked(user, at=at, by=by)
    password = new_one_time_password()
    user.set_password(password)
    user.must_change_password, user.sessions_ended_at = True, at
    user.save(update_fields=["password", "must_change_password", "sessions_ended_at"])
    record("user.password_reset", user, by=by)
    return password


@transaction.atomic
def reset_second_factor(user: User, *, reason: str, at: datetime, by: Authority) -> None:
    """Forget the app and the recovery codes of somebody who lost his phone, and end every open session.

    Raises ``NoSecondFactor``.
    """
    user = _locked(user, at=at, by=by)
    if not second_factor.forget(user):
        raise second_factor.NoSecondFactor(_("This account has no second factor."))
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])
    record("user.second_factor_reset", user, by=by, reason=reason)


@transaction.atomic
def end_sessions(user: User, *, at: datetime, by: Authority) -> None:
    """Sign somebody out everywhere."""
    user = _locked(user, at=at, by=by)
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])
    record("user.sessions_ended", user, by=by)


def _locked(user: User, *, at: datetime, by: Authority) -> User:
    """Return the account locked for this transaction. Raises ``CannotManage`` when it is not this person's."""
    by.require(Permission.USER_MANAGE)
    user = queries.users(by).select_for_update(of=("self",)).get(pk=user.pk)
    reason = queries.obstacle(by, user, on=timezone.localdate(at))
    if reason:
        raise CannotManage(reason)
    return user


def _free_username(typed: str) -> str:
    username = typed.strip().lower()
    if not PLAIN.match(username):
        raise UserNameRefused(_("Use 3 to 60 small letters, digits, dots, hyphens or underscores."))
    if len(username) == NIP_LENGTH and username.isdigit():
        raise UserNameRefused(_("A NIP is no user name. Put it in its own field; its owner can sign in with it."))
    if User.objects.filter(username=username).exists():
        raise UserNameRefused(_("This user name is taken. Choose another, for example with the name of the office."))
    return username


def _free_employee(nip: str, *, by: Authority, owner: User | None = None) -> Employee | None:
    if not nip.strip():
        return None
    if owner and owner.employee and owner.employee.nip == login_name(nip):
        return owner.employee
    employee = queries.employee_by_nip(by, nip)
    if employee is None:
        raise EmployeeRefused(_("No employee in your units has this NIP. Check the digits, or leave the field empty."))
    if User.objects.filter(employee=employee).exists():
        raise EmployeeRefused(_("The employee with this NIP has an account already. Search for it in the list."))
    return employee
