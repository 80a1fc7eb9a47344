"""What happened to an account, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.roles import Role

WORDS = {
    "user.created": gettext_lazy("Account created"),
    "user.changed": gettext_lazy("Data changed"),
    "user.disabled": gettext_lazy("Disabled"),
    "user.enabled": gettext_lazy("Activated"),
    "user.password_reset": gettext_lazy("New one-time password"),
    "user.password_changed": gettext_lazy("Password changed by its owner"),
    "user.sessions_ended": gettext_lazy("Sessions ended"),
    "user.second_factor_on": gettext_lazy("Second step switched on"),
    "user.second_factor_off": gettext_lazy("Second step switched off"),
    "user.second_factor_reset": gettext_lazy("Second step reset"),
    "user.passkey_added": gettext_lazy("Passkey made"),
    "user.passkey_removed": gettext_lazy("Passkey removed"),
    "user.recovery_codes_made": gettext_lazy("Recovery codes made"),
    "user.proved": gettext_lazy("Showed who it is"),
    "session.began": gettext_lazy("Signed in"),
    "session.closed": gettext_lazy("Session ended by its owner"),
    "session.ended": gettext_lazy("Signed out"),
    "mandate.given": gettext_lazy("Mandate given"),
    "mandate.ended": gettext_lazy("Last day of a mandate set"),
    "mandate.revoked": gettext_lazy("Mandate taken back"),
}


class Written(Protocol):
    at: datetime
    actor_name: str
    action: str
    after: Mapping[str, str]


@dataclass(frozen=True)
class Happened:
    at: datetime
    by: str
    what: str
    more: str


def happened(events: Iterable[Written]) -> list[Happened]:
    return [Happened(e.at, e.actor_name, str(WORDS.get(e.action, e.action)), _more(e.after)) for e in events]


def _more(after: Mapping[str, str]) -> str:
    """Return what a reader wants to know beside the bare fact: which role, and why."""
    role = Role(after["role"]).words if "role" in after else ""
    reason = _("reason: %(reason)s") % {"reason": after["reason"]} if "reason" in after else ""
    return "; ".join(part for part in (role, reason) if part)
