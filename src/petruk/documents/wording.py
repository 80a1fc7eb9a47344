"""What a paper says, as display text: frozen data in, the words and figures that the template sets out.

The words are Indonesian by law and belong to the paper, so they do not pass through the catalogue of the interface.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from petruk.core.dates import format_date
from petruk.core.nip import EmployeeKind, display_nip
from petruk.core.numbers import format_decimal
from petruk.documents import qr, typeface
from petruk.documents.signing_lines import position_lines

Frozen = Mapping[str, Any]


def result(frozen: Frozen) -> dict[str, Any]:
    """Word the result sheet of one assessment."""
    on = date.fromisoformat(frozen["date"])
    person = frozen["person"]
    words = {
        "title": f"Hasil Penilaian Instrumen Kinerja: {person['name']}",
        "author": frozen["letterhead"]["agency"],
        "letterhead": frozen["letterhead"],
        "running": f"{_shortened(person['name'])} · {_nip_label(person)} {display_nip(person['nip'])}",
        "identity": _identity(frozen),
        "total": _score(frozen["total"]),
        "maximum": _score(frozen["maximum"]),
        "lines": [_line(line) for line in frozen["lines"]],
        "missing": _missing_note(frozen),
        "hands": _hands(frozen),
        "place_and_date": f"{frozen['place']}, {format_date(on)}",
        "signature": _signature(frozen["signatory"]),
        "number": frozen["number"],
        "verify_url": frozen["verify_url"],
        "code": frozen["code"],
        "instrument": f"{frozen['instrument']['code']} · {frozen['instrument']['sha256'][:16]}",
        "footer": f"{frozen['footer']} · {on.year}",
    }
    return typeface.printable_words(words) | {
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "qr": qr.svg(frozen["verify_url"], code=frozen["code"]),
    }


def _identity(frozen: Frozen) -> list[tuple[str, str]]:
    person = frozen["person"]
    rank_label = "GOLONGAN" if _contracted(person) else "PANGKAT/GOL."
    rows = (
        ("NAMA LENGKAP", person["name"]),
        (_nip_label(person), display_nip(person["nip"])),
        ("JABATAN", person["position"]),
        ("UNIT KERJA", person["unit"]),
        (rank_label, person["rank"]),
        ("PERIODE", frozen["period"]),
    )
    return [(label, value) for label, value in rows if value]


def _contracted(person: Frozen) -> bool:
    return EmployeeKind(person["kind"]).is_contract


def _nip_label(person: Frozen) -> str:
    return "NI PPPK" if _contracted(person) else "NIP"


def _shortened(name: str) -> str:
    """Return a name that fits the running head; in full it stands on the first page."""
    return name if len(name) <= 80 else f"{name[:79]}…"


def _line(line: Frozen) -> dict[str, object]:
    return {
        "heading": f"Indikator {line['title']}",
        "criterion": line["criterion"],
        "text": line["text"],
        "meaning": line["meaning"],
        "sentence": line["sentence"],
        "source": line["source"],
        "points": _score(line["points"]),
        "maximum": _score(line["maximum"]),
        "missing": line["missing"],
    }


def _score(points: str | None) -> str:
    """Return points as written on the paper; a dash for an indicator that is left out of the total."""
    return "–" if points is None else format_decimal(Decimal(points), places=None)


def _missing_note(frozen: Frozen) -> str:
    lines = [line for line in frozen["lines"] if line["missing"]]
    zero = [line["title"] for line in lines if line["points"] is not None]
    left_out = [line["title"] for line in lines if line["points"] is None]
    said = ((zero, "indikator tanpa data dihitung 0"), (left_out, "indikator itu tidak diperhitungkan"))
    return " ".join(f"Belum ada data untuk indikator {_listed(names)}; {what}." for names, what in said if names)


def _listed(names: Sequence[str]) -> str:
    """Return names as an Indonesian enumeration: "a", "a dan b", "a, b, dan c"."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def _hands(frozen: Frozen) -> str:
    """Return by whose hands the scores came about, as far as known."""
    said = (("Dinilai oleh", frozen["assessor"]["name"]), ("kerja sama tim ditetapkan oleh", frozen["decided_by"]))
    return "; ".join(f"{words} {name}" for words, name in said if name)


def _signature(signatory: Frozen | None) -> dict[str, object] | None:
    if signatory is None:
        return None
    nip = signatory["nip"]
    return {
        "position": position_lines(signatory["capacity"], signatory["office"], signatory["own_office"]),
        "name": signatory["name"],
        "nip": f"NIP. {display_nip(nip)}" if nip else "",
    }
