"""The marks of an old .xls workbook (BIFF 5 and 8), read from its records."""

import struct
from collections.abc import Iterator

from petruk.imports.reader.limits import Refused
from petruk.imports.reader.marks import ERROR, FORMULA, PERCENT, Marks, put
from petruk.imports.reader.ole import Container

BOF, EOF_RECORD, SHEET, FILE_PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
FORMULAS = {0x0006, 0x0206, 0x0406}
NUMBERS = {0x0203, 0x027E}  # NUMBER, RK
MANY_NUMBERS, BOOLEAN_OR_ERROR, FORMAT, STYLE = 0x00BD, 0x0205, 0x041E, 0x00E0

Record = tuple[int, bytes]


def marks(content: bytes) -> list[Marks]:
    """Return the marks of each sheet, in the order of the workbook."""
    container = Container(content)
    name = next((name for name in container.names() if name.lower() in {"workbook", "book"}), None)
    if name is None:
        raise Refused("password" if "EncryptedPackage" in container.names() else "not-a-sheet")
    stream = container.stream(name)
    try:
        starts, percent = _globals(stream)
        return [_sheet_marks(stream, start, percent) for start in starts]
    except struct.error as error:
        raise Refused("damaged") from error


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield the records from one BOF to its EOF, records of embedded charts left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == BOF) - (kind == EOF_RECORD)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytes) -> tuple[list[int], frozenset[int]]:
    starts: list[int] = []
    formats: list[int] = []
    percent = {9, 10}
    for kind, data in _records(stream, 0):
        if kind == FILE_PASSWORD:
            raise Refused("password")
        if kind == SHEET:
            starts.append(struct.unpack_from("<I", data)[0])
        elif kind == FORMAT and b"%" in data[2:]:
            percent.add(struct.unpack_from("<H", data)[0])
        elif kind == STYLE:
            formats.append(struct.unpack_from("<H", data, 2)[0])
    return starts, frozenset(number for number, shown in enumerate(formats) if shown in percent)


def _sheet_marks(stream: bytes, start: int, percent: frozenset[int]) -> Marks:
    marks: Marks = {}
    for kind, data in _records(stream, start):
        if kind in FORMULAS:
            row, column = struct.unpack_from("<HH", data)
            put(marks, row, column, FORMULA)
        elif kind == BOOLEAN_OR_ERROR and data[7:8] == b"\x01":
            row, column = struct.unpack_from("<HH", data)
            put(marks, row, column, ERROR)
        elif kind in NUMBERS:
            row, column, style = struct.unpack_from("<HHH", data)
            if style in percent:
                put(marks, row, column, PERCENT)
        elif kind == MANY_NUMBERS:
            _many(data, percent, marks)
    return marks


def _many(data: bytes, percent: frozenset[int], marks: Marks) -> None:
    row, first = struct.unpack_from("<HH", data)
    for number in range((len(data) - 6) // 6):
        if struct.unpack_from("<H", data, 4 + 6 * number)[0] in percent:
            put(marks, row, first + number, PERCENT)
