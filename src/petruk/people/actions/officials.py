"""Who signs for the government and its personnel agency, from which day to which."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.models import Official


class CannotAppoint(Refusal):
    """The official stays as he is."""


@dataclass(frozen=True)
class Terms:
    """What is written under a paper, and on which days. ``own_office`` is the signer's own where he signs a.n."""

    role: str
    capacity: str
    office: str
    own_office: str
    name: str
    rank: str
    nip: str
    started_on: date
    ended_on: date | None


@transaction.atomic
def appoint(terms: Terms, *, by: Authority) -> Official:
    """Record who signs from a day on. Earlier ones stay: a paper takes the official of its own date."""
    by.require_top(Permission.USER_MANAGE)
    if terms.ended_on and terms.ended_on < terms.started_on:
        raise CannotAppoint(_("The last day comes before the first. Choose a later last day, or none."))
    if Official.objects.filter(role=terms.role, started_on=terms.started_on).exists():
        raise CannotAppoint(_("Somebody signs in this place from this day on already. Choose another day."))
    official = Official.objects.create(**asdict(terms))
    record("official.appointed", official, by=by, **_written(official))
    return official


@transaction.atomic
def end(official: Official, *, last_day: date, by: Authority) -> Official:
    """Let an official sign until a day; papers of later days are signed by whoever follows."""
    by.require_top(Permission.USER_MANAGE)
    official = Official.objects.select_for_update().get(pk=official.pk)
    if last_day < official.started_on:
        raise CannotAppoint(_("The last day comes before the first. Choose a later last day, or none."))
    before = {"ended_on": official.ended_on and official.ended_on.isoformat()}
    official.ended_on = last_day
    official.save(update_fields=["ended_on"])
    record("official.ended", official, by=by, before=before, **_written(official))
    return official


def _written(official: Official) -> dict[str, Any]:
    return {
        "role": official.role,
        "capacity": official.capacity,
        "office": official.office,
        "name": official.name,
        "started_on": official.started_on.isoformat(),
        "ended_on": official.ended_on and official.ended_on.isoformat(),
    }
