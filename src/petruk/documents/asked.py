"""What an instrument asks, as an empty form prints it: choices to tick, entries to fill in, a text to write."""

from collections.abc import Iterator, Mapping
from typing import Any

from petruk.core.indicators import Documents, Indicator, Panel, Rubric, Scale
from petruk.core.indicators.judged import Judged
from petruk.core.instrument import Instrument
from petruk.core.numbers import format_decimal
from petruk.core.windows import Window

Entry = dict[str, str]


def asked(instrument: Instrument, windows: Mapping[str, Window]) -> list[dict[str, Any]]:
    """Return the indicators in their order, in the words of the paper."""
    automatic = {each.code for each in instrument.automatic}
    return [
        {
            "title": each.title,
            "criterion": each.printed(windows[each.code].label if each.code in windows else ""),
            "automatic": each.code in automatic,
            "options": list(_options(each)),
            "entries": list(_entries(each)),
            "text": each.text.label if isinstance(each, Judged) and each.text else "",
        }
        for each in instrument.indicators
    ]


def _options(indicator: Indicator) -> Iterator[Entry]:
    if isinstance(indicator, Rubric):
        for level in indicator.levels:
            yield {"label": indicator.named(level.points), "meaning": level.meaning}
    elif isinstance(indicator, Scale):
        for points in indicator.options:
            yield {"label": format_decimal(points, None), "meaning": indicator.meaning(points)}


def _entries(indicator: Indicator) -> Iterator[Entry]:
    if isinstance(indicator, Documents):
        for item in indicator.items:
            yield {"label": item.title, "meaning": item.demand}
    elif isinstance(indicator, Panel):
        for aspect in indicator.aspects:
            yield {"label": aspect.title, "meaning": f"0 sampai {aspect.maximum}"}
