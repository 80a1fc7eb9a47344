"""What the letter of an office says with which it hands in its results (surat pengantar)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from petruk.core.nip import display_nip
from petruk.core.numbers import format_decimal
from petruk.documents.hands import hand
from petruk.documents.upright import upright

Frozen = Mapping[str, Any]
NOTHING = "–"


def worded(frozen: Frozen) -> dict[str, Any]:
    """Word the letter. Without points in the instrument it has no column of totals."""
    rows = frozen["rows"]
    words = {
        "title": f"Surat Pengantar: {frozen['office']['name']}",
        "running": f"{frozen['office']['name']} · {frozen['number']}",
        "enclosed": f"{len(rows)} lembar hasil",
        "subject": f"Penyampaian Hasil {frozen['period']}",
        "addressee": f"Kepala {frozen['agency']}",
        "opening": f"Bersama ini kami sampaikan hasil {frozen['period']} pada {frozen['office']['name']}, dengan "
        "rincian sebagai berikut.",
        "rows": [_row(each) for each in rows],
        "hands": [hand(frozen["signatory"])],
    }
    return upright(frozen, words) | {"counts": any(each["total"] is not None for each in rows)}


def _row(row: Frozen) -> dict[str, str]:
    total = NOTHING if row["total"] is None else format_decimal(Decimal(row["total"]), places=None)
    return {
        "name": row["name"],
        "nip": display_nip(row["nip"]),
        "position": row["position"],
        "number": row["number"],
        "total": total,
    }
