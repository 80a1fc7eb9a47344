"""Who may do what, where, from when to when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.roles import OWN_ROWS, Role
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.accounts import queries
from petruk.people.models import Mandate, Unit, User


class CannotGive(Refusal):
    """The mandate is not this person's to give, or makes no sense."""


class CannotEnd(Refusal):
    """The mandate cannot end like this."""


@dataclass(frozen=True)
class Terms:
    """What a mandate says. Both days belong to it; without the second it holds until it is ended."""

    role: Role
    unit: Unit
    started_on: date
    ended_on: date | None = None


@transaction.atomic
def give(user: User, terms: Terms, *, at: datetime, by: Authority) -> Mandate:
    """Give a role in the subtree of a unit. Nobody gives what is beyond him, and nobody gives to himself."""
    today = timezone.localdate(at)
    by.require(Permission.USER_MANAGE)
    user = User.objects.select_for_update().get(pk=user.pk)
    obstacle = queries.obstacle(by, user, on=today) or _obstacle(user, terms, today=today, by=by)
    if obstacle:
        raise CannotGive(obstacle)
    mandate = Mandate.objects.create(
        user=user, role=terms.role, unit=terms.unit, started_on=terms.started_on, ended_on=terms.ended_on
    )
    record("mandate.given", user, by=by, mandate=mandate.public_id, **_written(mandate))
    return mandate


@transaction.atomic
def end(mandate: Mandate, *, last_day: date, at: datetime, by: Authority) -> None:
    """Let a mandate hold until a day, today or later."""
    mandate, today = _locked(mandate, at=at, by=by), timezone.localdate(at)
    if last_day < max(today, mandate.started_on):
        raise CannotEnd(_("The last day cannot be before today or before the mandate begins. Take it back instead."))
    before = {"ended_on": mandate.ended_on and mandate.ended_on.isoformat()}
    mandate.ended_on = last_day
    mandate.save(update_fields=["ended_on"])
    record("mandate.ended", mandate.user, by=by, before=before, mandate=mandate.public_id, **_written(mandate))


@transaction.atomic
def revoke(mandate: Mandate, *, reason: str, at: datetime, by: Authority) -> None:
    """Take a mandate back at once: the next request of its holder goes without it."""
    mandate = _locked(mandate, at=at, by=by)
    mandate.revoked_on = timezone.localdate(at)
    mandate.save(update_fields=["revoked_on"])
    record("mandate.revoked", mandate.user, by=by, mandate=mandate.public_id, reason=reason, **_written(mandate))


def _locked(mandate: Mandate, *, at: datetime, by: Authority) -> Mandate:
    by.require(Permission.USER_MANAGE)
    today = timezone.localdate(at)
    reached = Mandate.objects.visible_to(by, Permission.USER_MANAGE)
    mandate = reached.select_related("user", "unit").select_for_update(of=("self",)).get(pk=mandate.pk)
    obstacle = queries.obstacle(by, mandate.user, on=today)
    if obstacle:
        raise CannotEnd(obstacle)
    if not queries.lasting(Mandate.objects.filter(pk=mandate.pk), on=today).exists():
        raise CannotEnd(_("This mandate is over already."))
    return mandate


def _obstacle(user: User, terms: Terms, *, today: date, by: Authority) -> str:
    if terms.role not in by.grantable():
        return _("You cannot give this role. Ask an operator.")
    if not by.covers(Permission.USER_MANAGE, terms.unit.path):
        return _("This unit is outside your own. Ask an operator.")
    if terms.ended_on and terms.ended_on < max(today, terms.started_on):
        return _("The mandate would be over before it begins. Choose a later last day, or none.")
    if terms.role in OWN_ROWS and user.employee_id is None:
        return _("This role shows a person his own rows. Fill in the NIP of the account first.")
    if _overlapping(user, terms, today=today):
        return _("The account has this mandate already in that time. End the other one first.")
    return ""


def _overlapping(user: User, terms: Terms, *, today: date) -> bool:
    same = Mandate.objects.filter(user=user, role=terms.role, unit=terms.unit)
    others = queries.lasting(same, on=today).filter(Q(ended_on=None) | Q(ended_on__gte=terms.started_on))
    return (others.filter(started_on__lte=terms.ended_on) if terms.ended_on else others).exists()


def _written(mandate: Mandate) -> dict[str, Any]:
    return {
        "role": mandate.role,
        "unit": mandate.unit.code,
        "started_on": mandate.started_on.isoformat(),
        "ended_on": mandate.ended_on and mandate.ended_on.isoformat(),
    }
