"""Scores one person with one instrument, and says in Indonesian why each number is what it is.

Source: docs/rules/scoring.md; worked cases in tests/golden/scoring.csv.
"""

from petruk.core.scoring.amended import Amendable, Amendments, amendable
from petruk.core.scoring.frozen import FrozenLine, rescore
from petruk.core.scoring.given import (
    AnyFact,
    Checklist,
    Fact,
    Judgement,
    PanelSheets,
    PredicateFact,
    ScoringError,
)
from petruk.core.scoring.line import VALUE_PLACES, Detail, Line, weighted
from petruk.core.scoring.score import Score, score, texts_wanted

__all__ = [
    "VALUE_PLACES", "Amendable", "Amendments", "AnyFact", "Checklist", "Detail", "Fact", "FrozenLine", "Judgement",
    "Line", "PanelSheets", "PredicateFact", "Score", "ScoringError", "amendable", "rescore", "score", "texts_wanted",
    "weighted",
]  # fmt: skip
