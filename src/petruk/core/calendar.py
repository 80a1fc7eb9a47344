"""Working days: Monday to Friday, less the holidays of the table.

Source: docs/rules/objection.md section 1; worked cases in tests/golden/working_days.csv.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

WORKING_WEEKDAYS = range(5)  # Monday to Friday
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which offices are closed besides Saturday and Sunday."""

    holidays: frozenset[date] = frozenset()

    @classmethod
    def of(cls, holidays: Iterable[date]) -> "Calendar":
        return cls(frozenset(holidays))

    def works(self, day: date) -> bool:
        return day.weekday() in WORKING_WEEKDAYS and day not in self.holidays

    def after(self, start: date, days: int) -> date:
        """Return the last of so many working days after a day, which itself does not count.

        Raises ``ValueError`` for fewer than one day.
        """
        if days < 1:
            raise ValueError("at least one working day is needed")
        day = start
        while days:
            day += DAY
            days -= self.works(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days come after ``start`` up to ``end``, that day included; negative backwards."""
        if end < start:
            return -self.between(end, start)
        return sum(self.works(start + DAY * passed) for passed in range(1, (end - start).days + 1))


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the first moment that no longer belongs to a day: midnight of the next one in that zone."""
    return datetime.combine(day + DAY, time(), zone)
