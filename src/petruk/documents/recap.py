"""What an edition of the recap says: the rows of the page, sub-totals of the units, who is missing, what changed.

Source: docs/rules/papers.md section 7, docs/rules/recap.md.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from petruk.core.bands import Band, band
from petruk.core.dates import format_date
from petruk.core.editions import STATES
from petruk.core.nip import display_nip
from petruk.core.numbers import format_decimal
from petruk.core.objection import Finality
from petruk.core.spread import figures
from petruk.documents import qr, typeface
from petruk.documents.hands import hand

Frozen = Mapping[str, Any]
BANDS: Mapping[Band, str] = {
    Band.LOW: "Rendah",
    Band.FAIR: "Sedang",
    Band.GOOD: "Tinggi",
    Band.BEST: "Sangat tinggi",
}
STANDING: Mapping[Finality, str] = {
    Finality.NOT_SEALED: "Sementara: hasil belum disegel dan masih dapat berubah",
    Finality.NOT_ANNOUNCED: "Sementara: hasil tersegel, belum diumumkan",
    Finality.WINDOW_OPEN: "Sementara: masa sanggah belum berakhir",
    Finality.OBJECTIONS_OPEN: "Sementara: masih ada sanggah yang belum dijawab",
    Finality.FINAL: "Final",
}
NOTHING = "–"


def worded(frozen: Frozen) -> dict[str, Any]:
    """Word an edition of the recap."""
    on = date.fromisoformat(frozen["date"])
    shown = [at for at, _column in enumerate(frozen["columns"]) if _says_something(frozen["rows"], at)]
    words = {
        "title": f"Rekapitulasi Hasil Penilaian: {frozen['period']}",
        "author": frozen["agency"],
        "letterhead": {
            "title": "REKAPITULASI HASIL PENILAIAN INSTRUMEN KINERJA",
            "government": f"PEMERINTAH DAERAH {frozen['government']}".upper(),
            "agency": frozen["agency"].upper(),
        },
        "running": f"{frozen['period']} · {frozen['number']} · edisi {frozen['edition']}",
        "about": _about(frozen),
        "columns": [_column(frozen["columns"][at]) for at in shown],
        "rows": [_row(number, row, shown, frozen) for number, row in enumerate(frozen["rows"], start=1)],
        "total": _total(frozen),
        "marked": any(cell["missing"] for row in frozen["rows"] for cell in row["cells"]),
        "summary": _summary(frozen["rows"]),
        "units": _units(frozen["rows"]),
        "waiting": frozen["waiting"],
        "since": _since(frozen["since"]),
        "place_and_date": f"{frozen['place']}, {format_date(on)}",
        "hands": _hands(frozen),
        "number": frozen["number"],
        "fingerprint": frozen["rows_sha256"],
        "verify_url": frozen["verify_url"],
        "code": frozen["code"],
        "footer": f"{frozen['footer']} · {on.year}",
    }
    return typeface.printable_words(words) | {
        "size": frozen["size"],
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "qr": qr.svg(frozen["verify_url"], code=frozen["code"]),
    }


def _about(frozen: Frozen) -> list[tuple[str, str]]:
    since = frozen["since"]
    edition = f"{frozen['edition']}" + (f", menggantikan {since['number']}" if since else "")
    return [
        ("PERIODE", frozen["period"]),
        ("INSTRUMEN", frozen["instrument"]["title"]),
        ("EDISI", edition),
        ("KEADAAN HASIL", STANDING[Finality(frozen["finality"])]),
    ]


def _column(column: Frozen) -> dict[str, object]:
    maximum = format_decimal(Decimal(column["maximum"]), places=None)
    return {
        "title": column["title"],
        "maximum": f"dari {maximum}" if column["counts"] else "",
        "number": column["counts"],
    }


def _total(frozen: Frozen) -> str:
    """Return under what the column of totals stands; nothing where nothing is added up."""
    if not Decimal(frozen["maximum"]):
        return ""
    return f"dari {format_decimal(Decimal(frozen['maximum']), places=None)}"


def _says_something(rows: Sequence[Frozen], at: int) -> bool:
    """A text that an office wrote has a column of its own and no value; its empty one is left out."""
    return any(row["cells"][at]["points"] is not None or row["cells"][at]["shown"] for row in rows)


def _row(number: int, row: Frozen, shown: Sequence[int], frozen: Frozen) -> dict[str, object]:
    total = None if row["total"] is None else Decimal(row["total"])
    found = None if total is None else band(total, Decimal(frozen["maximum"]))
    rescaled = row["shown"] is not None and row["shown"] != row["total"]
    return {
        "number": str(number),
        "name": row["name"],
        "nip": display_nip(row["nip"]),
        "unit": row["unit"],
        "text": row["text"],
        "cells": [_cell(row["cells"][at]) for at in shown],
        "total": NOTHING if total is None else format_decimal(total, places=None),
        "shown": format_decimal(Decimal(row["shown"])) if rescaled else "",
        "word": BANDS[found] if found else "",
        "band": str(found or ""),
        "state": "" if frozen["finality"] != Finality.NOT_SEALED else STATES.get(row["state"], row["state"]),
    }


def _cell(cell: Frozen) -> str:
    said = cell["shown"] if cell["points"] is None else format_decimal(Decimal(cell["points"]), places=None)
    return f"{said or NOTHING}{' *' if cell['missing'] else ''}"


def _summary(rows: Sequence[Frozen]) -> str:
    return " · ".join((f"{len(rows)} hasil", *(f"{name} {value}" for name, value in _spread(rows))))


def _units(rows: Sequence[Frozen]) -> list[tuple[str, ...]]:
    """Return the units by name: how many results, and lowest, mean and highest total where there are totals."""
    units: dict[str, list[Frozen]] = {}
    for row in rows:
        units.setdefault(row["unit"], []).append(row)
    return [
        (unit, str(len(found)), *(value for _name, value in _spread(found)))
        for unit, found in sorted(units.items(), key=lambda each: each[0].casefold())
    ]


def _spread(rows: Sequence[Frozen]) -> list[tuple[str, str]]:
    found = figures([Decimal(row["total"]) for row in rows if row["total"] is not None])
    if found is None:
        return []
    lowest, highest = (format_decimal(each, places=None) for each in (found.lowest, found.highest))
    return [("terendah", lowest), ("rata-rata", format_decimal(found.mean)), ("tertinggi", highest)]


def _since(since: Frozen | None) -> dict[str, object] | None:
    if since is None:
        return None
    return {
        "heading": f"Perubahan sejak edisi {since['number']} tanggal {format_date(date.fromisoformat(since['date']))}",
        "reason": since["reason"],
        "changes": [
            {"name": each["name"], "unit": each["unit"], "words": each["words"], "because": each["because"]}
            for each in since["changes"]
        ],
    }


def _hands(frozen: Frozen) -> list[dict[str, object]]:
    """Return who signs, from left to right; the head of the agency last, who has seen what another one made."""
    made = frozen.get("evaluator")
    head = hand(frozen["agency_head"])
    return [hand(made), head | {"above": "Mengetahui,"}] if made else [head]
