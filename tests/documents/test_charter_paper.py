"""What stands on a charter, read back from the file."""

from pathlib import Path

import pytest

from petruk.documents.typesetting import render
from tests.documents import reading, samples
from tests.documents.later import LATER

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("layout", ["charter-1", "charter-2"])
def test_a_charter_reads_as_the_golden_one(layout):
    pdf = render(samples.on(layout, samples.charter()))

    assert reading.text(pdf) == (GOLDEN / f"{layout}.txt").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize(
    ("layout", "left", "right"), [("charter-1", "NIP. 1970", "H. ABDUL"), ("charter-2", "H. ABDUL", "NIP. 1970")]
)
def test_the_layouts_differ_in_who_signs_where(layout, left, right):
    pdf = render(samples.on(layout, samples.charter()))

    assert reading.line(pdf, left).left < 297 / 2 < reading.line(pdf, right).left


def test_the_head_of_the_region_signs_without_a_nip():
    printed = reading.text(render(samples.charter()))

    assert printed.count("NIP.") == 2  # of the winner, and of the head of the agency


@pytest.mark.parametrize("name", [name for name in LATER if name.startswith("charter")])
def test_a_charter_is_one_page_with_room_for_two_signatures(name):
    pdf = render(LATER[name]())

    assert len(reading.pages(pdf)) == 1
    last = min(line.top for line in reading.lines(pdf) if line.text.startswith("NIP. 1970"))
    assert last - reading.line(pdf, "Paringin").top > 32


@pytest.mark.parametrize("layout", ["charter-1", "charter-2"])
@pytest.mark.parametrize("size", ["A4", "F4"])
def test_the_longest_charter_says_everything(layout, size):
    frozen = samples.longest_charter()

    printed = reading.words(render(samples.on(layout, frozen, size)))

    person = frozen["person"]
    for said in (
        person["name"],
        person["unit"],
        frozen["honour"],
        frozen["decree"],
        "a.n. BUPATI BALANGAN SEKRETARIS DAERAH",
    ):
        assert said in printed
    assert "Plt. KEPALA BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA" in printed
    assert "NI PPPK 19840720 201001 1 002" in printed


def test_n43_markup_in_a_charter_is_shown_as_text():
    frozen = samples.charter() | {"honour": samples.HOSTILE[:60], "occasion": samples.HOSTILE, "number": "#1/*x*/2021"}

    printed = "".join(reading.text(render(frozen)).split())

    assert "".join(samples.HOSTILE.split()) in printed
    assert "Nomor:#1/*x*/2021" in printed


def test_letters_that_the_typeface_lacks_are_seen_and_explained():
    printed = reading.words(render(LATER["charter-foreign"]()))

    assert "SITI ☐☐☐☐ ☐ NURHALIZA, S.Pd" in printed
    assert "☐ menggantikan huruf yang tidak ada pada huruf cetak: U+0645" in printed
