"""What a charter says. Its words are Indonesian by custom of such papers and do not pass through the catalogue."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from petruk.core.dates import format_date
from petruk.core.nip import EmployeeKind, display_nip
from petruk.documents import qr, typeface
from petruk.documents.hands import hand

Frozen = Mapping[str, Any]


def worded(frozen: Frozen) -> dict[str, Any]:
    """Word the charter of one winner, for either layout."""
    on = date.fromisoformat(frozen["date"])
    person = frozen["person"]
    words = {
        "title": f"Piagam Penghargaan: {person['name']}",
        "author": frozen["agency"],
        "number": frozen["number"],
        "giver": frozen["giver"],
        "name": person["name"],
        "nip": f"{_nip_label(person)} {display_nip(person['nip'])}",
        "honour": frozen["honour"],
        "unit": person["unit"],
        "occasion": frozen["occasion"],
        "decree": frozen["decree"],
        "place_and_date": f"{frozen['place']}, {format_date(on)}",
        "regional_head": hand(frozen["regional_head"]),
        "agency_head": hand(frozen["agency_head"]),
        "verify_url": frozen["verify_url"],
        "code": frozen["code"],
    }
    return typeface.printable_words(words) | {
        "size": frozen["size"],
        "emblem": frozen["emblem"],
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "qr": qr.svg(frozen["verify_url"], code=frozen["code"]),
    }


def _nip_label(person: Frozen) -> str:
    return "NI PPPK" if EmployeeKind(person["kind"]).is_contract else "NIP."
