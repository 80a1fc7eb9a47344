"""Columns that many templates share."""

from petruk.imports import cells
from petruk.imports.tables import Column

NIP = Column("nip", "NIP", cells.nip, also=("NI PPPK", "NIPPPK", "NIP/NI PPPK", "NIP BARU"))
MONTH = Column("month", "BULAN", cells.month, also=("BLN",))
YEAR = Column("year", "TAHUN", cells.year, also=("THN",))
UNIT_CODE = Column("unit_code", "KODE UNIT", cells.words(20), also=("KODE UNIT KERJA", "KODE UNOR"))
