"""What the list of employees understands: words in the address, numbers only in a form.

A NIP in an address would stay in logs, histories and screenshots, so the form is sent by POST. Names and filters
are sent on to an address that can be kept and shared; a number is answered at once.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.core.legal_status import LEGAL_STATUSES
from petruk.core.nip import EmployeeKind
from petruk.people.queries import Narrowed, Order, units

ORDERS = MappingProxyType({"nama": Order.NAME, "duk": Order.SENIORITY, "unit": Order.UNIT})
FILTERS = ("cari", "unit", "status", "kedudukan")
LONGEST_TEXT = 100


def text_of(values: Mapping[str, str]) -> str:
    return " ".join(values.get("cari", "")[:LONGEST_TEXT].split())


def is_number(text: str) -> bool:
    """Say whether somebody typed a number: names hold no digits."""
    return any(character.isdigit() for character in text)


def digits_of(text: str) -> str:
    """Return the digits, whatever stands between their groups; those of other scripts are no NIP."""
    return "".join(character for character in text if character in "0123456789")


def address_of(values: Mapping[str, str], kept: Sequence[str] = (*FILTERS, "urut")) -> str:
    """Return the query of the address that keeps what was asked, without what was left empty."""
    asked = {key: values.get(key, "") for key in kept} | {"cari": text_of(values)}
    return urlencode({key: value for key, value in asked.items() if value})


def sent_on(values: Mapping[str, str], route: str, kept: Sequence[str]) -> HttpResponse | None:
    """Return the way to the address that keeps the words of a search; nothing for a number, which has none."""
    return None if digits_of(text_of(values)) else redirect(f"{reverse(route)}?{address_of(values, kept)}")


def is_narrowed(values: Mapping[str, str]) -> bool:
    return any(values.get(key) for key in FILTERS)


def unit_paths(authority: Authority) -> dict[str, tuple[str, str]]:
    """Return name and path of the units by which this person may narrow, by public id, in the order of the tree."""
    known = units(authority, Permission.EMPLOYEE_VIEW).values_list("public_id", "name", "path")
    return {public_id: (name, path) for public_id, name, path in known}


def fields_of(values: Mapping[str, str], text: str) -> list[tuple[str, str]]:
    """Return what a form sends along to have the very same rows; ``text`` may be a number that was posted."""
    kept = [(key, values.get(key, "")) for key in (*FILTERS, "urut") if key != "cari"]
    return [*kept, ("cari", text)]


def narrowed(values: Mapping[str, str], unit_path: str) -> Narrowed:
    """Read the address. A word that this list does not know narrows nothing and sorts by name."""
    kind, status, sort = values.get("status", ""), values.get("kedudukan", ""), values.get("urut", "")
    return Narrowed(
        name=text_of(values),
        unit_path=unit_path,
        kind=kind if kind in set(EmployeeKind) else "",
        legal_status=status if status in LEGAL_STATUSES else "",
        order=ORDERS.get(sort.removeprefix("-"), Order.NAME),
        reverse=sort.startswith("-") and sort[1:] in ORDERS,
    )
