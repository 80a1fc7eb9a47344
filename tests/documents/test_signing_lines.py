import pytest

from petruk.documents.signing_lines import position_lines

OFFICE = "KEPALA DINAS SOSIAL"


@pytest.mark.parametrize(
    ("capacity", "lines"),
    [
        ("DEFINITIF", ("KEPALA DINAS SOSIAL",)),
        ("PJ", ("Penjabat KEPALA DINAS SOSIAL",)),
        ("PLT", ("Plt. KEPALA DINAS SOSIAL",)),
        ("PLH", ("Plh. KEPALA DINAS SOSIAL",)),
        ("AN", ("a.n. KEPALA DINAS SOSIAL", "SEKRETARIS")),
    ],
)
def test_each_capacity_has_its_lines(capacity, lines):
    assert position_lines(capacity, OFFICE, "SEKRETARIS") == lines


def test_an_official_without_an_own_office_leaves_no_empty_line():
    assert position_lines("AN", OFFICE) == ("a.n. KEPALA DINAS SOSIAL",)


def test_an_unknown_capacity_is_loud():
    with pytest.raises(ValueError, match="'UB'"):
        position_lines("UB", OFFICE)
