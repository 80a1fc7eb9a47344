"""Where a cell is not what its value says: a formula, an error, a percentage. Calamine gives values only."""

import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from petruk.imports.reader import limits
from petruk.imports.reader.limits import MiB, Refused

FORMULA, ERROR, PERCENT = "f", "e", "p"

Marks = dict[tuple[int, int], str]
"""(row, column), both from 0, to the kind of mark."""


def put(marks: Marks, row: int, column: int, kind: str) -> None:
    if len(marks) >= limits.MARKS:
        raise Refused("too-many-formulas")
    marks[row, column] = kind


def local(name: str) -> str:
    """The name of an element or attribute without its prefix: programs choose prefixes freely."""
    return name.rpartition(":")[2]


def elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Return every element of a small part, in order, as its local name and attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    feed(archive, name, lambda element, attributes: found.append((local(element), attributes)))
    return found


def feed(archive: zipfile.ZipFile, name: str, start: Callable[[str, dict[str, str]], None]) -> None:
    """Call ``start`` for each element of a part; a document type is refused, whatever the earlier search saw."""
    reading = expat.ParserCreate()
    reading.StartElementHandler = start
    reading.StartDoctypeDeclHandler = _refuse
    try:
        with archive.open(name) as part:
            while piece := part.read(MiB):
                reading.Parse(piece)
            reading.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, zlib.error, KeyError) as error:
        raise Refused("damaged") from error


def _refuse(*_declaration: object) -> None:
    raise Refused("entities")
