"""N59 and its neighbours: whatever is handed in, the server answers with words, soon, and does not grow."""

import resource
import zipfile
from io import BytesIO

import pytest

from petruk.imports.reading import UnreadableFile, read
from tests.imports import workbooks
from tests.imports.workbooks import HEADER, MAIN, inline, ods_row, raw_xlsx, sheet_xml

SECONDS = 2  # of processor time, child and all; the promise is 1 s on a machine that is faster than a shared one
GROWTH_KB = 100 * 1024


def laughs(part: str) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>{part}'


def zip_bomb() -> bytes:
    return raw_xlsx(sheet_xml(f'<row r="1">{inline("A1", " " * 150_000_000)}</row>'))


def lying_sizes() -> bytes:
    """The archive says that the sheet has 100 bytes, and unpacks to 100 MB."""
    content = bytearray(raw_xlsx(sheet_xml(f'<row r="1">{inline("A1", "a" * 100_000_000)}</row>')))
    for record in zipfile.ZipFile(BytesIO(bytes(content))).infolist():
        if record.filename.endswith("sheet1.xml"):
            size = record.file_size.to_bytes(4, "little")
            return bytes(content).replace(size, (100).to_bytes(4, "little"))
    raise AssertionError


def shared_strings() -> bytes:
    """One long text, 200,000 times."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"a" * 32_000}</t></si></sst>'
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 200_001))
    return raw_xlsx(sheet_xml(rows), extra={"xl/sharedStrings.xml": strings})


def million_columns() -> bytes:
    return raw_xlsx(sheet_xml('<row r="1">' + "<c><v>1</v></c>" * 1_000_000 + "</row>"))


def repeated_cell() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    return workbooks.ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def repeated_formula() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384" table:formula="of:=1" office:value-type="float"/>'
    return workbooks.ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def doubled_part() -> bytes:
    """Two sheets of one name in the archive: which one is read depends on who reads."""
    out = BytesIO(raw_xlsx(sheet_xml(f'<row r="1">{inline("A1", "a")}</row>')))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml('<row r="1"><c r="A1"><f>1</f></c></row>'))
    return out.getvalue()


def encrypted_part() -> bytes:
    content = bytearray(workbooks.xlsx([HEADER]))
    central = content.find(b"PK\x01\x02")
    content[central + 8] |= 1
    return bytes(content)


def xls_bomb() -> bytes:
    """A compound file whose directory chain bites its tail."""
    content = bytearray(workbooks.xls([HEADER]))
    first = int.from_bytes(content[76:80], "little")
    table = (first + 1) * 512
    directory = int.from_bytes(content[48:52], "little")
    content[table + 4 * directory : table + 4 * directory + 4] = directory.to_bytes(4, "little")
    return bytes(content)


CORPUS = {
    "nothing": (lambda: b"", {"empty-file"}),
    "only a mark": (lambda: b"\xef\xbb\xbf\r\n", {"empty-file"}),
    "zip bomb": (zip_bomb, {"zip-bomb"}),
    "lying sizes": (lying_sizes, {"damaged"}),
    "sparse giant": (
        lambda: raw_xlsx(
            sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        ),
        {"too-heavy", "too-many-columns"},
    ),
    "shared strings": (shared_strings, {"too-heavy", "zip-bomb"}),
    "million columns": (million_columns, {"too-many-columns", "zip-bomb", "damaged"}),
    "laughing sheet": (lambda: raw_xlsx(laughs('<worksheet xmlns="x">&l9;</worksheet>')), {"entities"}),
    "laughing strings": (
        lambda: raw_xlsx(sheet_xml(""), extra={"xl/sharedStrings.xml": laughs("<sst><si><t>&l9;</t></si></sst>")}),
        {"entities"},
    ),
    "external entity": (
        lambda: raw_xlsx('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'),
        {"entities"},
    ),
    "hidden in utf-16": (
        lambda: raw_xlsx("<worksheet><sheetData/></worksheet>".encode("utf-16")),  # type: ignore[arg-type]
        {"damaged"},
    ),
    "repeated ods cell": (repeated_cell, {"too-heavy"}),
    "repeated ods formula": (repeated_formula, {"too-heavy", "too-many-formulas"}),
    "doubled part": (doubled_part, {"damaged"}),
    "encrypted part": (encrypted_part, {"password"}),
    "too many parts": (lambda: workbooks.archive({f"{n}.xml": "" for n in range(600)}), {"zip-bomb"}),
    "cut in the middle": (lambda: workbooks.xlsx([HEADER] * 100)[:2000], {"damaged"}),
    "another zip": (lambda: workbooks.archive({"word/document.xml": "<w/>"}), {"not-a-sheet"}),
    "xlsb": (lambda: workbooks.archive({"xl/workbook.bin": b"\0"}), {"xlsb"}),
    "old xls in a ring": (xls_bomb, {"damaged"}),
    "old xls cut": (lambda: workbooks.xls([HEADER])[:700], {"damaged", "not-a-sheet"}),
    "web page": (lambda: b"<html><table><tr><td>NIP</td></tr></table></html>", {"web-page"}),
    "paper": (lambda: b"%PDF-1.7\n1 0 obj", {"not-a-sheet"}),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0", {"not-a-sheet"}),
    "program": (lambda: b"\x7fELF\x02\x01", {"not-a-sheet"}),
    "random bytes": (lambda: bytes(range(256)) * 100, {"csv-control"}),
    "too large": (lambda: b"NIP;NAMA\n" * 1_300_000, {"file-too-big"}),
    "too many rows": (lambda: b"NIP\n" + b"1\n" * 200_001, {"too-many-rows"}),
}


def worked() -> float:
    """Processor seconds of this process and of the children it has seen end."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@pytest.mark.parametrize(("make", "codes"), CORPUS.values(), ids=CORPUS.keys())
def test_n59_a_hostile_file_is_refused_with_words_and_the_server_is_unharmed(make, codes):
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = worked()

    with pytest.raises(UnreadableFile) as refused:
        read(content)

    assert refused.value.code in codes
    assert str(refused.value)
    assert worked() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH_KB


def test_a_long_text_is_one_odd_cell_and_not_the_end_of_the_file():
    content = raw_xlsx(sheet_xml(f'<row r="1">{inline("A1", "a" * 5_000)}{inline("B1", "b")}</row>'))

    ((row,),) = [sheet.rows for sheet in read(content)]

    assert row.cells[0].kind == "l"
    assert row.cells[1] == "b"


def test_an_ods_row_repeated_a_few_times_stands_as_often():
    row = ods_row("a").replace("<table:table-row>", '<table:table-row table:number-rows-repeated="3">')

    (sheet,) = read(workbooks.ods(row))

    assert [row.number for row in sheet.rows] == [1, 2, 3]
