"""What the minutes of a panel say (berita acara). Its words are of the paper and do not pass through the catalogue."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from petruk.core.dates import format_date, format_weekday
from petruk.core.nip import display_nip
from petruk.core.numbers import format_decimal
from petruk.documents.hands import hand
from petruk.documents.upright import upright

Frozen = Mapping[str, Any]


def worded(frozen: Frozen) -> dict[str, Any]:
    """Word the minutes. Candidates stand by their totals, the highest first."""
    ordered = sorted(frozen["candidates"], key=lambda each: (-Decimal(each["total"]), each["name"]))
    groups = [group["title"] for group in ordered[0]["groups"]] if ordered else []
    words = {
        "title": f"Berita Acara Tim Penilai: {frozen['period']}",
        "running": f"{frozen['period']} · {frozen['number']}",
        "opening": _opening(frozen),
        "participants": [_participant(each) for each in frozen["participants"]],
        "recusals": [each | {"on": _day(each["on"])} for each in frozen["recusals"]],
        "groups": groups,
        "candidates": [_candidate(each) for each in ordered],
        "means": "Setiap angka adalah rata-rata para penilai. Jumlah ditampilkan pula pada skala "
        "yang dipakai instrumen (rata-rata bidang).",
        "hands": [hand(frozen["agency_head"]) | {"above": "Mengetahui,"}],
    }
    return upright(frozen, words)


def _opening(frozen: Frozen) -> str:
    on = date.fromisoformat(frozen["date"])
    first, last = frozen["first_sheet_on"], frozen["last_sheet_on"]
    when = f"Lembar penilaian diterima mulai {_day(first)} sampai {_day(last)}. " if first else ""
    return (
        f"Pada hari {format_weekday(on)} tanggal {format_date(on)}, bertempat di {frozen['place']}, dibuat berita "
        f"acara penilaian tim penilai pada {frozen['period']} dengan instrumen {frozen['instrument']['title']}. {when}"
        f"Penilaian dikunci pada {_day(frozen['locked_on'])} oleh {frozen['locked_by']}; sejak itu tidak ada "
        "skor yang berubah."
    )


def _participant(each: Frozen) -> dict[str, str]:
    note = "diminta untuk pendapat ketiga" if each["asked_only"] else ""
    if each["released_on"]:
        note = f"berhenti {_day(each['released_on'])}: {each['released_because']}"
    post = ", ".join(part for part in (each["post"], each["unit"]) if part)
    known = {"name": each["name"], "post": post, "since": _day(each["appointed_on"])}
    return known | {"sheets": str(each["handed_in"]), "note": note}


def _candidate(each: Frozen) -> dict[str, object]:
    return {
        "name": each["name"],
        "nip": display_nip(each["nip"]),
        "unit": each["unit"],
        "groups": [format_decimal(Decimal(group["total"]), places=None) for group in each["groups"]],
        "total": format_decimal(Decimal(each["total"]), places=None),
        "shown": format_decimal(Decimal(each["shown"])),
    }


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso))
