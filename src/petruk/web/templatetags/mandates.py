"""What the templates say of a mandate."""

from datetime import date
from typing import Protocol

from django import template
from django.utils.translation import gettext as _

from petruk.access.roles import Role

register = template.Library()


class Dated(Protocol):
    started_on: date
    ended_on: date | None
    revoked_on: date | None


@register.filter
def role(value: str) -> str:
    """Return what the holder of a role is called."""
    return Role(value).words


@register.filter
def state(mandate: Dated, today: date) -> dict[str, str]:
    """Return the word and the kind of badge for a mandate on a day."""
    if mandate.revoked_on and mandate.revoked_on <= today:
        return {"word": _("taken back"), "kind": "bad"}
    if mandate.ended_on and mandate.ended_on < today:
        return {"word": _("over"), "kind": "none"}
    if mandate.started_on > today:
        return {"word": _("to come"), "kind": "wait"}
    return {"word": _("in force"), "kind": "good"}
