import pytest

from petruk.core.names import display_name, initials, titled_name


@pytest.mark.parametrize(
    ("before", "name", "after", "written"),
    [
        ("", "AHMAD", "", "AHMAD"),
        ("Dr", "AHMAD", "", "Dr. AHMAD"),
        ("Dr.", "AHMAD", "", "Dr. AHMAD"),
        ("Dr..", "AHMAD", "", "Dr. AHMAD"),
        ("dr.", "AHMAD", "Sp.A", "dr. AHMAD, Sp.A"),
        ("Drs. H.", "Ahmad", "M.Si", "Drs. H. Ahmad, M.Si"),
        ("Drs H", "Ahmad", "M.Si", "Drs. H. Ahmad, M.Si"),
        ("Dr.(Cand)", "Ahmad", "", "Dr.(Cand) Ahmad"),
        ("", "ANWAR O'BRIEN-NOOR", "A.Md", "ANWAR O'BRIEN-NOOR, A.Md"),
        ("  Hj. ", "  SITI   AMINAH ", " S.STP. ,  M.Si ", "Hj. SITI AMINAH, S.STP., M.Si"),
        ("", "AHMAD", ", S.Kom,M.Kom", "AHMAD, S.Kom, M.Kom"),
        ("", "AHMAD", "S.Kom..", "AHMAD, S.Kom."),
        ("-", "AHMAD", "-", "AHMAD"),
        (".", "AHMAD", ".", "AHMAD"),
    ],
)
def test_titled_name_has_each_dot_once(before, name, after, written):
    assert titled_name(before, name, after) == written


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ANWAR O'BRIEN-NOOR", "Anwar O'Brien-Noor"),
        ("RUSLI SYAHRANI MA'RUF", "Rusli Syahrani Ma'ruf"),
        ("NU\u2019MAN", "Nu\u2019man"),
        ("M. NOOR BIN H.M. ARSYAD", "M. Noor bin H.M. Arsyad"),
        ("Muhammad al-Banjari", "Muhammad al-Banjari"),
        ("SITI  AMINAH", "Siti Aminah"),
        ("", ""),
    ],
)
def test_display_name_softens_capitals_only(name, shown):
    assert display_name(name) == shown


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("NORHAYATI HIDAYAT", "NH"),
        ("Ahmad", "A"),
        ("RAHMAWATI EVI O'BRIEN-NOOR", "RO"),
        ("'abdul (haris)", "AH"),
        ("Élise Noor", "ÉN"),
        ("123", ""),
        ("", ""),
    ],
)
def test_initials_take_the_first_and_the_last_word(name, letters):
    assert initials(name) == letters
