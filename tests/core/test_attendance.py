from decimal import Decimal

import pytest

from petruk.core.attendance import AttendanceError, DayFault, check_days, realisation, realisation_from_deduction
from petruk.core.numbers import parse_decimal
from tests.golden import sheet


@pytest.mark.parametrize("case", sheet("attendance"), ids=lambda case: case["kasus"])
def test_counted_days_of_the_golden_sheet(case):
    computed = realisation(
        late=int(case["terlambat"]),
        left_early=int(case["pulang cepat"]),
        unexcused=int(case["tk"]),
        working_days=int(case["jumlah hari"]),
    )

    assert computed == parse_decimal(case["realisasi"])
    assert 100 - computed == parse_decimal(case["potongan"])


@pytest.mark.parametrize("case", sheet("deduction"), ids=lambda case: case["kasus"])
def test_given_deductions_of_the_golden_sheet(case):
    computed = realisation_from_deduction(parse_decimal(case["jumlah potongan"]))

    assert computed == parse_decimal(case["realisasi"])


@pytest.mark.parametrize("deduction", ["-0.01", "-100", "NaN", "Infinity"])
def test_an_impossible_deduction_is_refused(deduction):
    with pytest.raises(AttendanceError):
        realisation_from_deduction(Decimal(deduction))


@pytest.mark.parametrize(
    "days",
    [
        {"late": -1},
        {"left_early": -1},
        {"unexcused": -1},
        {"unexcused": 23},
        {"working_days": 0},
        {"working_days": -1},
    ],
)
def test_impossible_days_give_no_realisation(days):
    with pytest.raises(AttendanceError):
        realisation(**({"late": 0, "left_early": 0, "unexcused": 0, "working_days": 22} | days))


@pytest.mark.parametrize(
    ("days", "faults"),
    [
        ({"present": 22}, ()),
        ({"present": 17, "permitted": 1, "leave": 4, "late": 3}, ()),
        ({"present": 10, "permitted": 1, "sick": 2, "unexcused": 3, "leave": 2, "duty": 3, "study": 1}, ()),
        ({"present": 23}, (DayFault.PRESENT_EXCEEDS,)),
        ({"present": 22, "sick": 1}, (DayFault.SUM_EXCEEDS,)),
        ({"present": 0, "study": 23}, (DayFault.SUM_EXCEEDS,)),
        ({"present": 22, "late": 23}, (DayFault.LATE_EXCEEDS,)),
        ({"present": 22, "left_early": 23}, (DayFault.LEFT_EARLY_EXCEEDS,)),
        ({"present": 0, "working_days": 0}, (DayFault.NO_WORKING_DAYS,)),
        ({"present": 22, "working_days": 32}, (DayFault.TOO_MANY_WORKING_DAYS,)),
        ({"present": -1}, (DayFault.NEGATIVE,)),
        ({"present": 1, "duty": -1}, (DayFault.NEGATIVE,)),
        ({"present": 23, "late": 24}, (DayFault.PRESENT_EXCEEDS, DayFault.LATE_EXCEEDS)),
    ],
)
def test_check_days_names_what_is_impossible(days, faults):
    assert check_days(**({"working_days": 22} | days)) == faults
