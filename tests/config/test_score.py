"""`./petruk score`: an office tries an instrument on its own sheet."""

import json

import pytest

from petruk.config.commands import score
from petruk.core.instrument import ready_made

HEADER = "nip;kinerja;disiplin;inovasi;perilaku;teamwork"
GUIDE = "198407202010012002;84;94,00;40;81,40;20"


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet and return its path; text is written as UTF-8."""

    def write(*lines, encoding="utf-8"):
        path = tmp_path / "lembar.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return str(path)

    return write


def total(capsys, *arguments):
    assert score.run([*arguments, "--json"]) == 0
    return [row["total"] for row in json.loads(capsys.readouterr().out)]


def test_the_guides_example_gives_70_with_a_reason_for_each_number(sheet, capsys):
    assert score.run(["petruk-2021", sheet(HEADER, GUIDE)]) == 0

    printed = capsys.readouterr().out
    assert "Nilai e-Kinerja 84,00 < 85: 0 dari 10" in printed
    assert printed.endswith("  Total 70 dari 90\n")


def test_json_holds_exactly_the_promised_keys_and_numbers_as_strings(sheet, capsys):
    score.run(["petruk-2021", sheet(HEADER, GUIDE), "--json"])

    (row,) = json.loads(capsys.readouterr().out)
    assert list(row) == ["nip", "total", "maximum", "lines"]
    assert {tuple(line) for line in row["lines"]} == {("indicator", "value", "points", "maximum", "sentence")}
    assert row["lines"][1] == {
        "indicator": "disiplin",
        "value": "94.00",
        "points": "0",
        "maximum": "10",
        "sentence": "Tingkat kehadiran 94,00 % < 95 %: 0 dari 10",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize(
    "lines",
    [
        (HEADER, GUIDE),
        (HEADER.upper(), GUIDE.replace(",", ".")),
        (HEADER.replace(";", ","), '198407202010012002,84,"94,00",40,81.4,20'),
        ("teamwork;nama;perilaku;inovasi;disiplin;kinerja;nip", "20;Siti;81,4;40;94;84;198407202010012002"),
        (HEADER, GUIDE, ";;;;;", "", ""),
    ],
)
def test_every_way_an_office_saves_its_sheet_gives_the_same_total(sheet, capsys, lines, encoding):
    assert total(capsys, "petruk-2021", sheet(*lines, encoding=encoding)) == ["70"]


def test_no_data_is_said_and_is_not_zero(sheet, capsys):
    score.run(["petruk-2021", sheet(HEADER, "198407202010012002;;94;40;81,4;20"), "--json"])

    line = json.loads(capsys.readouterr().out)[0]["lines"][0]
    assert (line["value"], line["points"]) == (None, "0")
    assert "belum ada data" in line["sentence"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((HEADER, GUIDE, GUIDE.replace(";40;", ";25;")), "baris 3, kolom inovasi"),
        ((HEADER, GUIDE.replace("84;", "delapan;")), "baris 2, kolom kinerja"),
        ((HEADER, GUIDE.replace("94,00", "940")), "baris 2, kolom disiplin"),
        ((HEADER, GUIDE, "", GUIDE), "baris 3, kolom nip"),
        ((HEADER.replace("perilaku", "prilaku"), GUIDE), "kolom perilaku"),
        ((HEADER + ";nip", GUIDE + ";1"), "kolom nip ada lebih dari satu kali"),
        ((HEADER.replace(";", ","), GUIDE.replace(";", ",")), "baris 2: 8 sel"),
        ((HEADER,), "tidak berisi baris"),
        ((), "tidak berisi baris"),
        ((HEADER, f'{GUIDE};"'), "CSV"),
    ],
)
def test_a_wrong_sheet_is_refused_whole_and_says_where(sheet, capsys, lines, words):
    assert score.run(["petruk-2021", sheet(*lines), "--json"]) == 1

    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.out == ""


def test_a_sheet_that_is_no_utf_8_is_refused_with_what_to_do(sheet, capsys):
    path = sheet(HEADER + ";kekhususan", GUIDE + ";é", encoding="latin-1")

    assert score.run(["petruk-2021", path]) == 1
    assert "simpan sebagai CSV UTF-8" in capsys.readouterr().err


def test_an_instrument_may_be_a_file_of_ones_own(sheet, capsys, tmp_path):
    definition = ready_made()["petruk-2021b"] | {"code": "percobaan"}
    file = tmp_path / "percobaan.json"
    file.write_text(json.dumps(definition), encoding="utf-8")

    assert total(capsys, str(file), sheet(HEADER, GUIDE.replace(";20", ";30"))) == ["80"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "bukan JSON: baris 1"),
        (json.dumps(ready_made()["petruk-2021"] | {"maximum": "91"}), "maximum: harus 90"),
        ("[]", "harus berupa objek"),
    ],
)
def test_an_instrument_that_does_not_add_up_is_refused(sheet, capsys, tmp_path, content, words):
    file = tmp_path / "salah.json"
    file.write_text(content, encoding="utf-8")

    assert score.run([str(file), sheet(HEADER, GUIDE)]) == 1
    assert words in capsys.readouterr().err


def test_an_unknown_instrument_and_a_missing_sheet_are_named(sheet, capsys, tmp_path):
    assert score.run(["petruk-1999", sheet(HEADER, GUIDE)]) == 1
    assert score.run(["petruk-2021", str(tmp_path / "tidak-ada.csv")]) == 1

    unknown, missing = capsys.readouterr().err.splitlines()
    assert "petruk-2021, petruk-2021b" in unknown
    assert "tidak dapat dibaca" in missing
