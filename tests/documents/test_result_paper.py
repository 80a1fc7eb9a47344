"""What stands on the result sheet, read back from the file."""

import re
from pathlib import Path

import pytest

from petruk.documents.typesetting import render
from tests.documents import reading, samples

GUIDE = Path(__file__).with_name("golden") / "result-guide.txt"

WIDTH, LEFT_MARGIN, RIGHT_MARGIN, LAST_LINE = 215, 22, 18, 312


def test_the_example_of_the_guide_reads_as_the_golden_sheet():
    pdf = render(samples.guide())

    assert reading.text(pdf) == GUIDE.read_text(encoding="utf-8").rstrip("\n")


def test_the_example_of_the_guide_adds_up_to_70():
    pdf = render(samples.guide())

    points = re.findall(r"^(\d+) \(skor\)$", reading.text(pdf), re.MULTILINE)
    assert points == ["0", "0", "40", "10", "20"]
    assert "70\nTotal Skor\ndari 90\n" in reading.text(pdf)


@pytest.mark.parametrize(
    ("capacity", "printed"),
    [
        ("DEFINITIF", ["KEPALA DINAS SOSIAL"]),
        ("PJ", ["Penjabat KEPALA DINAS SOSIAL"]),
        ("PLT", ["Plt. KEPALA DINAS SOSIAL"]),
        ("PLH", ["Plh. KEPALA DINAS SOSIAL"]),
        ("AN", ["a.n. KEPALA DINAS SOSIAL", "SEKRETARIS"]),
    ],
)
def test_the_signature_names_capacity_name_and_nip(capacity, printed):
    pdf = render(samples.signed(capacity, own_office="SEKRETARIS"))

    block = ["Paringin, 5 Mei 2021", *printed, "Dr. H. SURYA PERMANA, M.Si", "NIP. 19700101 199503 1 001"]
    assert "\n".join(block) in reading.text(pdf)


def test_a_signature_on_behalf_prints_both_lines_on_the_page():
    pdf = render(samples.signed("AN", own_office="SEKRETARIS"))

    office, own_office = reading.line(pdf, "a.n. KEPALA"), reading.line(pdf, "SEKRETARIS")
    assert office.page == own_office.page == 1
    assert office.left == own_office.left
    assert LEFT_MARGIN < office.left < WIDTH - RIGHT_MARGIN
    assert office.top < own_office.top < LAST_LINE


def test_the_signer_has_room_for_ink():
    pdf = render(samples.guide())

    assert 20 < reading.line(pdf, "Dr. H. SURYA").top - reading.line(pdf, "KEPALA DINAS SOSIAL").top < 40


def test_an_official_without_nip_signs_without_one():
    frozen = samples.guide()
    frozen["signatory"] |= {"office": "BUPATI BALANGAN", "nip": ""}

    assert "NIP." not in reading.text(render(frozen))


def test_a_paper_without_signatory_says_so():
    pdf = render(samples.unsigned())

    assert "Paringin, 5 Mei 2021 Belum ada pejabat penanda tangan pada tanggal ini" in reading.words(pdf)


def test_missing_data_mark_the_points_the_total_and_name_the_indicators():
    pdf = render(samples.missing())

    printed = reading.text(pdf)
    assert printed.count("0 (skor) *)") == 2
    assert "60 *)\nTotal Skor" in printed
    assert "*) Belum ada data untuk indikator Kinerja dan Perilaku; indikator tanpa data dihitung 0." in printed


def test_complete_data_leave_no_mark():
    assert "*)" not in reading.text(render(samples.guide()))


def test_the_indicators_without_data_are_listed_as_people_speak():
    frozen = samples.guide()
    for index in (0, 1, 3):
        frozen["lines"][index]["missing"] = True

    assert "indikator Kinerja, Disiplin, dan Perilaku;" in reading.words(render(frozen))


def test_an_indicator_left_out_for_want_of_data_has_a_dash_and_is_named():
    frozen = samples.guide()
    frozen["lines"][0] |= {"missing": True, "points": None}

    printed = reading.words(render(frozen))
    assert "– (skor) *)" in printed
    assert "*) Belum ada data untuk indikator Kinerja; indikator itu tidak diperhitungkan." in printed


def test_a_contracted_employee_has_an_ni_pppk_and_a_golongan():
    printed = reading.text(render(samples.contracted()))

    assert "NI PPPK : 19900101 202321 2 007\n" in printed
    assert "GOLONGAN : IX\n" in printed
    assert "PANGKAT" not in printed


def test_points_with_decimals_have_a_comma():
    frozen = samples.guide()
    frozen["lines"][0]["points"] = "7.50"

    assert "7,5 (skor)" in reading.text(render(frozen))


def test_the_shortest_paper_is_one_page_without_empty_rows():
    pdf = render(samples.shortest())

    assert len(reading.pages(pdf)) == 1
    assert "PANGKAT" not in reading.text(pdf)
    assert "Sumber" not in reading.text(pdf)
    assert "Dinilai oleh" not in reading.text(pdf)


def test_the_longest_paper_says_everything_and_whose_it_is_on_each_page():
    pdf = render(samples.longest())

    printed = reading.words(pdf)
    assert samples.longest()["lines"][2]["text"].strip() in printed
    assert samples.longest()["signatory"]["office"] in printed
    assert f"Hasil Penilaian Instrumen Kinerja {samples.LONG_NAME[:79]}… · NIP 19840720 201001 1 002" in printed
    assert [page.splitlines()[-1].endswith(f"Halaman {n} dari 2") for n, page in enumerate(reading.pages(pdf), 1)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("length", range(0, 2600, 260))
def test_a_page_break_never_splits_the_signature_nor_leaves_it_alone(length):
    frozen = samples.guide()
    frozen["lines"][2]["text"] = (samples.INNOVATION * 20)[:length]

    last = reading.pages(render(frozen))[-1]

    together = ("Indikator Team Work", "Paringin, 5 Mei 2021", "Dr. H. SURYA PERMANA", "NIP. 19700101", samples.CODE)
    assert [words for words in together if words not in last] == []


def test_n79_a_word_without_end_stays_within_its_column():
    first, second = reading.pages(render(samples.unbroken()))

    assert max(map(len, re.findall("X+|Y+|W+", first))) < 60
    assert (first.count("X"), first.count("Y"), first.count("W")) == (255, 255, 501)
    assert f"{'X' * 79}…\n· NIP 19840720 201001 1 002" in second
    assert "\u200b" not in first + second


def test_n43_markup_in_data_is_shown_as_text():
    printed = reading.text(render(samples.hostile()))

    close = "".join(printed.split())
    assert close.count("".join(samples.HOSTILE.split())) == 6
    assert "Nomor #001/*PETRUK*/2021" in printed


def test_n79_letters_that_the_typeface_lacks_are_seen_and_explained():
    printed = reading.text(render(samples.foreign()))

    assert "NAMA LENGKAP : SITI ☐☐☐☐ ☐ NURHALIZA, S.Pd" in printed
    assert "Aplikasi ☐ ☐☐☐ ☐☐☐☐ ☐☐☐☐☐dibalik\nbaris kedua\nbaris ketiga ☐" in printed
    assert "☐ menggantikan huruf yang tidak ada pada huruf cetak: U+0645, U+062D, U+062F, U+1F600, U+1F468" in printed


def test_the_same_name_in_two_unicode_forms_gives_the_same_paper():
    composed, decomposed = samples.guide(), samples.guide()
    composed["person"]["name"] = "Ren\u00e9 S."
    decomposed["person"]["name"] = "Rene\u0301 S."

    assert render(composed) == render(decomposed)
