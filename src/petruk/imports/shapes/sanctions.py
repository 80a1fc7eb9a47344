"""Disciplinary penalties (hukdis), one row a decree."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.imports import cells
from petruk.imports.shapes.columns import NIP
from petruk.imports.shapes.shape import Kind, RowFault, Shape, Values
from petruk.imports.tables import Column

LEVELS = {"RINGAN": "RINGAN", "SEDANG": "SEDANG", "BERAT": "BERAT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionRow:
    """``year`` is that of the decree."""

    nip: str
    year: int
    decree_number: str
    decree_on: date
    level: str
    penalty: str
    effective_on: date
    ends_on: date | None

    @property
    def key(self) -> tuple[str, str]:
        return self.nip, self.decree_number


COLUMNS = (
    NIP,
    Column("decree_number", "NO SK", cells.words(100), also=("NOMOR SK",)),
    Column("decree_on", "TGL SK", cells.day, also=("TANGGAL SK",)),
    Column("level", "TINGKAT", cells.choice(LEVELS), also=("TINGKAT HUKUMAN",)),
    Column("penalty", "JENIS", cells.words(200), also=("JENIS HUKUMAN", "JENIS HUKDIS")),
    Column("effective_on", "TMT", cells.day, also=("TMT HUKUMAN",)),
    Column("ends_on", "AKHIR HUKUMAN", cells.day, empty=None),
)


def build(values: Values) -> SanctionRow:
    if values["ends_on"] and values["ends_on"] < values["effective_on"]:
        raise RowFault("ends_on", _("The penalty ends before it begins. Correct one of the dates."))
    return SanctionRow(**values, year=values["decree_on"].year)


SANCTIONS = Kind(name="sanctions", permission=Permission.FACTS_IMPORT, shapes=(Shape(COLUMNS, build),), people=("nip",))
