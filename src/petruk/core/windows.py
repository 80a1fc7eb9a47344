"""Data windows: which month or year of a fact an indicator reads in one period ("e-Kinerja, Maret 2021")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from petruk.core.dates import format_months
from petruk.core.indicators import Automatic, Predicates, Span
from petruk.core.instrument import Instrument
from petruk.core.numbers import round_half_up

YEARS = range(2000, 2100)
MONTHS = range(1, 13)


class WindowError(ValueError):
    """A window that is missing or impossible. ``indicator`` is the code that lacks it."""

    def __init__(self, indicator: str, message: str) -> None:
        super().__init__(message)
        self.indicator = indicator


@dataclass(frozen=True, slots=True)
class Window:
    """One year, or the months of it. ``months`` is empty for a yearly fact; ``count`` years end with ``year``."""

    year: int
    months: tuple[int, ...] = ()
    count: int = 1

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that is read, the earliest first."""
        return tuple(range(self.year - self.count + 1, self.year + 1))

    @property
    def label(self) -> str:
        if self.months:
            return format_months(self.year, self.months)
        return f"tahun {' dan '.join(str(year) for year in self.years)}"


def parse_windows(instrument: Instrument, windows: Mapping[str, object]) -> dict[str, Window]:
    """Return the window of every automatic indicator. Raises ``WindowError``."""
    return {indicator.code: _window(indicator, windows) for indicator in instrument.automatic}


def mean(values: Sequence[Decimal | None]) -> Decimal | None:
    """Return the mean of the months, two places. A month without data makes it unknown, never zero."""
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return round_half_up(sum(known, Decimal(0)) / len(known))


def _window(indicator: Automatic, windows: Mapping[str, object]) -> Window:
    code, given = indicator.code, windows.get(indicator.code)
    if not isinstance(given, Mapping):
        raise WindowError(code, "jendela data belum dipilih")
    year, months = given.get("year"), tuple(given.get("months") or ())
    if not isinstance(year, int) or year not in YEARS:
        raise WindowError(code, "tahun data tidak wajar")
    if indicator.span is Span.YEAR:
        return Window(year, count=indicator.years if isinstance(indicator, Predicates) else 1)
    if not months or any(month not in MONTHS for month in months) or list(months) != sorted(set(months)):
        raise WindowError(code, "pilih paling sedikit satu bulan, masing-masing satu kali")
    return Window(year, months)
