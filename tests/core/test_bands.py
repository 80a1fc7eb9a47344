from decimal import Decimal

import pytest

from petruk.core.bands import Band, band


@pytest.mark.parametrize(
    ("total", "maximum", "expected"),
    [
        ("0", "100", Band.LOW),
        ("75", "100", Band.LOW),
        ("75.01", "100", Band.FAIR),
        ("85", "100", Band.FAIR),
        ("85.01", "100", Band.GOOD),
        ("86", "100", Band.GOOD),
        ("89.99", "100", Band.GOOD),
        ("90", "100", Band.BEST),
        ("100", "100", Band.BEST),
        ("67", "90", Band.LOW),
        ("70", "90", Band.FAIR),
        ("76.5", "90", Band.FAIR),
        ("80", "90", Band.GOOD),
        ("81", "90", Band.BEST),
    ],
)
def test_a_total_has_exactly_one_band_by_its_share_of_the_maximum(total, maximum, expected):
    assert band(Decimal(total), Decimal(maximum)) is expected
