"""Who issues a paper of the agency, and who signs it, on the day that it bears."""

from datetime import date

from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.core.errors import Refusal
from petruk.people.models import Agency, Official, Signatory, Unit
from petruk.people.queries import agency_on, official_on, signatory_of


class CannotIssue(Refusal):
    """No paper is issued."""


def agency_of_day(day: date, *, by: Authority) -> Agency:
    """Raises ``CannotIssue`` when nobody said how the agency is called."""
    agency = agency_on(by, day)
    if agency is None:
        raise CannotIssue(_("The agency has no name on that day. Record it under Settings, Agency."))
    return agency


def official_of_day(role: Official.Role, day: date, *, by: Authority) -> Official:
    """Raises ``CannotIssue`` when nobody is recorded who signs in this role."""
    official = official_on(by, role, day)
    if official is None:
        words = _("Nobody is recorded who signs on that day as: %(role)s. Record it under Settings, Agency.")
        raise CannotIssue(words % {"role": role.label})
    return official


def signatory_of_day(unit: Unit, day: date, *, by: Authority) -> Signatory:
    """Raises ``CannotIssue`` when nobody is registered who signs for a unit."""
    signatory = signatory_of(by, unit, on=day)
    if signatory is None:
        raise CannotIssue(_("Nobody is registered to sign for %(unit)s on that day.") % {"unit": unit.name})
    return signatory
