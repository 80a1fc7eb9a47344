"""Yearly behaviour value of e-Perilaku 360°: the mean of five aspects, six for those who lead."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.behaviour import FEWEST, mean_of_aspects
from petruk.core.numbers import format_decimal
from petruk.imports import cells
from petruk.imports.shapes.columns import NIP, YEAR
from petruk.imports.shapes.shape import Kind, RowFault, Shape, Values
from petruk.imports.tables import Column

ROUNDING = Decimal("0.01")  # a half may have been rounded down where the file was made


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourRow:
    nip: str
    year: int
    service: Decimal | None = None
    integrity: Decimal | None = None
    commitment: Decimal | None = None
    discipline: Decimal | None = None
    cooperation: Decimal | None = None
    leadership: Decimal | None = None
    value: Decimal

    @property
    def key(self) -> tuple[str, int]:
        return self.nip, self.year


ASPECTS = (
    Column("service", "ORIENTASI PELAYANAN", cells.number(), empty=None, optional=True),
    Column("integrity", "INTEGRITAS", cells.number(), empty=None, optional=True),
    Column("commitment", "KOMITMEN", cells.number(), empty=None, optional=True),
    Column("discipline", "DISIPLIN", cells.number(), empty=None, optional=True),
    Column("cooperation", "KERJASAMA", cells.number(), also=("KERJA SAMA",), empty=None, optional=True),
    Column("leadership", "KEPEMIMPINAN", cells.number(), empty=None, optional=True),
)
VALUE = Column("value", "NILAI PERILAKU", cells.number(), also=("NILAI PERILAKU KERJA", "RATA-RATA", "NILAI AKHIR"))


def build(values: Values) -> BehaviourRow:
    """Check the value against its aspects. A value that is not their mean has a typing error somewhere, and it
    decides ten points: it blocks, and is not merely warned of."""
    aspects = [values[column.field] for column in ASPECTS if values[column.field] is not None]
    if aspects and (len(aspects) < FEWEST or (len(aspects) == FEWEST and values["leadership"] is not None)):
        empty = next(column.field for column in ASPECTS if values[column.field] is None)
        raise RowFault(empty, _("Give all five aspects (six for those who lead), or none."))
    if aspects:
        mean = mean_of_aspects(aspects)
        if abs(mean - values["value"]) > ROUNDING:
            words = _("The mean of the aspects is %(mean)s. Correct an aspect or the value.")
            raise RowFault("value", words % {"mean": format_decimal(mean)})
    return BehaviourRow(**values)


BEHAVIOUR = Kind(
    name="behaviour",
    permission=Permission.FACTS_IMPORT,
    shapes=(Shape((NIP, YEAR, *ASPECTS, VALUE), build),),
    people=("nip",),
)
