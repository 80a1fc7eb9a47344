"""What an edition of a recap says otherwise than the one before."""

import pytest

from petruk.core.editions import Sort, changes

TITLES = ("Inovasi", "Predikat")


def row(ref, **more):
    cells = [{"points": "30", "shown": "", "missing": False}, {"points": None, "shown": "Baik", "missing": False}]
    known = {"ref": ref, "name": f"NAMA {ref}", "nip": "1" * 18, "unit": "Dinas Sosial", "text": "", "total": "70"}
    return known | {"state": "submitted", "cells": cells} | more


def test_the_same_rows_in_another_order_are_no_change():
    assert changes([row("a"), row("b")], [row("b"), row("a")], TITLES) == ()


def test_who_is_new_and_who_is_gone_is_told():
    found = changes([row("a"), row("b")], [row("b"), row("c")], TITLES)

    assert [(each.sort, each.name, each.words) for each in found] == [
        (Sort.ADDED, "NAMA c", ("baru, skor total 70",)),
        (Sort.REMOVED, "NAMA a", ("tidak lagi tercantum",)),
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"total": "77.5"}, "skor total: semula 70, sekarang 77,5"),
        ({"total": None}, "skor total: semula 70, sekarang tidak ada"),
        ({"state": "verified"}, "keadaan: semula dikirim, sekarang diverifikasi"),
        ({"unit": "Dinas Lain"}, "unit kerja: semula Dinas Sosial, sekarang Dinas Lain"),
        ({"name": "NAMA BARU"}, "nama: semula NAMA a, sekarang NAMA BARU"),
        ({"nip": "2" * 18}, f"NIP: semula {'1' * 18}, sekarang {'2' * 18}"),
        ({"text": "SILKa"}, "uraian: semula tidak ada, sekarang SILKa"),
    ],
)
def test_what_is_other_in_a_row_is_told_with_before_and_after(more, said):
    (found,) = changes([row("a")], [row("a", **more)], TITLES)

    assert (found.sort, found.words) == (Sort.CHANGED, (said,))


@pytest.mark.parametrize(
    ("at", "cell", "said"),
    [
        (0, {"points": "40"}, "Inovasi: semula 30, sekarang 40"),
        (0, {"points": None, "shown": ""}, "Inovasi: semula 30, sekarang tidak ada"),
        (1, {"shown": "Sangat Baik"}, "Predikat: semula Baik, sekarang Sangat Baik"),
    ],
)
def test_a_cell_that_is_other_is_named_by_its_column(at, cell, said):
    after = row("a")
    after["cells"][at] |= cell

    (found,) = changes([row("a")], [after], TITLES)

    assert found.words == (said,)


def test_everything_that_is_other_in_one_row_is_told_together():
    after = row("a", total="80", state="confirmed")
    after["cells"][0] |= {"points": "40"}

    (found,) = changes([row("a")], [after], TITLES)

    assert len(found.words) == 3
