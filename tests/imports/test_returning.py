import zipfile
from io import BytesIO

import pytest

from petruk.imports.planning import Known, plan
from petruk.imports.reading import Odd, Oddity, read
from petruk.imports.returning import workbook
from petruk.imports.shapes import KINDS
from tests.factories import TODAY
from tests.imports.sheets import sheet

NIP = "199408192016031002"
HEADER = ("NIP", "BULAN", "TAHUN", "JUMLAH HARI", "HADIR", "JUMLAH POTONGAN")
KNOWN = Known(people=frozenset({NIP}))


def returned(*sheets):
    kind = KINDS["attendance"]
    problems = plan(sheets, kind=kind, known=KNOWN, today=TODAY).problems
    return workbook(sheets, problems, kind)


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(content)).read(name).decode()


def test_the_wrong_rows_come_back_under_their_header_with_their_number_and_why(in_english):
    content = returned(sheet(HEADER, (NIP, 4, 2024, 22, 22, 0), ("x", 13, 2024, 22, 22, 0)))

    (page,) = read(content)
    header, row = page.rows
    assert header.cells == (*HEADER, "ROW IN THE FILE", "WHAT IS WRONG")
    assert row.cells[:7] == ("x", 13, 2024, 22, 22, 0, 3)
    assert "BULAN: The month must be 1 to 12." in row.cells[7]


def test_a_note_stands_on_each_wrong_cell(in_english):
    notes = part(returned(sheet(HEADER, ("x", 13, 2024, 22, 22, 0))), "xl/comments1.xml")

    assert 'ref="A2"' in notes
    assert 'ref="B2"' in notes
    assert "The month must be 1 to 12." in notes


def test_a_nip_comes_back_as_text_with_all_its_digits():
    (page,) = read(returned(sheet(HEADER, (NIP, 13, 2024, 22, 22, 0))))

    assert page.rows[1].cells[0] == NIP


def test_a_number_that_lost_its_digits_comes_back_as_the_text_that_was_seen():
    (page,) = read(returned(sheet(HEADER, (199408192016031002, 4, 2024, 22, 22, 0))))

    assert isinstance(page.rows[1].cells[0], str)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x")', "http://x"]
)
def test_n48_nothing_that_comes_back_is_a_formula_or_a_link(text):
    content = returned(sheet((*HEADER, "CATATAN"), (text, 13, 2024, 22, 22, 0, text)))

    xml = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    (page,) = read(content)
    assert not any(isinstance(cell, Odd) for row in page.rows for cell in row.cells)


def test_n48_what_looks_like_markup_of_the_writer_comes_back_as_words():
    text = "<r>&</r>"

    (page,) = read(returned(sheet(HEADER, (text, 4, 2024, 22, 22, 0))))

    assert page.rows[1].cells[0].strip() == text


def test_a_formula_comes_back_as_a_marked_empty_text(in_english):
    (page,) = read(returned(sheet(HEADER, (NIP, 4, 2024, 22, 22, Odd(Oddity.FORMULA, "")))))

    assert "formula" in page.rows[1].cells[7]
    assert "<f>" not in part(
        returned(sheet(HEADER, (NIP, 4, 2024, 22, 22, Odd(Oddity.FORMULA, "")))), "xl/worksheets/sheet1.xml"
    )


def test_each_sheet_has_its_own_page_whatever_its_name():
    bad = (HEADER, ("x", 4, 2024, 22, 22, 0))
    content = returned(sheet(*bad, name="Dinas [A]/B: 2024?*" + "a" * 40), sheet(*bad, name=""))

    assert len(read(content)) == 2


def test_what_came_back_and_was_corrected_can_be_handed_in():
    (page,) = read(returned(sheet(HEADER, (NIP, 13, 2024, 22, 22, "1,25"))))
    cells = list(page.rows[1].cells)
    cells[1] = 4

    again = plan([sheet(page.rows[0].cells, tuple(cells))], kind=KINDS["attendance"], known=KNOWN, today=TODAY)

    assert again.problems == ()
    assert len(again.new) == 1


def test_a_missing_column_is_said_beside_the_header(in_english):
    (page,) = read(returned(sheet(HEADER[:-1], (NIP, 4, 2024, 22, 22))))

    assert "The column JUMLAH POTONGAN is missing." in str(page.rows[0].cells[-1])
