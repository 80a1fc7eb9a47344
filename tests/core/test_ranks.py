import random
from datetime import date

import pytest

from petruk.core.ranks import (
    ECHELONS,
    PNS_RANKS,
    PPPK_GRADES,
    RankError,
    Seniority,
    echelon_order,
    education_order,
    rank_name,
    rank_order,
)
from tests.golden import sheet


def person(row):
    return Seniority(
        golongan=row["golongan"],
        golongan_on=day(row["tmt golongan"]),
        echelon=row["eselon"],
        cpns_on=day(row["tmt cpns"]),
        education=row["pendidikan"],
        graduated=int(row["tahun lulus"]) if row["tahun lulus"] else None,
        birth_on=day(row["tanggal lahir"]),
        nip=row["urutan"].zfill(18),
    )


def day(text):
    return date.fromisoformat(text) if text else None


def test_the_duk_of_the_golden_sheet_comes_back_from_any_order():
    expected = [person(row) for row in sheet("seniority")]
    shuffled = random.Random(7).sample(expected, len(expected))

    assert sorted(shuffled, key=lambda each: each.key) == expected


def test_equals_are_ordered_by_nip():
    row = sheet("seniority")[0]
    twins = [person(row | {"urutan": number}) for number in ("2", "1")]

    assert [each.nip[-1] for each in sorted(twins, key=lambda each: each.key)] == ["1", "2"]


def test_candidates_are_ordered_by_echelon_before_rank():
    rows = sheet("seniority")
    low_post_high_rank = person(rows[0] | {"eselon": "JFT"})
    high_post_low_rank = person(rows[13] | {"eselon": "III/b"})
    without_post = person(rows[0] | {"eselon": ""})

    ordered = sorted([without_post, low_post_high_rank, high_post_low_rank], key=lambda each: each.candidate_key)

    assert ordered == [high_post_low_rank, low_post_high_rank, without_post]


def test_the_ladders_are_whole():
    assert [len(PNS_RANKS), len(PPPK_GRADES)] == [17, 17]
    assert [rank_order(each) for each in (*PPPK_GRADES, *PNS_RANKS)] == list(range(1, 35))
    assert [echelon_order(each) for each in ECHELONS] == sorted(echelon_order(each) for each in ECHELONS)
    assert (rank_name("III/d"), rank_name("IV/e"), rank_name("IX")) == ("Penata Tingkat I", "Pembina Utama", "")


def test_levels_of_education_are_read_however_they_are_spelt():
    assert education_order("S-1") == education_order("S1") == education_order("D-IV") == education_order("d4")
    assert education_order("SMA") == education_order("SLTA") < education_order("D-III") < education_order("S-2")


@pytest.mark.parametrize(
    ("order", "name"), [(rank_order, "V/a"), (rank_order, "iii/a"), (echelon_order, "VI"), (education_order, "KURSUS")]
)
def test_an_unknown_name_is_an_error(order, name):
    with pytest.raises(RankError):
        order(name)
