"""What the reader asks of the recap: period, unit, state, words, order. Page, charts and files read it here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from petruk.access.authority import Authority
from petruk.appraisal.queries.recap import RecapFilter, RecapUnit, recap_columns, recap_units
from petruk.core.lifecycle import State
from petruk.web.choosing import chosen, known_periods, period_named
from petruk.web.people.search import digits_of, text_of

HIGHEST_FIRST = "-total"
COLUMN = "skor-"
WORDS = {"nama": "name", "nip": "nip", "unit": "unit", "total": "total", "keadaan": "state", "dikirim": "submitted"}
STATES = {"terkirim": State.SUBMITTED, "dikonfirmasi": State.CONFIRMED, "diverifikasi": State.VERIFIED}
KEPT = ("periode", "unit", "keadaan", "cari", "urut")


@dataclass(frozen=True)
class Asked:
    """``state`` and ``sort`` are the words of the address. ``digits`` were posted and stand in no address."""

    periods: tuple[Any, ...]
    period: Any
    units: tuple[RecapUnit, ...] = ()
    unit: RecapUnit | None = None
    state: str = ""
    text: str = ""
    digits: str = ""
    sort: str = HIGHEST_FIRST

    @property
    def narrow(self) -> bool:
        return bool(self.text or self.unit or self.state)

    @property
    def narrowed(self) -> RecapFilter:
        column = self.sort.removeprefix("-")
        return RecapFilter(
            name="" if self.digits else self.text,
            digits=self.digits,
            unit_path=self.unit.path if self.unit else "",
            state=STATES.get(self.state),
            sort=WORDS.get(column, column.replace(COLUMN, "column:", 1)),
            reverse=self.sort.startswith("-"),
        )

    @property
    def query(self) -> QueryDict:
        """Return what an address may say of it."""
        query = QueryDict(mutable=True)
        unit = self.unit.public_id if self.unit else ""
        query.update({"periode": self.period.public_id, "unit": unit, "keadaan": self.state})
        query.update({"cari": "" if self.digits else self.text, "urut": self.sort})
        return query

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return what a form sends along to have the very same rows."""
        return [(name, self.text if name == "cari" else str(value)) for name, value in self.query.items()]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Return the units as a list to choose from: public id, name, and whether it is the one."""
        return [(each.public_id, each.name, each is self.unit) for each in self.units]

    def waiting(self) -> list[RecapUnit]:
        """Return the units that have handed in nothing yet, within the chosen one."""
        within = self.unit.path if self.unit else ""
        return [each for each in self.units if each.waiting and each.path.startswith(within)]


def read(authority: Authority, values: Mapping[str, str], *, posted: bool = False) -> Asked:
    """Read what was asked. Digits count only in a form. Raises ``Http404`` for an unknown period or unit."""
    known = tuple(known_periods(authority))
    period = period_named(known, values.get("periode", ""))
    if period is None:
        return Asked(known, None)
    units = tuple(recap_units(authority, period))
    text, state = text_of(values), values.get("keadaan", "")
    return Asked(
        periods=known,
        period=period,
        units=units,
        unit=chosen(units, values["unit"]) if values.get("unit") else None,
        state=state if state in STATES else "",
        text=text,
        digits=digits_of(text) if posted else "",
        sort=_sort(period, values.get("urut", "")),
    )


def _sort(period: Any, wanted: str) -> str:
    """Return the order that was asked for, or highest total first when there is no such column."""
    column = wanted.removeprefix("-")
    known = {*WORDS, *(f"{COLUMN}{each.code}" for each in recap_columns(period))}
    return wanted if column in known else HIGHEST_FIRST
