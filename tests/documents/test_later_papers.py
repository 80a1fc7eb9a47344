"""What every paper keeps that carries its frozen data: PDF/A-3, PDF/UA, fonts, paper, and the data themselves."""

import json

import pytest

from petruk.core.sealing import canonical
from petruk.documents.typesetting import render
from tests.documents import reading
from tests.documents.later import LATER

every_paper = pytest.mark.parametrize("name", LATER)
SIZES = {"F4": {215, 330}, "A4": {210, 297}}


@pytest.fixture(scope="module")
def papers():
    return {name: render(build()) for name, build in LATER.items()}


@every_paper
def test_the_metadata_declare_both_standards(papers, name):
    metadata = reading.metadata(papers[name])

    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


@every_paper
def test_what_was_frozen_rides_along_byte_for_byte(papers, name):
    frozen = LATER[name]()

    files = reading.reader(papers[name]).attachments

    assert list(files) == ["isi.json"]
    assert files["isi.json"] == [canonical(frozen)]
    assert render(json.loads(files["isi.json"][0])) == papers[name]


@every_paper
def test_every_font_is_embedded(papers, name):
    fonts = reading.fonts(papers[name])

    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in fonts.values())
    assert {font.split("+")[1].split("-")[0] for font in fonts} <= {
        "SourceSansPro",
        "DejaVuSansMono",
        "LibertinusSerif",
    }


@every_paper
def test_the_pages_have_the_chosen_size(papers, name):
    boxes = [page.mediabox for page in reading.reader(papers[name]).pages]

    sizes = {
        (round(float(box.width) / reading.MILLIMETRE), round(float(box.height) / reading.MILLIMETRE)) for box in boxes
    }
    assert [set(size) for size in sizes] == [SIZES[LATER[name]()["size"]]]


@every_paper
def test_nothing_in_the_file_acts_or_leads_anywhere(papers, name):
    file = reading.reader(papers[name])
    objects = [repr(file.get_object(number)).encode() for number in range(1, file.trailer["/Size"])]

    for word in (b"/URI", b"/JavaScript", b"/Launch", b"/OpenAction", b"/Annots", b"/AA'"):
        assert not any(word in each for each in objects), word


@every_paper
def test_a_paper_has_language_title_and_one_first_heading(papers, name):
    pdf = reading.reader(papers[name])

    assert pdf.trailer["/Root"]["/Lang"] == "id-ID"
    assert pdf.metadata["/Title"]
    assert [element["/S"] for element in reading.structure(papers[name])].count("/H1") == 1


@every_paper
def test_no_word_stands_outside_its_page(papers, name):
    boxes = [page.mediabox for page in reading.reader(papers[name]).pages]

    for line in reading.lines(papers[name]):
        width, height = (float(side) / reading.MILLIMETRE for side in (boxes[0].width, boxes[0].height))
        assert 5 < line.left < width - 5, line
        assert 5 < line.top < height - 3, line
