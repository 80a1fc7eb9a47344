"""Open what was downloaded, as the programs of an office would."""

import csv
import subprocess
import xml.etree.ElementTree as ET
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from python_calamine import load_workbook

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST_SECONDS = 120


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def sheet_of(data: bytes) -> list[list[Any]]:
    """Return all rows of the first page of a workbook, typed as the file says."""
    return load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def xlsx_rows(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of the table, between its header and the block to sign, by their labels."""
    rows = sheet_of(data)
    top = next(at for at, row in enumerate(rows) if "NIP" in row)
    end = next((at for at, row in enumerate(rows) if at > top and not row[0]), len(rows))
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 : end]]


def page_of(data: bytes) -> ET.Element:
    """Return the XML of the first page of a workbook."""
    with ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def csv_rows(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=";", strict=True))


def office_cells(data: bytes, name: str, folder: Path) -> list[ET.Element]:
    """Return the cells that LibreOffice makes of a file."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    reading = ["--infilter=CSV:59,34,76,1"] if name.endswith(".csv") else []
    command = [
        "soffice",
        profile,
        "--headless",
        *reading,
        "--convert-to",
        "fods",
        "--outdir",
        str(folder / "out"),
        name,
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=MOST_SECONDS)
    made = ET.parse((folder / "out" / name).with_suffix(".fods"))
    return list(made.iter(f"{TABLE}table-cell"))


def formulas(cells: list[ET.Element]) -> list[str]:
    return [cell.attrib[f"{TABLE}formula"] for cell in cells if f"{TABLE}formula" in cell.attrib]


def words(cell: ET.Element) -> str:
    return "\n".join("".join(paragraph.itertext()) for paragraph in cell.iter(f"{TEXT}p"))
