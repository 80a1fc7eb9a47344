"""The yearly behaviour value (nilai perilaku) of e-Perilaku 360°.

Source: docs/rules/scoring.md section 3; PP 46/2011: five aspects, and leadership as the sixth for those who lead.
"""

from collections.abc import Sequence
from decimal import Decimal

from petruk.core.numbers import round_half_up

FEWEST, MOST = 5, 6  # aspects


class BehaviourError(ValueError):
    """Aspects that give no yearly value."""


def mean_of_aspects(aspects: Sequence[Decimal]) -> Decimal:
    """Return the mean of the aspects, 0-100, two decimals.

    Raises ``BehaviourError`` unless there are five or six aspects, each 0 to 100.
    """
    if not FEWEST <= len(aspects) <= MOST:
        raise BehaviourError(f"{len(aspects)} aspects instead of {FEWEST} or {MOST}")
    if not all(0 <= aspect <= 100 for aspect in aspects):
        raise BehaviourError("an aspect is not 0 to 100")
    return round_half_up(sum(aspects, Decimal(0)) / len(aspects))
