"""Accounts and mandates, as the people who administer them may see them.

Who sees whom: an account is visible to those whose right to manage users reaches the unit of one of its mandates,
past ones included, so that nobody disappears when his last mandate ends. An account that never had a mandate belongs
to no unit and is visible from the top unit only.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, JSONArray
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.audit.models import Event
from petruk.audit.queries import history
from petruk.core.login import login_name
from petruk.people.accounts.sessions import OpenSession, opened
from petruk.people.models import (
    Agency,
    CodeApp,
    Employee,
    Mandate,
    MandateQuerySet,
    Official,
    Passkey,
    RecoveryCode,
    Session,
    Signatory,
    Unit,
    User,
)
from petruk.people.queries import in_force

OfficialRole = Official.Role
Capacity = Signatory.Capacity


@dataclass(frozen=True)
class Wanted:
    """To what a list of accounts is narrowed; every part holds at once."""

    text: str = ""
    role: Role | None = None
    active: bool | None = None


@dataclass(frozen=True)
class SecondFactor:
    """How far an account is guarded beside its password."""

    app_since: datetime | None = None
    passkeys: int = 0
    codes_left: int = 0

    @property
    def on(self) -> bool:
        return self.app_since is not None or self.passkeys > 0


def account_of_session(pk: int, *, on: date) -> User | None:
    """Return an active account with its mandates in force and whether it has a second factor, in one query: every page
    starts with this one.

    Asked before there is an authority, by the sign-in backend only.
    """
    user = _account_of_session(on).filter(pk=pk).first()
    if user:
        user.granted = (on, user.mandate_rows)
        user.second_factor = user.guarded
    return user


@lru_cache(maxsize=2)
def _account_of_session(on: date) -> QuerySet[Any]:
    """Return the query of one day, put together once: that takes as long as asking it."""
    mandates = in_force(Mandate.objects.filter(user=OuterRef("pk")), on=on).order_by("pk")
    rows = ArraySubquery(mandates.values_list(JSONArray("role", "unit__path", "unit__name")))
    guarded = Exists(CodeApp.objects.filter(user=OuterRef("pk"))) | Exists(Passkey.objects.filter(user=OuterRef("pk")))
    return User.objects.annotate(mandate_rows=rows, guarded=guarded).filter(is_active=True)


def account_of_login(typed: str) -> User | None:
    """Return whom a user name or NIP means, disabled or not. Asked by the sign-in backend only."""
    login = login_name(typed)
    return User.objects.filter(Q(username=login) | Q(employee__nip=login)).order_by("pk").first()


def users(authority: Authority) -> QuerySet[User]:
    mandates = Mandate.objects.filter(user=OuterRef("pk"))
    seen = Q(Exists(mandates.visible_to(authority, Permission.USER_MANAGE)))
    if authority.reaches_top(Permission.USER_MANAGE):
        seen |= ~Q(Exists(mandates))
    return User.objects.filter(seen).select_related("employee")


def find_users(authority: Authority, wanted: Wanted, *, on: date) -> QuerySet[User]:
    """Return accounts by name, each with ``mandates_now``: what is in force and within reach."""
    reached = in_force(Mandate.objects.visible_to(authority, Permission.USER_MANAGE), on=on)
    found = users(authority)
    if wanted.text:
        nip = Q(employee__nip__startswith="".join(wanted.text.split()))
        found = found.filter(Q(name__icontains=wanted.text) | Q(username__icontains=wanted.text) | nip)
    if wanted.role:
        found = found.filter(Exists(reached.filter(user=OuterRef("pk"), role=wanted.role)))
    if wanted.active is not None:
        found = found.filter(is_active=wanted.active)
    now = Prefetch("mandates", reached.select_related("unit").order_by("unit__path", "pk"), to_attr="mandates_now")
    return found.prefetch_related(now).order_by("name", "pk")


def without_mandate(authority: Authority, *, on: date) -> QuerySet[User]:
    """Return the active accounts within reach that may do nothing on this day, the oldest first."""
    held = in_force(Mandate.objects.filter(user=OuterRef("pk")), on=on)
    return users(authority).filter(~Exists(held), is_active=True).order_by("created_at", "pk")


def mandates_of(authority: Authority, user: User) -> MandateQuerySet:
    """Return the mandates of a visible account that lie within reach, the newest first."""
    mine = Mandate.objects.visible_to(authority, Permission.USER_MANAGE).filter(user=user)
    return mine.select_related("unit").order_by("-started_on", "-pk")


def history_of(authority: Authority, user: User) -> QuerySet[Event]:
    """Return what happened to a visible account, oldest first; of its mandates only those within reach."""
    reached = Unit.objects.visible_to(authority, Permission.USER_MANAGE).values("code")
    events = history(authority, user).annotate(of_unit=KeyTextTransform("unit", "after"))
    return events.filter(Q(of_unit__isnull=True) | Q(of_unit__in=reached))


def second_factor_of(authority: Authority, user: User) -> SecondFactor:
    """Return how an account is guarded, which came through a scope."""
    return _guard(User.objects.filter(pk=user.pk) if authority.signed_in else User.objects.none())


def own_second_factor(authority: Authority) -> SecondFactor:
    return _guard(User.objects.filter(public_id=authority.ref))


def _guard(users: QuerySet[User]) -> SecondFactor:
    of_user = {"user": OuterRef("pk")}
    app = Subquery(CodeApp.objects.filter(**of_user).values("created_at"))
    keys, codes = Passkey.objects.filter(**of_user), RecoveryCode.objects.filter(**of_user, used_at=None)
    found = users.values_list(app, _number(keys), _number(codes)).first()
    return SecondFactor(*found) if found else SecondFactor()


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("user").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def own_passkeys(authority: Authority) -> QuerySet[Passkey]:
    return Passkey.objects.filter(user__public_id=authority.ref).order_by("created_at", "pk")


def own_sessions(authority: Authority, *, at: datetime) -> list[OpenSession]:
    """Return in which browsers the person is signed in, the one used last first."""
    rows = Session.objects.filter(user__public_id=authority.ref, expire_date__gt=at).select_related("user")
    found = (opened(row.get_decoded(), _hash(row), row.user.sessions_ended_at, now=at) for row in rows if row.user)
    return sorted(filter(None, found), key=lambda session: session.seen_at, reverse=True)


def _hash(row: Session) -> str:
    return row.user.get_session_auth_hash() if row.user else ""


def own_mandates(authority: Authority) -> MandateQuerySet:
    """Return every mandate of the person himself, the newest first."""
    mine = Mandate.objects.filter(user__public_id=authority.ref)
    return mine.select_related("unit").order_by("-started_on", "-pk")


def lasting(mandates: MandateQuerySet, *, on: date) -> MandateQuerySet:
    """Return the mandates that hold on a day or will hold later."""
    kept = Q(revoked_on=None) | Q(revoked_on__gt=on)
    return mandates.filter(kept, Q(ended_on=None) | Q(ended_on__gte=on))


def obstacle(authority: Authority, user: User, *, on: date) -> str:
    """Return why this person may not change the account, in words; nothing when he may.

    Nobody changes his own account here, and nobody an account with a role that he could not give or a unit that he
    does not reach: to take over an account is to take over its mandates.
    """
    if user.public_id == authority.ref:
        return _("This is your own account. Ask another administrator to change it.")
    held = list(lasting(Mandate.objects.filter(user=user), on=on).values_list("role", "unit__path"))
    if any(role not in authority.grantable() for role, _path in held):
        return _("This account holds a role that you cannot give. Ask an operator.")
    if not all(authority.covers(Permission.USER_MANAGE, path) for _role, path in held):
        return _("This account also has mandates outside your units. Ask an operator.")
    return ""


def employee_by_nip(authority: Authority, nip: str) -> Employee | None:
    """Return the employee, within reach, to whom an account may belong."""
    return Employee.objects.visible_to(authority, Permission.USER_MANAGE).filter(nip=login_name(nip)).first()


def agencies(authority: Authority) -> QuerySet[Agency]:
    """Return how the personnel agency was, is and will be called, the newest first."""
    return Agency.objects.all() if authority.signed_in else Agency.objects.none()


def officials(authority: Authority) -> QuerySet[Official]:
    """Return who signed, signs and will sign for the government and the agency, by role and the newest first."""
    return Official.objects.all() if authority.signed_in else Official.objects.none()
