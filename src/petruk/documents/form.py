"""The empty form of an instrument: what is asked, with room to write."""

from collections.abc import Mapping
from typing import Any

from petruk.documents.hands import hand
from petruk.documents.upright import upright

Frozen = Mapping[str, Any]


def worded(frozen: Frozen) -> dict[str, Any]:
    """Word the form; its indicators are frozen as they are printed."""
    words = {
        "title": f"Formulir Penilaian: {frozen['period']}",
        "running": f"{frozen['office']['name']} · {frozen['number']}",
        "period": frozen["period"],
        "unit": frozen["office"]["name"],
        "indicators": frozen["indicators"],
        "hands": [hand(frozen["signatory"])],
    }
    return upright(frozen, words)
