import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from petruk.imports.reader import text
from petruk.imports.reading import Odd, Oddity, Row, TooLongForNow, UnreadableFile, read
from tests.imports import workbooks
from tests.imports.workbooks import HEADER, inline, ods_row, raw_xlsx, sheet_xml

NIP = "199408192016031002"


def cells(content: bytes) -> list[tuple]:
    (sheet,) = read(content)
    return [row.cells for row in sheet.rows]


def test_each_cell_keeps_what_it_was():
    content = workbooks.xlsx([(NIP, 4, 1.25, True, "1,25", None, "-4")])

    assert cells(content) == [(NIP, 4, Decimal("1.25"), True, "1,25", None, "-4")]


def test_rows_are_numbered_as_the_user_sees_them_and_columns_from_a():
    content = raw_xlsx(sheet_xml(f'<row r="4">{inline("C4", "x")}</row><row r="9">{inline("D9", "y")}</row>'))

    (sheet,) = read(content)

    assert sheet.rows == (Row(4, (None, None, "x", None)), Row(9, (None, None, None, "y")))


def test_a_date_is_a_date_and_a_time_is_not():
    out = workbooks.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_datetime(0, 0, dt.datetime(2024, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    page.write_datetime(0, 1, dt.datetime(2024, 4, 1, 7, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    book.close()

    assert cells(out.getvalue()) == [(dt.date(2024, 4, 1), Odd(Oddity.TIME, "2024-04-01 07:30:00"))]


def test_a_number_has_the_fifteen_digits_that_excel_shows():
    content = workbooks.xlsx([(0.1 + 0.2, 94.99999999999999, 87.45, 199408192016031002)])

    assert cells(content) == [(Decimal("0.3"), 95, Decimal("87.45"), Decimal("1.99408192016031e+17"))]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><f>1+1</f><v>2</v></c>',
        '<c><f t="shared" si="0"/><v>2</v></c>',
        '<c r="A1" t="n"><f>1+1</f><v></v></c>',
        '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="A1"><x:f>1+1</x:f></x:c>',
    ],
)
def test_a_formula_in_xlsx_is_seen_however_it_is_written(cell):
    (row,) = cells(raw_xlsx(sheet_xml(f'<row r="1">{cell}{inline("B1", "b")}</row>')))

    assert row[0].kind is Oddity.FORMULA
    assert row[1] == "b"


def test_a_formula_in_xls_ods_and_csv_is_seen():
    formula = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'

    assert cells(workbooks.xls([("a", 5, "=1+1")]))[0][2].kind is Oddity.FORMULA
    assert cells(workbooks.ods(f"<table:table-row>{formula}</table:table-row>"))[0][0].kind is Oddity.FORMULA
    assert cells(b'NIP;X\n="199408192016031002";1\n')[1][0].kind is Oddity.FORMULA


def test_an_error_value_is_not_an_empty_cell():
    content = raw_xlsx(sheet_xml(f'<row r="1"><c r="A1" t="e"><v>#N/A</v></c>{inline("B1", "b")}</row>'))

    assert cells(content) == [(Odd(Oddity.ERROR, ""), "b")]


def test_a_percentage_is_not_the_number_behind_it():
    out = workbooks.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_number(0, 0, 0.95, book.add_format({"num_format": "0.0%"}))
    page.write_number(0, 1, 0.95, book.add_format({"num_format": '0.00"%"'}))
    book.close()
    shown = '<table:table-cell office:value-type="percentage" office:value="0.95"/>'

    assert cells(out.getvalue()) == [(Odd(Oddity.PERCENT, "0.95"), Decimal("0.95"))]
    assert cells(workbooks.ods(f"<table:table-row>{shown}</table:table-row>")) == [(Odd(Oddity.PERCENT, "0.95"),)]


def test_xls_and_ods_give_the_same_cells_as_xlsx():
    rows = [HEADER, (NIP, 4, 2024, 22, 22, 1.25)]

    assert cells(workbooks.xls(rows)) == cells(workbooks.xlsx(rows))
    assert cells(workbooks.ods("".join(ods_row(*row) for row in rows))) == cells(workbooks.xlsx(rows))


def test_an_ods_with_the_empty_million_rows_that_libreoffice_writes_is_read():
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048574">{wide}</table:table-row>'

    content = workbooks.ods(ods_row("NIP", "BULAN") + ods_row(NIP, 4) + empty)

    assert cells(content) == [("NIP", "BULAN"), (NIP, 4)]


def test_a_hidden_sheet_says_so():
    out = workbooks.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Tampak").write(0, 0, "a")
    hidden = book.add_worksheet("Sembunyi")
    hidden.write(0, 0, "b")
    hidden.hide()
    book.close()

    assert [(sheet.name, sheet.hidden) for sheet in read(out.getvalue())] == [("Tampak", False), ("Sembunyi", True)]


def test_reading_stops_at_the_rows_that_the_caller_can_wait_for():
    with pytest.raises(TooLongForNow):
        read(b"NIP\n" + b"1\n" * 10, most_rows=10)


TABLE = f"NIP;NAMA;JUMLAH POTONGAN\r\n{NIP};Noor é;1,25\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("cp1252"),
        TABLE.replace("\r\n", "\n").encode(),
        TABLE.replace("\r\n", "\r").encode(),
        b"\xff\xfe" + TABLE.replace(";", "\t").encode("utf-16-le"),
        b"\xfe\xff" + TABLE.replace(";", "\t").encode("utf-16-be"),
        TABLE.replace(",", ".").replace(";", ",").replace("1.25", '"1,25"').encode(),
        ("sep=;\r\n" + TABLE).encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "lf", "cr", "utf-16-le", "utf-16-be", "comma", "sep"],
)
def test_n80_a_csv_is_read_exactly_in_each_encoding(content):
    assert cells(content) == [("NIP", "NAMA", "JUMLAH POTONGAN"), (NIP, "Noor é", "1,25")]


