"""Who signs under a table: the official of the unit whose rows it holds, on the day on which it is made."""

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.core.dates import format_date
from petruk.documents.signing_lines import position_lines
from petruk.people.queries import agency_on, signatory_of, units
from petruk.web.tables.table import Signature

SEEN_BY = "Mengetahui,"


def signature(authority: Authority, permission: Permission, unit_path: str = "") -> Signature:
    """Return the block of one unit, or without one of the unit of the reader's own mandate.

    Where nobody is registered the block leaves room for whoever signs.
    """
    today = timezone.localdate()
    agency = agency_on(authority, today)
    place_and_date = ", ".join(part for part in (agency.seat if agency else "", format_date(today)) if part)
    official = _official(authority, permission, unit_path)
    if official is None:
        return Signature(place_and_date, (SEEN_BY,), "", "")
    person = official.employee
    own_office = person.placement.position if person.placement else ""
    position = position_lines(official.capacity, official.office, own_office)
    return Signature(place_and_date, position, person.titled_name, person.nip)


def _official(authority: Authority, permission: Permission, unit_path: str):
    """Return who is in office there; nobody where the reader has several units and chose none."""
    roots = (unit_path,) if unit_path else authority.paths(permission)
    unit = units(authority, permission).filter(path=roots[0]).first() if len(roots) == 1 else None
    return signatory_of(authority, unit, on=timezone.localdate()) if unit else None
