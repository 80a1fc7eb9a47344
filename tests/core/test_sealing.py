import copy
import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.instrument import digest, ready_made
from petruk.core.sealing import SealingError, canonical, differences, sha256
from tests.core.definitions import changed
from tests.golden import sheet

SEALED = {
    "person": {"name": "Ani", "position": "Analis"},
    "lines": [
        {"code": "kinerja", "title": "Kinerja", "value": "84.00", "points": "0", "source": "ekin.xlsx baris 8"},
        {"code": "inovasi", "title": "Inovasi", "value": None, "points": "40", "source": ""},
    ],
    "total": "70",
    "complete": True,
}
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(texts.map(lambda key: unicodedata.normalize("NFC", key)), inner, max_size=3)
    ),
    max_leaves=8,
)


class Word(StrEnum):
    YES = "ya"


def test_the_canonical_text_is_the_one_that_is_written_down():
    value = {"b": [1, True, None, "é"], "a": Decimal("84.00"), "ä": Word.YES, "Z": (), "": ""}

    sealed = canonical(value)

    assert sealed.decode() == '{"":"","Z":[],"a":"84.00","b":[1,true,null,"é"],"ä":"ya"}'
    assert sha256(sealed) == hashlib.sha256(sealed).hexdigest()


def test_the_same_letter_in_two_spellings_has_one_seal():
    assert canonical({"e\u0301": ["e\u0301"]}) == canonical({"é": ["é"]})
    assert canonical({"A": "\u212b"}) == canonical({"A": "\u00c5"})


@given(value=values, order=st.randoms())
def test_the_order_of_the_keys_does_not_matter_and_reading_back_changes_nothing(value, order):
    def shuffled(part):
        if isinstance(part, dict):
            keys = order.sample(list(part), len(part))
            return {key: shuffled(part[key]) for key in keys}
        return [shuffled(item) for item in part] if isinstance(part, list) else part

    assert canonical(shuffled(value)) == canonical(value)
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(one=values, other=values)
def test_two_values_share_a_seal_only_if_nothing_differs(one, other):
    same = canonical({"v": one}) == canonical({"v": other})

    assert same == (differences({"v": one}, {"v": other}) == ())


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"total": 84.0}, "total"),
        ({"lines": [{"points": 1e2}]}, "lines[0].points"),
        ({"total": float("nan")}, "total"),
        ({"total": Decimal("NaN")}, "total"),
        ({"total": Decimal("Infinity")}, "total"),
        ({"total": 2**53}, "total"),
        ({"lines": [b"x"]}, "lines[0]"),
        ({"lines": {"a"}}, "lines"),
        ({"text": "\ud800"}, "text"),
        ({1: "x"}, ""),
        ({"lines": {None: "x"}}, "lines"),
        ({"é": "1", "e\u0301": "2"}, ""),
    ],
)
def test_what_has_no_single_way_to_be_written_is_refused_with_its_place(value, place):
    with pytest.raises(SealingError) as refused:
        canonical(value)

    assert refused.value.place == place


def test_a_decimal_keeps_its_places_and_has_no_sign_at_zero():
    assert json.loads(canonical([Decimal("97.50"), Decimal("1E+2"), Decimal("-0.00"), Decimal("-1.5")])) == [
        "97.50", "100", "0.00", "-1.5",
    ]  # fmt: skip


def test_two_machines_write_the_same_bytes():
    program = (
        "from petruk.core.instrument import ready_made\n"
        "from petruk.core.sealing import canonical, sha256\n"
        "for whole in ready_made().values():\n"
        "    print(sha256(canonical(whole)))\n"
    )

    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": "src"},
            capture_output=True,
            check=True,
        ).stdout.split()
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    ]

    assert told[0] == told[1] == [digest(whole).encode() for whole in ready_made().values()]


@pytest.mark.parametrize("case", sheet("discrepancies"), ids=lambda case: case["tempat"])
def test_golden_discrepancies(case):
    after = {"tidak": False}.get(case["menjadi"], case["menjadi"])
    recomputed = changed(case["tempat"], after, copy.deepcopy(SEALED))

    (found,) = differences(SEALED, recomputed)

    assert found.words == case["kalimat"]
    assert found.after == after
    assert found.place == case["tempat"].replace("[0]", "[kinerja]")


def test_nothing_changed_is_no_discrepancy():
    assert differences(SEALED, copy.deepcopy(SEALED)) == ()
    assert differences({"total": "84.00"}, {"total": Decimal("84.00")}) == ()


def test_a_line_that_came_went_or_moved_is_told_as_one():
    first, second = SEALED["lines"]
    third = {"code": "perilaku", "title": "Perilaku"}

    def words(lines):
        return [each.words for each in differences(SEALED, SEALED | {"lines": lines})]

    assert words([second]) == ["Kinerja: semula ada, sekarang tidak ada"]
    assert words([first, second, third]) == ["Perilaku: semula tidak ada, sekarang ada"]
    assert words([second, first]) == ["Kinerja: semula paling atas, sekarang sesudah Inovasi"]


def test_no_data_is_not_zero_and_a_number_is_not_its_text():
    found = differences({"value": None, "row": 1}, {"value": "0.00", "row": "1"})

    assert [each.words for each in found] == ["row: semula 1, sekarang 1", "nilai: semula kosong, sekarang 0,00"]


def test_yes_is_not_one():
    assert [each.words for each in differences({"row": 1}, {"row": True})] == ["row: semula 1, sekarang ya"]
