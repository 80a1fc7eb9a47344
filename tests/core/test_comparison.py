import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.comparison import compare
from petruk.core.differences import Sort
from petruk.core.instrument import ready_made
from petruk.core.words import label
from tests.core.definitions import BANDS, DOCUMENTS, PANEL, PREDICATE, changed, definition, only
from tests.golden import sheet


def words(before, after):
    return [change.words for change in compare(before, after)]


@pytest.mark.parametrize("case", sheet("comparison"), ids=lambda case: f"{case['tempat']} {case['menjadi'][:20]}")
def test_golden_comparison(case):
    assert words(definition(), changed(case["tempat"], case["menjadi"])) == [case["kalimat"]]


@pytest.mark.parametrize("whole", ready_made().values(), ids=ready_made())
def test_a_copy_differs_in_nothing(whole):
    assert compare(whole, copy.deepcopy(whole)) == ()


def test_an_indicator_that_came_went_or_moved_is_told_as_one():
    before, after = definition(), definition()
    first, second, third, fourth, fifth = after["indicators"]
    after["indicators"] = [second, third, first, fifth | {"code": "tim"}, fourth]

    assert words(before, after) == [
        "Indikator Kerja Sama Tim (Team Work) dihapus.",
        "Indikator Kerja Sama Tim (Team Work) ditambahkan.",
        "Indikator Kinerja pindah ke bawah Inovasi atau Lainnya.",
    ]


@given(order=st.permutations(range(5)))
def test_as_few_as_possible_are_said_to_have_moved(order):
    before, after = definition(), definition()
    after["indicators"] = [before["indicators"][at] for at in order]

    moved = [change for change in compare(before, after) if change.sort is Sort.MOVED]

    assert (moved == []) == (list(order) == sorted(order))
    assert len(moved) <= 4
    stayed = [at for at in order if f"indicators[{before['indicators'][at]['code']}]" not in {m.place for m in moved}]
    assert stayed == sorted(stayed)


def test_another_kind_is_told_without_what_only_one_kind_has():
    told = words(definition("petruk-2021b"), definition("petruk-2023"))

    about = [sentence for sentence in told if sentence.startswith("Indikator Kinerja")]
    assert about == [
        "Indikator Kinerja, jenis indikator berubah dari ambang batas menjadi predikat.",
        "Indikator Kinerja, skor tertinggi berubah dari 10 menjadi 0.",
        "Indikator Kinerja, bila tanpa data berubah dari skor 0 menjadi tidak dapat diselesaikan.",
    ]


@pytest.mark.parametrize(
    ("base", "place", "value", "told"),
    [
        (BANDS, "bands[1].points", "6", "rentang mulai 85, skor berubah dari 5 menjadi 6"),
        (BANDS, "bands[1].from", "80", "rentang mulai 80, awal rentang berubah dari 85 menjadi 80"),
        (PREDICATE, "minimum", "poor", "predikat minimum berubah dari Baik menjadi Kurang"),
        (PREDICATE, "classes[0].points", "6", "predikat Baik, skor berubah dari 5 menjadi 6"),
        (DOCUMENTS, "items[1].rule", "required", "berkas Piagam, ketentuan berubah dari opsional menjadi wajib"),
        (PANEL, "gap", "25", "selisih penilai (%) berubah dari 40 menjadi 25"),
        (PANEL, "groups[0].maximum", "25", "kelompok Satu, skor tertinggi berubah dari 20 menjadi 25"),
        (
            PANEL,
            "groups[1].aspects[0].maximum",
            "5",
            "kelompok Dua, aspek Aspek C, skor tertinggi berubah dari 10 menjadi 5",
        ),
    ],
)
def test_every_kind_is_told_by_its_own_parts(base, place, value, told):
    after = changed(f"indicators[0].{place}", value, only(base))

    assert words(only(base), after) == [f"Indikator {base['title']}, {told}."]


def test_tie_breaks_are_told_by_what_they_compare():
    before, after = definition(), definition()
    del after["tie_breaks"][0]
    after["tie_breaks"][1:3] = [after["tie_breaks"][2], after["tie_breaks"][1]]

    assert words(before, after) == [
        "Pemutus skor sama skor Inovasi atau Lainnya dihapus.",
        "Pemutus skor sama nilai Disiplin pindah ke bawah nilai Kinerja.",
    ]


def test_a_rule_that_is_gone_is_told():
    strict = definition() | {"eligibility": definition()["eligibility"] | {"rest_periods": "2"}}

    assert words(strict, definition()) == [
        "Syarat kandidat, jeda bagi pemenang (periode) tidak lagi ditetapkan, semula 2."
    ]
    reordered = changed("eligibility.kinds", ["CPNS", "PNS"])
    assert words(definition(), reordered) == ["Syarat kandidat, jenis pegawai berubah urutannya."]


def test_a_faulty_draft_can_be_compared_too():
    assert words(definition(), definition() | {"indicators": "belum ada"})[0].startswith("Indicators berubah dari")
    assert compare({}, {"title": None, "tie_breaks": [1]}) != ()


@pytest.mark.parametrize("base", [*ready_made().values(), only(BANDS), only(DOCUMENTS), only(PREDICATE), only(PANEL)])
def test_every_key_of_a_definition_has_its_words(base):
    assert {key for key in keys(base) if label(key) == key} <= {"indicators", "levels", "bands", "classes", "items",
                                                               "groups", "aspects", "by", "indicator"}  # fmt: skip


def keys(value):
    if isinstance(value, dict):
        return {*value, *(key for item in value.values() for key in keys(item))}
    return {key for item in value for key in keys(item)} if isinstance(value, list) else set()
