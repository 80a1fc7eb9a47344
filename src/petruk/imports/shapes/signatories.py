"""Who signs for a unit (spesimen), in which capacity, from and to."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.imports import cells
from petruk.imports.shapes.columns import NIP, UNIT_CODE
from petruk.imports.shapes.shape import Kind, RowFault, Shape, Values
from petruk.imports.tables import Column

CAPACITIES = {"DEFINITIF": "DEFINITIF", "PJ": "PJ", "PLT": "PLT", "PLH": "PLH", "AN": "AN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRow:
    unit_code: str
    nip: str
    capacity: str
    office: str
    started_on: date
    ended_on: date | None

    @property
    def key(self) -> tuple[str, date]:
        return self.unit_code, self.started_on


COLUMNS = (
    UNIT_CODE,
    NIP,
    Column("capacity", "STATUS", cells.choice(CAPACITIES)),
    Column("office", "JABATAN SPESIMEN", cells.words(250), also=("JABATAN",)),
    Column("started_on", "BERLAKU MULAI", cells.day, also=("MULAI",)),
    Column("ended_on", "BERLAKU SAMPAI", cells.day, also=("SAMPAI",), empty=None, optional=True),
)


def build(values: Values) -> SignatoryRow:
    if values["ended_on"] and values["ended_on"] < values["started_on"]:
        raise RowFault("ended_on", _("The authority to sign ends before it begins. Correct one of the dates."))
    return SignatoryRow(**values)


SIGNATORIES = Kind(
    name="signatories",
    permission=Permission.REGISTER_IMPORT,
    shapes=(Shape(COLUMNS, build),),
    people=("nip",),
    units=("unit_code",),
)
