"""N48: no text leaves as a formula, and no text is changed that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petruk.core.harmless import FORMULA_STARTS, QUOTE, in_text_file, in_workbook
from tests.golden import sheet


@pytest.mark.parametrize("row", sheet("harmless"), ids=lambda row: row["isi"])
def test_n48_a_text_is_written_as_the_sheet_says(row):
    assert in_text_file(row["isi"]) == row["dalam CSV"]


@pytest.mark.parametrize("start", sorted(FORMULA_STARTS))
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\ufeff", "\u200b", "  "])
def test_n48_nothing_that_begins_a_formula_stands_first(start, before):
    assert in_text_file(f"{before}{start}1") == f"{QUOTE}{before}{start}1"


@given(st.text())
def test_n48_at_most_a_quote_is_put_before_a_text(text):
    written = in_text_file(text)

    assert written in {text, QUOTE + text}
    assert not written or written[0] not in FORMULA_STARTS


def test_n48_what_looks_like_the_writers_own_markup_is_words():
    assert in_workbook("<r><t>x</t></r>") == "<r><t>x</t></r> "
    assert in_workbook("<r>x") == "<r>x"


def test_an_empty_text_stays_empty():
    assert (in_text_file(""), in_workbook("")) == ("", "")
