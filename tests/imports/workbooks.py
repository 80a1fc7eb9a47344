"""Files that tests hand in: honest ones in four formats, and hostile ones made by hand."""

import zipfile
from io import BytesIO
from typing import Any

import xlsxwriter
import xlwt

HEADER = ("NIP", "BULAN", "TAHUN", "JUMLAH HARI", "HADIR", "JUMLAH POTONGAN")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Rows = list[tuple[Any, ...]]


def xlsx(rows: Rows, *, sheet: str = "Sheet1") -> bytes:
    """A workbook as Excel writes it; a text that begins with = becomes a formula."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def xls(rows: Rows) -> bytes:
    out = BytesIO()
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            formula = isinstance(value, str) and value.startswith("=")
            page.write(number, column, xlwt.Formula(value[1:]) if formula else value)
    book.save(out)
    return out.getvalue()


def ods(rows_xml: str, *, name: str = "Sheet1") -> bytes:
    """An OpenDocument sheet from the XML of its rows."""
    content = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>
        <office:spreadsheet><table:table table:name="{name}">{rows_xml}</table:table></office:spreadsheet>
        </office:body></office:document-content>"""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest(kind)})


def manifest(kind: str) -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    return f'<m:manifest xmlns:m="{space}">{entry}</m:manifest>'


def ods_row(*cells: str | float) -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
        if isinstance(cell, int | float)
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


def archive(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return out.getvalue()


def raw_xlsx(sheet: str, *, extra: dict[str, str | bytes] | None = None, styles: str = "") -> bytes:
    """A workbook whose sheet is the given XML, byte for byte."""
    relation = f"{DOCUMENT}/worksheet"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{relation}" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if styles:
        parts["xl/styles.xml"] = styles
    return archive(parts | (extra or {}))


def sheet_xml(data: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'


def inline(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'
