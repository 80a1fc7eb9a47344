"""The kinds of indicator: what each holds, how it is read and refused, and how its rule reads on a page.

Source: docs/rules/scoring.md section 1.
"""

from petruk.core.indicators.base import Indicator
from petruk.core.indicators.documents import Condition, Documents, Item, ItemRule
from petruk.core.indicators.judged import Judged, Level, Rubric, Scale, Text, TextField
from petruk.core.indicators.kinds import (
    FACT_MAXIMUM,
    Decider,
    FactName,
    Kind,
    Missing,
    Operator,
    Span,
    Suffix,
)
from petruk.core.indicators.measured import Band, Bands, Measured, Shown, Threshold
from petruk.core.indicators.panel import Aspect, Group, Panel
from petruk.core.indicators.predicates import PredicatePoints, Predicates
from petruk.core.indicators.reading import read_indicator

Automatic = Measured | Predicates
"""Whose value comes from facts that somebody imported."""

__all__ = [
    "FACT_MAXIMUM", "Aspect", "Automatic", "Band", "Bands", "Condition", "Decider", "Documents", "FactName", "Group",
    "Indicator", "Item", "ItemRule", "Judged", "Kind", "Level", "Measured", "Missing", "Operator", "Panel",
    "PredicatePoints", "Predicates", "Rubric", "Scale", "Shown", "Span", "Suffix", "Text", "TextField", "Threshold",
    "read_indicator",
]  # fmt: skip
