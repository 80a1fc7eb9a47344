"""The papers keep PDF/A-2a and PDF/UA-1; the compiler checks it, and these tests read that it was asked to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petruk.documents.typesetting import render
from tests.documents import reading, samples

every_paper = pytest.mark.parametrize("name", samples.ALL)


@pytest.fixture(scope="module")
def papers():
    return {name: render(build()) for name, build in samples.ALL.items()}


@every_paper
def test_the_metadata_declare_both_standards(papers, name):
    metadata = reading.metadata(papers[name])

    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


@every_paper
def test_every_font_is_embedded_as_a_subset_of_ours(papers, name):
    fonts = reading.fonts(papers[name])

    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in fonts.values())
    assert {font.split("+")[1].split("-")[0] for font in fonts} == {"SourceSansPro", "DejaVuSansMono"}


@every_paper
def test_the_pages_are_folio_portrait(papers, name):
    sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in reading.reader(papers[name]).pages}

    (width, height) = sizes.pop()
    assert (round(width / reading.MILLIMETRE), round(height / reading.MILLIMETRE)) == (215, 330)
    assert sizes == set()


@every_paper
def test_nothing_in_the_file_acts_or_leads_anywhere(papers, name):
    for word in (b"/URI", b"/JavaScript", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"/Annots", b"/AA"):
        assert not any(word in _plain(each) for each in _objects(papers[name])), word


def test_language_title_author_and_date_are_those_of_the_frozen_data():
    pdf = reading.reader(render(samples.guide()))

    assert pdf.trailer["/Root"]["/Lang"] == "id-ID"
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata["/Title"] == "Hasil Penilaian Instrumen Kinerja: ANDHANI ARBISCHIRIA, S.Kom"
    assert pdf.metadata["/Author"] == "BADAN KEPEGAWAIAN, PENDIDIKAN DAN PELATIHAN DAERAH"
    assert pdf.metadata["/CreationDate"] == pdf.metadata["/ModDate"] == "D:20210505000000Z"


def test_a_screen_reader_finds_headings_and_the_words_for_the_code():
    elements = list(reading.structure(render(samples.guide())))

    kinds = [element["/S"] for element in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 5
    figures = [element["/Alt"] for element in elements if element["/S"] == "/Figure"]
    assert sorted(figures) == [f"Kode QR menuju {samples.URL}", "Tempat tanda tangan"]


@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=80), innovation=st.text(max_size=200))
def test_n79_no_text_whatever_breaks_a_paper(name, innovation):
    frozen = samples.guide()
    frozen["person"]["name"] = name
    frozen["lines"][2]["text"] = innovation

    assert render(frozen).startswith(b"%PDF-1.7")


def _objects(pdf):
    file = reading.reader(pdf)
    return (file.get_object(number) for number in range(1, file.trailer["/Size"]))


def _plain(item):
    return repr(item).encode()
