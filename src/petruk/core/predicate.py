"""The performance predicate: work result x behaviour, as the law's 3 x 3 table has it.

Source: docs/rules/predicate.md (PermenPANRB 6/2022, annex chapter IV).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)


class PredicateError(ValueError):
    """A word that is neither a rating nor a predicate of the law in force."""


class Rating(StrEnum):
    ABOVE = "above"
    EXPECTED = "expected"
    BELOW = "below"

    @property
    def label(self) -> str:
        return _RATING_LABELS[self]


class Predicate(StrEnum):
    VERY_GOOD = "very_good"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    POOR = "poor"
    VERY_POOR = "very_poor"

    @property
    def label(self) -> str:
        return _PREDICATE_LABELS[self]

    @property
    def order(self) -> int:
        """The height of the class: 5 is Sangat Baik, 1 is Sangat Kurang."""
        classes = tuple(Predicate)
        return len(classes) - classes.index(self)


_RATING_LABELS: Mapping[Rating, str] = {
    Rating.ABOVE: "Di Atas Ekspektasi",
    Rating.EXPECTED: "Sesuai Ekspektasi",
    Rating.BELOW: "Di Bawah Ekspektasi",
}
_PREDICATE_LABELS: Mapping[Predicate, str] = {
    Predicate.VERY_GOOD: "Sangat Baik",
    Predicate.GOOD: "Baik",
    Predicate.NEEDS_IMPROVEMENT: "Butuh Perbaikan",
    Predicate.POOR: "Kurang",
    Predicate.VERY_POOR: "Sangat Kurang",
}
_MATRIX: Mapping[tuple[Rating, Rating], Predicate] = {
    (Rating.ABOVE, Rating.BELOW): Predicate.POOR,
    (Rating.ABOVE, Rating.EXPECTED): Predicate.GOOD,
    (Rating.ABOVE, Rating.ABOVE): Predicate.VERY_GOOD,
    (Rating.EXPECTED, Rating.BELOW): Predicate.POOR,
    (Rating.EXPECTED, Rating.EXPECTED): Predicate.GOOD,
    (Rating.EXPECTED, Rating.ABOVE): Predicate.GOOD,
    (Rating.BELOW, Rating.BELOW): Predicate.VERY_POOR,
    (Rating.BELOW, Rating.EXPECTED): Predicate.NEEDS_IMPROVEMENT,
    (Rating.BELOW, Rating.ABOVE): Predicate.NEEDS_IMPROVEMENT,
}


def predicate(result: Rating, behaviour: Rating) -> Predicate:
    """Return the predicate that the two ratings give; it is never chosen by hand when both are known."""
    return _MATRIX[result, behaviour]


def parse_rating(text: str) -> Rating:
    """Read a rating in either spelling of BKN, EKSPEKTASI or ESPEKTASI, apart or joined. Raises ``PredicateError``."""
    written = _compact(text).replace("ESPEKTASI", "EKSPEKTASI").removesuffix("EKSPEKTASI")
    ratings = {_compact(rating.label).removesuffix("EKSPEKTASI"): rating for rating in Rating}
    return _found(ratings, written, text)


def parse_predicate(text: str) -> Predicate:
    """Read one of the five predicates; "Cukup" belongs to an older rule. Raises ``PredicateError``."""
    return _found({_compact(each.label): each for each in Predicate}, _compact(text), text)


def _compact(text: str) -> str:
    return "".join(text.split()).upper() if text.isascii() else ""


def _found(words: Mapping[str, Word], written: str, text: str) -> Word:
    if written not in words:
        raise PredicateError(f"unknown: {text[:40]!r}")
    return words[written]
