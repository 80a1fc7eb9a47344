"""What the upright papers of an office have in common: letterhead, date, number, code."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from petruk.core.dates import format_date
from petruk.documents import qr, typeface

Frozen = Mapping[str, Any]


def upright(frozen: Frozen, words: Mapping[str, Any]) -> dict[str, Any]:
    """Add to the words of one kind what stands on each of them."""
    on = date.fromisoformat(frozen["date"])
    office = frozen["office"]
    common = {
        "author": office["name"],
        "head": office | {"government": office["government"].upper(), "name": office["name"].upper()},
        "place": frozen["place"],
        "place_and_date": f"{frozen['place']}, {format_date(on)}",
        "number": frozen["number"],
        "verify_url": frozen["verify_url"],
        "code": frozen["code"],
        "footer": f"{frozen['footer']} · {on.year}",
    }
    return typeface.printable_words(common | dict(words)) | {
        "size": frozen["size"],
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "qr": qr.svg(frozen["verify_url"], code=frozen["code"]),
    }
