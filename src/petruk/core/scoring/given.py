"""What a score is made from: facts that the system found, and what people decided or handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from petruk.core.indicators import Condition
from petruk.core.panel import Sheet
from petruk.core.predicate import Predicate


class ScoringError(ValueError):
    """Facts or judgements that the instrument does not know: a fault of the caller, or a forged form."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The value behind an automatic indicator, 0-100; None is "no data", which is never the same as 0.

    ``source`` names file, row and date; ``window`` reads like "Maret 2021" or "tahun 2020".
    """

    value: Decimal | None
    source: str = ""
    window: str = ""


@dataclass(frozen=True, slots=True)
class PredicateFact:
    """The official predicate of each year of the window, the earliest first; None is a year without data."""

    by_year: tuple[tuple[int, Predicate | None], ...]
    source: str = ""
    window: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: points among the options of the indicator (None: not yet), and what he wrote."""

    points: Decimal | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The names of the files handed in, by item code, and what is true of the person."""

    files: Mapping[str, tuple[str, ...]]
    conditions: frozenset[Condition] = frozenset()


@dataclass(frozen=True, slots=True)
class PanelSheets:
    """The sheets that panelists have handed in. Who they are is no matter of the score.

    ``amended`` are means by aspect that accepted objections set.
    """

    sheets: tuple[Sheet, ...]
    amended: Mapping[str, Decimal] = field(default_factory=dict)


AnyFact = Fact | PredicateFact
