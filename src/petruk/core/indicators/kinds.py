"""The closed vocabularies of a definition."""

from decimal import Decimal
from enum import StrEnum

FACT_MAXIMUM = 100  # every measured fact is 0 to 100


class Kind(StrEnum):
    THRESHOLD = "threshold"
    BANDS = "bands"
    SHOWN = "shown"
    PREDICATE = "predicate"
    RUBRIC = "rubric"
    SCALE = "scale"
    TEXT = "text"
    DOCUMENTS = "documents"
    PANEL = "panel"


class Missing(StrEnum):
    """What happens when there is no data: nothing can be finished, the rest is scaled up, or no points."""

    BLOCK = "block"
    EXCLUDE = "exclude"
    ZERO = "zero"


class FactName(StrEnum):
    """The measured facts. The official predicate is no measurement; only the kind ``predicate`` reads it."""

    PERFORMANCE = "performance.score"
    ATTENDANCE = "attendance.realisation"
    BEHAVIOUR = "behaviour.value"


class Span(StrEnum):
    MONTHS = "months"
    YEAR = "year"


class Operator(StrEnum):
    AT_LEAST = ">="
    MORE_THAN = ">"

    @property
    def sign(self) -> str:
        return "≥" if self is Operator.AT_LEAST else ">"

    @property
    def failed_sign(self) -> str:
        return "<" if self is Operator.AT_LEAST else "≤"

    def holds(self, value: Decimal, limit: Decimal) -> bool:
        return value >= limit if self is Operator.AT_LEAST else value > limit


class Suffix(StrEnum):
    NONE = ""
    PERCENT = "%"


class Decider(StrEnum):
    OFFICER = "officer"
    UNIT_HEAD = "unit_head"
