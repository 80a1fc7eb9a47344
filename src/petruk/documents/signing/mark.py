"""What is seen where an electronic signature stands, drawn by the typesetter of the papers."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from petruk.core.dates import format_date
from petruk.documents.typeface import printable_words
from petruk.documents.typesetting import draw

TEMPLATE = "marks/electronic-1"
PICTURE_DPI = 300
LONGEST = 64


@dataclass(frozen=True)
class Mark:
    """By whom, with whose certificate, and when a paper was signed."""

    signer: str
    issuer: str
    at: datetime

    def drawn(self, size: tuple[float, float]) -> bytes:
        """Return one page of exactly ``size`` points as PDF."""
        return _page(self._words(size))

    def picture(self, size: tuple[float, float]) -> bytes:
        """Return the same as PNG, for a service that wants a picture."""
        return draw(TEMPLATE, {"mark": self._words(size)}, form="png", dots=PICTURE_DPI)

    def _words(self, size: tuple[float, float]) -> str:
        local = timezone.localtime(self.at)
        words = {
            "title": "Tanda tangan elektronik",
            "signer": shortened(self.signer),
            "issuer": shortened(self.issuer),
            "moment": f"{format_date(local.date())}, {local:%H.%M} {zone_name(local)}",
        }
        width, height = size
        return json.dumps(printable_words(words) | {"width": width, "height": height}, ensure_ascii=False)


@lru_cache(maxsize=8)
def _page(words: str) -> bytes:
    """Draw a mark once for all papers that are signed together."""
    return draw(TEMPLATE, {"mark": words}, form="pdf")


def zone_name(local: datetime) -> str:
    """Return the Indonesian name of a clock, or its distance from UTC elsewhere."""
    offset = local.utcoffset()
    hours = 0 if offset is None else int(offset.total_seconds() // 3600)
    return {7: "WIB", 8: "WITA", 9: "WIT"}.get(hours, f"UTC{hours:+d}")


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
