"""What the reader asks of a list of facts: which kind, unit, year, month, words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.core.dates import MONTHS
from petruk.facts.queries import MONTHLY, FactFilter, FactKind, permission_of
from petruk.people.queries import units
from petruk.web.choosing import chosen
from petruk.web.people.search import digits_of, text_of
from petruk.web.tables.table import told

KEPT = ("jenis", "unit", "tahun", "bulan", "cari")
KINDS: Mapping[str, FactKind] = {
    "kehadiran": FactKind.ATTENDANCE,
    "kinerja": FactKind.PERFORMANCE,
    "perilaku": FactKind.BEHAVIOUR,
    "hukuman": FactKind.SANCTION,
}
FIRST_YEAR, LAST_YEAR = 1900, 2999


@dataclass(frozen=True)
class Asked:
    """``word`` is the kind as the address names it; ``digits`` were posted and stand in no address."""

    word: str
    offices: tuple[Any, ...]
    office: Any
    year: int
    month: int
    text: str
    digits: str

    @property
    def kind(self) -> FactKind:
        return KINDS[self.word]

    @property
    def narrow(self) -> bool:
        return bool(self.office or self.year or self.month or self.text)

    @property
    def narrowed(self) -> FactFilter:
        path = self.office.path if self.office else ""
        return FactFilter("" if self.digits else self.text, self.digits, path, self.year, self.month)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return what a form sends along to have the very same rows."""
        office = self.office.public_id if self.office else ""
        values = (self.word, office, str(self.year or ""), str(self.month or ""), self.text)
        return list(zip(KEPT, values, strict=True))

    @property
    def query(self) -> QueryDict:
        """Return what an address may say of it."""
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in self.fields if value and not (name == "cari" and self.digits)})
        return query

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        return [(each.public_id, each.name, each is self.office) for each in self.offices]

    @property
    def terms(self) -> list[tuple[str, str]]:
        """Return label and value of what narrows the rows, as a file says it."""
        return told(
            (_("Work unit"), self.office and self.office.name),
            (_("Year"), self.year),
            (_("Month"), self.month and MONTHS[self.month - 1]),
            (_("Name or NIP"), self.text),
        )


def read(authority: Authority, values: Mapping[str, str], *, posted: bool = False) -> Asked:
    """Read what was asked. Digits of a NIP count only in a form. Raises ``Http404`` for an unknown unit."""
    word = word if (word := values.get("jenis", "")) in KINDS else next(iter(KINDS))
    known: QuerySet[Any, Any] = units(authority, permission_of(KINDS[word])).values_list(
        "public_id", "name", "path", named=True
    )
    offices = tuple(known)
    text = text_of(values)
    return Asked(
        word=word,
        offices=offices,
        office=chosen(offices, values["unit"]) if values.get("unit") else None,
        year=_whole(values.get("tahun", ""), FIRST_YEAR, LAST_YEAR),
        month=_whole(values.get("bulan", ""), 1, len(MONTHS)) if KINDS[word] in MONTHLY else 0,
        text=text,
        digits=digits_of(text) if posted else "",
    )


def _whole(text: str, least: int, most: int) -> int:
    """Read a year or a month; what is none narrows nothing."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else 0
    return number if least <= number <= most else 0
