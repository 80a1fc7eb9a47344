"""From counted days to the attendance realisation (realisasi) of a month.

Source: docs/rules/attendance.md; worked cases in tests/golden/attendance.csv.
"""

from decimal import Decimal
from enum import StrEnum

WHOLE = Decimal(100)  # percent
A_LATE_DAY, AN_EARLY_LEAVE, AN_UNEXCUSED_DAY = 2, 2, 5  # points of deduction
LONGEST_MONTH = 31


class DayFault(StrEnum):
    """What cannot be true of the days of one month."""

    NEGATIVE = "negative"
    NO_WORKING_DAYS = "no_working_days"
    TOO_MANY_WORKING_DAYS = "too_many_working_days"
    PRESENT_EXCEEDS = "present_exceeds"
    LATE_EXCEEDS = "late_exceeds"
    LEFT_EARLY_EXCEEDS = "left_early_exceeds"
    SUM_EXCEEDS = "sum_exceeds"


class AttendanceError(ValueError):
    """Days or a deduction from which nothing can be computed."""


def realisation(*, late: int, left_early: int, unexcused: int, working_days: int) -> Decimal:
    """Return the attendance realisation of one month, 0-100 percent.

    Units: the first three are counts of days in the month. Deductions are 2 points for a late day, 2 for an early
    leave, 5 for an unexcused day; a month that is unexcused throughout, or deducted by more than 100, gives 0.

    Raises ``AttendanceError`` if a count is negative, there is no working day, or the unexcused days exceed them.

    Source: docs/rules/attendance.md section 1; worked examples in tests/golden/attendance.csv.
    """
    if min(late, left_early, unexcused) < 0 or not max(1, unexcused) <= working_days:
        raise AttendanceError(f"impossible: {late=} {left_early=} {unexcused=} {working_days=}")
    if unexcused == working_days:
        return Decimal(0)
    deduction = A_LATE_DAY * late + AN_EARLY_LEAVE * left_early + AN_UNEXCUSED_DAY * unexcused
    return realisation_from_deduction(Decimal(deduction))


def realisation_from_deduction(deduction: Decimal) -> Decimal:
    """Return 100 less the deduction in percent points; more than 100 counts as 100.

    Raises ``AttendanceError`` if it is negative: nobody is present beyond a full month.
    """
    if not deduction.is_finite() or deduction < 0:
        raise AttendanceError(f"impossible deduction: {deduction}")
    return WHOLE - min(deduction, WHOLE)


def check_days(
    *,
    working_days: int,
    present: int,
    late: int = 0,
    left_early: int = 0,
    permitted: int = 0,
    sick: int = 0,
    unexcused: int = 0,
    leave: int = 0,
    duty: int = 0,
    study: int = 0,
) -> tuple[DayFault, ...]:
    """Return what is impossible in the days of one month; nothing returned means plausible.

    A day is spent in one way only: present, permitted, sick, unexcused, on leave, on duty or studying.
    """
    spent = (present, permitted, sick, unexcused, leave, duty, study)
    if min(working_days, late, left_early, *spent) < 0:
        return (DayFault.NEGATIVE,)
    checks = (
        (working_days == 0, DayFault.NO_WORKING_DAYS),
        (working_days > LONGEST_MONTH, DayFault.TOO_MANY_WORKING_DAYS),
        (present > working_days, DayFault.PRESENT_EXCEEDS),
        (late > working_days, DayFault.LATE_EXCEEDS),
        (left_early > working_days, DayFault.LEFT_EARLY_EXCEEDS),
        (present <= working_days < sum(spent), DayFault.SUM_EXCEEDS),
    )
    return tuple(fault for fails, fault in checks if fails)
