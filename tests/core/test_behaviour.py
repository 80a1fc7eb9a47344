from decimal import Decimal

import pytest

from petruk.core.behaviour import BehaviourError, mean_of_aspects


@pytest.mark.parametrize(
    ("aspects", "mean"),
    [
        (["80", "80", "80", "80", "80"], "80.00"),
        (["77.1", "86.98", "85.58", "85.55", "80.46"], "83.13"),
        (["71.88", "94.36", "86.94", "77.28", "78.08", "74.8"], "80.56"),
        (["72.41", "80.84", "80.62", "85.46", "78.36", "85.64"], "80.56"),
        (["0", "0", "0", "0", "0"], "0.00"),
    ],
)
def test_the_value_is_the_mean_of_five_or_six_aspects(aspects, mean):
    assert str(mean_of_aspects([Decimal(aspect) for aspect in aspects])) == mean


@pytest.mark.parametrize("aspects", [[], ["80"] * 4, ["80"] * 7, ["80"] * 4 + ["100.01"], ["80"] * 4 + ["-1"]])
def test_other_aspects_give_no_value(aspects):
    with pytest.raises(BehaviourError):
        mean_of_aspects([Decimal(aspect) for aspect in aspects])
