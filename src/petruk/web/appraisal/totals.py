"""What stands in the box of the total: the sum, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from petruk.core.indicators import Kind


@dataclass(frozen=True)
class Total:
    """``none``: the instrument adds nothing up. ``waits``: the panel has not scored yet. ``shown`` is on the scale
    that is displayed, where that is another one."""

    points: Decimal
    maximum: Decimal
    shown: Decimal
    shown_maximum: Decimal
    waits: bool

    @property
    def none(self) -> bool:
        return not self.maximum

    @property
    def rescaled(self) -> bool:
        return self.shown_maximum != self.maximum


def total_of(sheet: Mapping[str, Any]) -> Total:
    """Return the total of a frozen sheet, or of a score that was written like one."""
    total, maximum = sheet["total"], sheet["maximum"]
    return Total(
        points=Decimal(total),
        maximum=Decimal(maximum),
        shown=Decimal(sheet.get("shown_total", total)),
        shown_maximum=Decimal(sheet.get("shown_maximum", maximum)),
        waits=any(line.get("kind") == Kind.PANEL and line["points"] is None for line in sheet["lines"]),
    )
