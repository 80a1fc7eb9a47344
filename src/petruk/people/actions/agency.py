"""How the personnel agency is called, from which day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.people.models import Agency


class NamedAlready(Refusal):
    """From that day on there is a name already; papers of that day may bear it."""


@transaction.atomic
def name_agency(
    *,
    started_on: date,
    name: str,
    short_name: str,
    government: str,
    seat: str,
    address: str = "",
    contact: str = "",
    by: Authority,
) -> Agency:
    """Name the agency from a day on. Earlier names stay: what is printed takes the name of its own date."""
    by.require_top(Permission.USER_MANAGE)
    if Agency.objects.filter(started_on=started_on).exists():
        raise NamedAlready(_("The agency has a name from this day on already. Choose another day."))
    agency = Agency.objects.create(
        started_on=started_on,
        name=name,
        short_name=short_name,
        government=government,
        seat=seat,
        address=address,
        contact=contact,
    )
    record("agency.named", agency, by=by, started_on=started_on.isoformat(), name=name, short_name=short_name)
    return agency
