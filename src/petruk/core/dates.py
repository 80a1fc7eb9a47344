"""Dates as Indonesian papers write them. The words are fixed by law, so they do not follow the interface language."""

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def format_weekday(day: date) -> str:
    """Return the name of the day of the week: "Selasa"."""
    return WEEKDAYS[day.weekday()]


def format_date(day: date) -> str:
    """Write a day: "5 Mei 2021"."""
    return f"{day.day} {format_month(day.year, day.month)}"


def format_month(year: int, month: int) -> str:
    """Write a month, 1 to 12: "Maret 2021". Raises ``ValueError`` for any other month."""
    return format_months(year, (month,))


def format_months(year: int, months: Sequence[int]) -> str:
    """Write months of one year in the order given: "April, Mei, Juni 2024"."""
    return f"{', '.join(_month_name(month) for month in months)} {year}"


def whole_months(start: date, end: date) -> int:
    """Return the months that have passed in full from one day to another; 0 when the end comes first."""
    months = (end.year - start.year) * len(MONTHS) + end.month - start.month
    return max(0, months - (end.day < start.day))


def _month_name(month: int) -> str:
    if not 1 <= month <= len(MONTHS):
        raise ValueError(f"month {month} is not 1 to 12")
    return MONTHS[month - 1]
