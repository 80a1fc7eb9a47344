"""In which band a total stands on a recap, so that colour is never the only sign.

Source: docs/rules/recap.md.
"""

from decimal import Decimal
from enum import StrEnum

LOW_UP_TO, FAIR_UP_TO, BEST_FROM = 75, 85, 90  # percent of the maximum


class Band(StrEnum):
    LOW = "low"
    FAIR = "fair"
    GOOD = "good"
    BEST = "best"


def band(total: Decimal, maximum: Decimal) -> Band:
    """Return the band of a total by its share of the maximum, not rounded: there is no gap between two bands."""
    share = total * 100 / maximum
    if share <= LOW_UP_TO:
        return Band.LOW
    if share <= FAIR_UP_TO:
        return Band.FAIR
    return Band.BEST if share >= BEST_FROM else Band.GOOD
