import csv
import io

import pytest

from petruk.core.instrument import parse, ready_made
from petruk.core.sheet_cells import readers
from petruk.core.sheet_scoring import SheetError, SheetProblem, score_rows, score_sheet

INSTRUMENT = parse(ready_made()["petruk-2021"])
GUIDE = "198407202010011002,84,94,40,76,20"


def rows(*lines, header="nip,kinerja,disiplin,inovasi,perilaku,teamwork"):
    return list(csv.DictReader(io.StringIO("\n".join((header, *lines)))))


def problems(*lines, **options):
    with pytest.raises(SheetError) as refused:
        score_sheet(INSTRUMENT, rows(*lines, **options))
    return [(problem.row, problem.column) for problem in refused.value.problems]


def test_the_example_of_the_guide_gives_70():
    (scored,) = score_sheet(INSTRUMENT, rows(GUIDE))

    assert (scored["nip"], scored["total"], scored["maximum"]) == ("198407202010011002", "70", "90")
    assert [(line["indicator"], line["value"], line["points"], line["maximum"]) for line in scored["lines"]] == [
        ("kinerja", "84.00", "0", "10"),
        ("disiplin", "94.00", "0", "10"),
        ("inovasi", None, "40", "40"),
        ("perilaku", "76.00", "10", "10"),
        ("teamwork", None, "20", "20"),
    ]
    assert scored["lines"][1]["sentence"] == "Tingkat kehadiran 94,00 % < 95 %: 0 dari 10"
    assert set(scored["lines"][0]) == {"indicator", "value", "points", "maximum", "sentence"}


def test_an_empty_cell_is_no_data_or_no_judgement():
    (scored,) = score_sheet(INSTRUMENT, rows("198407202010011002,, ,,80,15"))

    assert [line["points"] for line in scored["lines"]] == ["0", "0", None, "10", "15"]
    assert scored["lines"][0]["sentence"] == "Nilai e-Kinerja belum ada data: 0 dari 10"
    assert scored["total"] == "25"


def test_columns_come_in_any_order_beside_others():
    (scored,) = score_sheet(
        INSTRUMENT,
        rows("20,Ahmad,76,84,94,40,198407202010011002", header="teamwork,nama,perilaku,kinerja,disiplin,inovasi,nip"),
    )

    assert scored["total"] == "70"


