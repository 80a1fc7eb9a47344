"""The marks of an OpenDocument sheet."""

import zipfile

from petruk.imports.reader import limits
from petruk.imports.reader.limits import Refused
from petruk.imports.reader.marks import FORMULA, PERCENT, Marks, feed, local, put

CONTENT = "content.xml"
CELLS = {"table-cell", "covered-table-cell"}


def marks(archive: zipfile.ZipFile) -> list[Marks]:
    """Return the marks of each sheet, in order."""
    scan = _Scan()
    feed(archive, CONTENT, scan.start)
    return scan.sheets


def repeated(attributes: dict[str, str], what: str) -> int:
    times = attributes.get(what, "1")
    if not times.isdecimal():
        raise Refused("damaged")
    return int(times)


class _Scan:
    """Follows tables, rows and cells, each of which may stand for many."""

    def __init__(self) -> None:
        self.sheets: list[Marks] = []
        self.row = self.column = self.next_row = self.repeated = 0

    def start(self, element: str, given: dict[str, str]) -> None:
        name = local(element)
        attributes = {local(key): value for key, value in given.items()}
        if name == "table":
            self.sheets.append({})
            self.next_row = 0
        elif name == "table-row":
            self.row, self.column = self.next_row, 0
            self.next_row += repeated(attributes, "number-rows-repeated")
        elif name in CELLS:
            self.cell(attributes)

    def cell(self, attributes: dict[str, str]) -> None:
        width = repeated(attributes, "number-columns-repeated")
        kind = FORMULA if "formula" in attributes else None
        if kind is None and attributes.get("value-type") == "percentage":
            kind = PERCENT
        if "value-type" in attributes:
            self.repeated += width * (self.next_row - self.row)
        if self.repeated > limits.REPEATED_CELLS:
            raise Refused("too-heavy")
        if kind:
            for row in range(self.row, self.next_row):
                for column in range(self.column, self.column + min(width, limits.COLUMNS + 1)):
                    put(self.sheets[-1], row, column, kind)
        self.column += width
