"""CSV and Excel's "Unicode text": imported exactly or refused whole, with the line."""

import csv
import io
import re
from collections.abc import Iterator

from petruk.imports.reader.limits import Refused

DELIMITERS = ";\t,"
NEWLINE = re.compile(r"\r\n|\r|\n")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

csv.field_size_limit(100_000)


def rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield number and fields of each record; records are counted as a spreadsheet shows them.

    Raises ``Refused`` with a line number when a line cannot be read, or has another number of fields than the header.
    """
    text = without_hint(decoded(content))
    delimiter = delimiter_of(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, width = 1, 0
    try:
        for number, fields in enumerate(lines, start=1):
            if any(field.strip() for field in fields):
                width = width or len(_trimmed(fields))
                if len(fields) < width or any(fields[width:]):
                    raise Refused("csv-fields", line=line, fields=len(fields), wanted=width)
                yield number, fields[:width]
            line = lines.line_num + 1
    except csv.Error as error:
        raise Refused("csv-quotes", line=line) from error


def decoded(content: bytes) -> str:
    """Return the text: UTF-16 by its mark, else UTF-8, else Windows-1252; never with replaced letters."""
    if content[:2] in UTF16:
        return clean(_utf16(content))
    if content.startswith(b"\xef\xbb\xbf"):
        return clean(_strict(content[3:], "utf-8"))
    if b"\0" in content:
        raise Refused("csv-control", line=_line(content[: content.index(b"\0")].decode("latin-1")))
    try:
        return clean(content.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(_strict(content, "cp1252"))


def _utf16(content: bytes) -> str:
    encoding = UTF16[content[:2]]
    if len(content) % 2:
        raise Refused("csv-encoding", line=1)
    return _strict(content[2:], encoding)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "ignore")
        raise Refused("csv-encoding", line=_line(before)) from error


def clean(text: str) -> str:
    """Refuse control characters: they are in no sheet, and a picture or a program is full of them."""
    if found := CONTROL.search(text):
        raise Refused("csv-control", line=_line(text[: found.start()]))
    return text


def _line(before: str) -> int:
    return 1 + len(NEWLINE.findall(before))


def _trimmed(fields: list[str]) -> list[str]:
    """The fields without the empty ones at the end, which spreadsheets like to add."""
    while fields and not fields[-1].strip():
        fields = fields[:-1]
    return fields


def without_hint(text: str) -> str:
    """Drop Excel's own first line ``sep=;``, which no spreadsheet shows."""
    first, newline, rest = text.partition("\n")
    return rest if newline and first.rstrip("\r").lower() in {f"sep={mark}" for mark in DELIMITERS} else text


def delimiter_of(text: str) -> str:
    """Return what separates the names of the header; a header without a separator has one column."""
    header = next((line for line in NEWLINE.split(text) if line.strip(DELIMITERS + " ")), "")
    counts = {mark: _outside_quotes(header, mark) for mark in DELIMITERS}
    most = max(counts, key=lambda mark: counts[mark])
    if list(counts.values()).count(counts[most]) > 1 and counts[most]:
        raise Refused("csv-delimiter")
    return most


def _outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])