def test_the_terminal_shows_reasons_meaning_and_total():
    text = score_rows(INSTRUMENT, rows(GUIDE))[0].as_text()

    first, *reasons, total = text.splitlines()
    assert (first, total, len(reasons)) == ("198407202010011002", "  Total 70 dari 90", 5)
    assert reasons[0] == "  Nilai e-Kinerja 84,00 < 85: 0 dari 10"
    assert reasons[2].startswith("  Inovasi atau Lainnya: 40 dari 40. Ada inovasi yang bermanfaat")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("198407202010011002,84x,94,40,76,20", "kinerja"),
        ("198407202010011002,1e2,94,40,76,20", "kinerja"),
        ("198407202010011002,100.01,94,40,76,20", "kinerja"),
        ("198407202010011002,84,-1,40,76,20", "disiplin"),
        ("198407202010011002,84,94,999,76,20", "inovasi"),
        ("198407202010011002,84,94,0,76,20", "inovasi"),
        ("198407202010011002,84,94,40,٧٦,20", "perilaku"),
        ("198407202010011002,84,94,40,76,25", "teamwork"),
        (",84,94,40,76,20", "nip"),
        ("1.98E+17,84,94,40,76,20", "nip"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(line, column):
    assert problems(GUIDE, line) == [(3, column)]


def test_all_bad_cells_are_named_at_once():
    assert problems(",84,94,41,76,20", GUIDE, "198407202010011002,x,94,40,76,7") == [
        (2, "nip"),
        (2, "inovasi"),
        (4, "kinerja"),
        (4, "teamwork"),
    ]


def test_a_problem_says_what_to_do():
    with pytest.raises(SheetError) as refused:
        score_sheet(INSTRUMENT, rows("198407202010011002,84,94,45,76,20"))

    assert refused.value.problems == (SheetProblem(2, "inovasi", "45", "hanya boleh 10, 20, 30, 40"),)
    assert str(refused.value) == "baris 2, kolom inovasi: hanya boleh 10, 20, 30, 40"


def test_missing_columns_are_named_once_in_the_header():
    assert problems("1,2", "3,4", header="nip,kinerja") == [
        (1, "disiplin"),
        (1, "inovasi"),
        (1, "perilaku"),
        (1, "teamwork"),
    ]


def test_a_short_row_has_no_data_at_its_end():
    (scored,) = score_sheet(INSTRUMENT, rows("198407202010011002,84"))

    assert [line["points"] for line in scored["lines"]] == ["0", "0", None, "0", None]


def test_an_empty_sheet_gives_nothing():
    assert score_sheet(INSTRUMENT, []) == []


def test_2024_is_tried_with_documents_predicates_and_aspects():
    instrument = parse(ready_made()["petruk-2024"])
    cells = {
        "nip": "198407202010011002", "kehadiran": "97,45", "predikat": "Baik / Sangat Baik", "surat-usulan": "ADA",
        "riwayat-hidup": "ADA", "sk-pangkat": "ADA", "sk-jabatan": "TIDAK WAJIB", "penilaian-kinerja": "ada",
        "sertifikat": "", "super-hukdis": "ADA", "proposal-inovasi": "ADA",
    }  # fmt: skip
    aspects = [aspect.code for aspect in instrument.panels[0].aspects]
    points = dict(zip(aspects, map(str, (20, 15, 10, 30, 30, 30, 15, 15, 15, 10, 20, 8, 5)), strict=True))

    (row,) = score_rows(instrument, [cells | points])

    assert row.score.final
    assert row.as_text().splitlines()[1:] == [
        "  Kelengkapan Berkas: lengkap",
        "  Predikat SKP Baik dan Sangat Baik, minimal Baik setiap tahun: terpenuhi",
        "  Tingkat kehadiran 97,45 %: hanya informasi",
        "  Penilaian Tim Penilai, rata-rata 1 penilai: 223 dari 300, ditampilkan 74,33",
        "  Total 223 dari 300, ditampilkan 74,33",
    ]


def test_2023_is_tried_with_words():
    instrument = parse(ready_made()["petruk-2023"])
    cells = {
        "nip": "1", "kinerja": "BAIK", "kehadiran": "97", "inovasi": "SILKa", "teamwork": "Mudah bekerja sama",
        "sk-pangkat": "ADA", "sk-jabatan": "TIDAK ADA", "skp": "ADA", "hasil-cetak": "", "sertifikat": "",
        "surat-hukdis": "ADA", "proposal": "ADA",
    }  # fmt: skip

    (row,) = score_rows(instrument, [cells])

    assert row.score.lines[4].sentence == "Data Dukung: belum lengkap, belum ada SK Jabatan terakhir"
    assert row.as_text().endswith("Tanpa skor total")


@pytest.mark.parametrize(
    ("code", "column", "cell", "message"),
    [
        ("petruk-2024", "predikat", "Cukup", "hanya boleh Sangat Baik"),
        ("petruk-2024", "predikat", "Baik/Baik/Baik", "paling banyak 2"),
        ("petruk-2024", "surat-usulan", "ya", "hanya boleh ADA, TIDAK ADA"),
        ("petruk-2024", "surat-usulan", "TIDAK WAJIB", "hanya boleh ADA, TIDAK ADA"),
        ("petruk-2024", "manfaat", "41", "0 sampai 40"),
        ("petruk-2024", "manfaat", "2,5", "bilangan bulat"),
        ("petruk-2023", "inovasi", "x" * 501, "paling banyak 500"),
        ("petruk-2023", "teamwork", "5", "hanya boleh Tidak bisa bekerja sama"),
    ],
)
def test_a_bad_cell_of_the_later_instruments_is_named_too(code, column, cell, message):
    instrument = parse(ready_made()[code])
    empty = dict.fromkeys(("nip", *readers(instrument)), "")

    with pytest.raises(SheetError, match=message) as refused:
        score_rows(instrument, [empty | {"nip": "1", column: cell}])

    assert refused.value.problems[0].column == column


def test_a_panelist_scores_every_aspect_or_none():
    instrument = parse(ready_made()["petruk-2024"])
    empty = dict.fromkeys(("nip", *readers(instrument)), "") | {"nip": "1"}
    points = {aspect.code: "5" for aspect in instrument.panels[0].aspects}

    with pytest.raises(SheetError) as refused:
        score_rows(instrument, [empty | points | {"manfaat": ""}])

    assert [(item.column, item.message) for item in refused.value.problems] == [("manfaat", "belum dinilai")]
