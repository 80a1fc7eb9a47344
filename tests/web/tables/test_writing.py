"""A table as XLSX and CSV: typed cells, whole numbers of people, no formula whatever somebody is called."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from petruk.web.tables import text_file, workbook
from petruk.web.tables.table import Column, Kind, Signature, Table, shown
from tests.web.payloads import PAYLOADS
from tests.web.tables.opened import SPREADSHEET, csv_rows, formulas, office_cells, page_of, sheet_of, words

NIP = "198407202010011002"
COLUMNS = (
    Column("NIP", lambda row: row[0], Kind.NIP),
    Column("Nama", lambda row: row[1], width=30),
    Column("Hari", lambda row: row[2], Kind.NUMBER),
    Column("Nilai", lambda row: row[3], Kind.NUMBER, places=2),
    Column("Tanggal", lambda row: row[4], Kind.DAY),
)
ROW = (NIP, 'Ma\'ruf; "A"\nB', 22, Decimal("97.5"), date(2021, 5, 5))
EMPTY = (NIP, "", None, None, None)
FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠1",
    '=HYPERLINK("http://e.x";"klik")', "=cmd|'/c calc'!A1", '=IMPORTXML("http://e.x";"//a")', "<r><t>=1+1</t></r>",
    "|calc", "%COMSPEC%", "{=1+1}", "_x003D_1+1", "1,5E10", "00123", "1-2-2021", "TRUE",
)  # fmt: skip
READ_AS_VALUES = {"xlsx": set(), "csv": {"1,5E10", "00123", "1-2-2021"}}
"""What a file of text cannot keep a program from reading as a number or a date: harmless, but no word any more."""
OFFICIAL = Signature("Paringin, 5 Mei 2021", ("a.n. KEPALA DINAS", "SEKRETARIS"), "Yuliana, S.E", NIP)


def table(*rows, signature=None):
    terms = (("Unit kerja", "Dinas Sosial"),)
    return Table("tabel", "Judul", terms, COLUMNS, rows, len(rows), signature)


def xlsx(*rows, signature=None):
    out = BytesIO()
    assert workbook.write(table(*rows, signature=signature), out) == len(rows)
    return out.getvalue()


def as_csv(*rows):
    out = BytesIO()
    assert text_file.write(table(*rows), out) == len(rows)
    return out.getvalue()


def plain(text: str) -> str:
    return " ".join(text.split()).lstrip("'")


def test_a_workbook_has_typed_cells():
    rows = sheet_of(xlsx(ROW, EMPTY))

    assert rows[:4] == [
        ["Judul", "", "", "", ""],
        ["Unit kerja: Dinas Sosial", "", "", "", ""],
        [""] * 5,
        ["NIP", "Nama", "Hari", "Nilai", "Tanggal"],
    ]
    assert rows[4] == [NIP, ROW[1], 22, 97.5, date(2021, 5, 5)]
    assert rows[5] == [NIP, "", "", "", ""]


def test_n70_a_nip_is_text_in_the_very_bytes():
    page = page_of(xlsx(ROW))

    cell = next(each for each in page.iter(f"{SPREADSHEET}c") if each.attrib["r"] == "A5")
    assert (cell.attrib["t"], "".join(cell.itertext())) == ("inlineStr", NIP)


@pytest.mark.parametrize("text", ["<r><t>x</t></r>", "<r>&</r>", "<r></c></r>"])
def test_n48_what_looks_like_markup_of_the_writer_stays_words(text):
    rows = sheet_of(xlsx((NIP, text, None, None, None)))

    assert rows[4][1].strip() == text


def test_the_header_is_frozen_and_has_a_filter_over_just_the_rows():
    page = page_of(xlsx(ROW, ROW, signature=OFFICIAL))

    pane = next(page.iter(f"{SPREADSHEET}pane"))
    assert (pane.attrib["state"], pane.attrib["topLeftCell"]) == ("frozen", "A5")
    assert next(page.iter(f"{SPREADSHEET}autoFilter")).attrib["ref"] == "A4:E6"
    columns = [column.attrib for column in page.iter(f"{SPREADSHEET}col")]
    assert [(column["min"], column["max"], round(float(column["width"]))) for column in columns] == [
        ("1", "1", 23), ("2", "2", 31), ("3", "5", 23),
    ]  # fmt: skip


def test_a_row_is_as_high_as_its_longest_text_falls_into_lines():
    page = page_of(
        xlsx(ROW, (NIP, "KEPALA SUB BAGIAN KEUANGAN DINAS SOSIAL", 1, None, None), (NIP, "a\n" * 99, 1, None, None))
    )

    heights = {row.attrib["r"]: row.attrib.get("ht") for row in page.iter(f"{SPREADSHEET}row")}
    assert (heights["4"], heights["5"], heights["6"], heights["7"]) == (None, "30", "30", "300")


def test_who_signs_stands_under_the_rows():
    rows = sheet_of(xlsx(ROW, signature=OFFICIAL))

    assert [row[2] for row in rows[5:] if row[2]] == [
        "Paringin, 5 Mei 2021", "a.n. KEPALA DINAS", "SEKRETARIS", "Yuliana, S.E", "NIP. 19840720 201001 1 002",
    ]  # fmt: skip


def test_a_table_without_rows_is_a_header():
    assert len(sheet_of(xlsx())) == 4
    assert csv_rows(as_csv()) == []


def test_n49_csv_has_a_bom_semicolons_and_quotes_that_round_trip():
    data = as_csv(ROW, EMPTY)

    assert data.startswith(b'\xef\xbb\xbf"NIP";"Nama";"Hari";"Nilai";"Tanggal"\r\n')
    assert list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))[1:] == [
        ["19840720 201001 1 002", ROW[1], "22", "97,50", "2021-05-05"],
        ["19840720 201001 1 002", "", "", "", ""],
    ]


def test_a_page_shows_the_same_values_in_words():
    assert [shown(column, ROW) for column in COLUMNS] == [
        "19840720 201001 1 002", ROW[1], "22", "97,50", "5 Mei 2021",
    ]  # fmt: skip
    assert [shown(column, EMPTY) for column in COLUMNS][1:] == ["", "", "", ""]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_n48_an_office_program_finds_no_formula_and_reads_every_name(tmp_path, kind):
    texts = (*FORMULAS, *PAYLOADS)
    rows = [(NIP, text, 1, Decimal(1), date(2021, 5, 5)) for text in texts]
    data = xlsx(*rows) if kind == "xlsx" else as_csv(*rows)

    cells = office_cells(data, f"tabel.{kind}", tmp_path)

    assert formulas(cells) == []
    read = {plain(words(cell)) for cell in cells}
    assert {text for text in texts if plain(text) not in read} <= READ_AS_VALUES[kind]
    assert {"xlsx": NIP, "csv": "19840720 201001 1 002"}[kind] in read


def test_n48_the_office_program_would_have_made_a_formula_of_it(tmp_path):
    """Else the test above would prove nothing."""
    cells = office_cells('"A"\r\n"=1+1"\r\n'.encode("utf-8-sig"), "gigi.csv", tmp_path)

    assert formulas(cells) == ["of:=1+1"]
