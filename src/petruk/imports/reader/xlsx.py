"""The marks of an Office Open XML workbook, read from the XML that calamine reads too."""

import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

from petruk.imports.reader import archive as zipped
from petruk.imports.reader.marks import ERROR, FORMULA, PERCENT, Marks, elements, feed, local, put

WORKBOOK = "xl/workbook.xml"
SUSPECT = rb"""<(\w+:)?f[\s/>]|\st\s*=\s*["']e["']"""
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')
BUILT_IN_PERCENT = {"9", "10"}
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def marks(archive: zipfile.ZipFile) -> list[Marks]:
    """Return the marks of each sheet in the order of the workbook; one without any is read past at full speed."""
    percent = percent_styles(archive)
    styles = b"|".join(str(style).encode() for style in sorted(percent))
    pattern = SUSPECT + (rb"""|\ss\s*=\s*["'](%s)["']""" % styles if percent else b"")
    suspect = re.compile(pattern)
    return [
        sheet_marks(archive, part, percent) if part and zipped.contains(archive, part, suspect) else {}
        for part in sheet_parts(archive)
    ]


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[str | None]:
    """Yield the part that holds each sheet, as the workbook lists them."""
    targets = {
        attributes.get("Id"): attributes.get("Target", "")
        for element, attributes in elements(archive, "xl/_rels/workbook.xml.rels")
        if element == "Relationship"
    }
    names = {name.lower(): name for name in archive.namelist()}
    for element, attributes in elements(archive, WORKBOOK):
        if element != "sheet":
            continue
        relation = next((value for key, value in attributes.items() if local(key) == "id"), None)
        target = targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        yield names.get(path.lower())


def percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return the numbers of the cell styles that show 0.95 as 95%."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    percent, styles, inside = set(BUILT_IN_PERCENT), [], False
    for element, attributes in elements(archive, "xl/styles.xml"):
        if element == "numFmt" and "%" in QUOTED.sub("", attributes.get("formatCode", "")):
            percent.add(attributes.get("numFmtId", ""))
        elif element in {"cellXfs", "cellStyleXfs", "cellStyles"}:
            inside = element == "cellXfs"
        elif element == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))
    return frozenset(number for number, style in enumerate(styles) if style in percent)


class _Scan:
    """Follows rows and cells of one sheet; both may leave out their address."""

    def __init__(self, percent: frozenset[int]) -> None:
        self.percent = percent
        self.marks: Marks = {}
        self.row = self.column = -1

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = local(element)
        if name == "row":
            self.row = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else self.row + 1
            self.column = -1
        elif name == "c":
            self.cell(attributes)
        elif name == "f":
            put(self.marks, self.row, self.column, FORMULA)

    def cell(self, attributes: dict[str, str]) -> None:
        address = REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = column_number(address[1]) if address else self.column + 1
        if address:
            self.row = int(address[2]) - 1
        style = attributes.get("s", "")
        if attributes.get("t") == "e":
            put(self.marks, self.row, self.column, ERROR)
        elif style.isdecimal() and int(style) in self.percent and attributes.get("t", "n") == "n":
            put(self.marks, self.row, self.column, PERCENT)


def sheet_marks(archive: zipfile.ZipFile, part: str, percent: frozenset[int]) -> Marks:
    scan = _Scan(percent)
    feed(archive, part, scan.start)
    return scan.marks


def column_number(letters: str) -> int:
    """Return 0 for A, 25 for Z, 26 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
