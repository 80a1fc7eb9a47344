"""The unit tree: each unit names the code of its parent."""

from dataclasses import dataclass

from petruk.access.permissions import Permission
from petruk.imports import cells
from petruk.imports.shapes.shape import Kind, Shape
from petruk.imports.tables import Column

YES_NO = {"Y": True, "N": False, "YA": True, "TIDAK": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    code: str
    name: str
    parent_code: str
    kind: str
    active: bool

    @property
    def key(self) -> str:
        return self.code


COLUMNS = (
    Column("code", "KODE", cells.words(20), also=("KODE UNIT", "KODE UNIT KERJA")),
    Column("name", "NAMA UNIT KERJA", cells.words(200), also=("NAMA UNIT", "UNIT KERJA", "NAMA")),
    Column("parent_code", "KODE INDUK", cells.words(20), also=("INDUK", "KODE UNIT INDUK"), empty=""),
    Column("kind", "JENIS", cells.words(30), also=("JENIS UNIT",), empty="", optional=True),
    Column("active", "AKTIF", cells.choice(YES_NO), empty=True, optional=True),
)

UNITS = Kind(
    name="units",
    permission=Permission.REGISTER_IMPORT,
    shapes=(Shape(COLUMNS, lambda values: UnitRow(**values)),),
)