def test_n80_a_newline_inside_quotes_stays_in_its_cell_and_rows_count_as_in_excel():
    (sheet,) = read(b'NIP;NAMA\r\n1;"a\nb"\r\n\r\n2;"c ""d"""\r\n')

    assert [(row.number, row.cells) for row in sheet.rows][1:] == [(2, ("1", "a\nb")), (4, ("2", 'c "d"'))]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"NIP;NAMA\n1;a\n2;b\x00\n", "csv-control", 3),
        (b'NIP;NAMA\n1;a\n2;"b\n3;c\n', "csv-quotes", 3),
        (b'NIP;NAMA\n1;"a"b\n', "csv-quotes", 2),
        (b"NIP;NAMA;X\n1;a;x\n2;b\n", "csv-fields", 3),
        (b"NIP,NILAI\n1,84,5\n", "csv-fields", 2),
        (b"NIP;NAMA\n1;a\n2;\x81\n", "csv-encoding", 3),
        (b"\xff\xfe" + "NIP\tNAMA\n1\ta".encode("utf-16-le")[:-1], "csv-encoding", 1),
        (b"\xef\xbb\xbfNIP;NAMA\n1;\xe9\n", "csv-encoding", 2),
    ],
)
def test_n80_a_csv_that_is_not_exact_is_refused_whole_with_its_line(content, code, line):
    with pytest.raises(UnreadableFile) as refused:
        read(content)

    assert refused.value.code == code
    assert f" {line} " in f" {refused.value} ".replace(",", " ")


FIELD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


@given(table=st.lists(st.tuples(FIELD, FIELD)))
def test_n80_any_table_survives_the_road_through_csv(table):
    out = io.StringIO()
    rows = [("NIP", "NAMA"), *table]
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)

    read_back = [tuple(fields) for _number, fields in text.rows(out.getvalue().encode())]

    assert read_back == [row for row in rows if any(field.strip() for field in row)]
