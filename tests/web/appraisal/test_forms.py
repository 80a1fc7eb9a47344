"""The form reads what the instrument offers, keeps what was typed, and calls everything else forged."""

from decimal import Decimal

import pytest

from petruk.core.instrument import parse, ready_made
from petruk.core.scoring import Judgement
from petruk.web.appraisal.forms import JudgementsForm

KEY = "k" * 22


def sent(*, finished=True, code="petruk-2021", **changed):
    typed = {"version": "0", "key": KEY, "points_inovasi": "40", "text_inovasi": "Uraian", "points_teamwork": "20"}
    data = {name: value for name, value in (typed | changed).items() if value is not None}
    return JudgementsForm(data, instrument=parse(ready_made()[code]), finished=finished)


def with_scale(*, low, high, step):
    """Return the instrument of 2021 with its team work measured on a scale."""
    definition = ready_made()["petruk-2021"]
    team = definition["indicators"][-1]
    team |= {"kind": "scale", "min": low, "max": high, "step": step, "maximum": high}
    del team["levels"]
    definition["maximum"] = str(70 + int(high))
    return parse(definition)


def test_a_form_gives_the_answers_of_the_officer():
    form = sent(evidence_note="Notula rapat")

    assert form.is_valid(), form.errors
    answers = form.answers()
    assert answers.judgements == {
        "inovasi": Judgement(Decimal(40), "Uraian"),
        "teamwork": Judgement(Decimal(20), ""),
    }
    assert (answers.evidence_note, answers.version) == ("Notula rapat", 0)


@pytest.mark.parametrize("value", ["50", "40.0", "4e1", "-10", "٤٠", "40 ", "NaN", "1_0", "010"])
def test_n73_only_the_exact_options_of_the_instrument_are_read(value):
    form = sent(points_inovasi=value)

    assert "points_inovasi" in form.errors
    assert form.forged == ["points_inovasi"]


def test_an_option_of_another_instrument_is_forged_here():
    assert sent(points_teamwork="30").forged == ["points_teamwork"]
    assert sent(points_teamwork="30", code="petruk-2021b").is_valid()


@pytest.mark.parametrize("name", ["points_inovasi", "text_inovasi", "points_teamwork"])
def test_a_draft_may_leave_empty_what_a_finished_form_may_not(name):
    assert sent(finished=False, **{name: None}).is_valid()
    assert list(sent(**{name: None}).errors) == [name]


def test_the_text_is_counted_in_characters_after_composing_and_with_line_ends_as_one():
    decomposed, lines = "e\u0301" * 500, "\r\n".join("x" * 9 for _n in range(50))

    assert sent(text_inovasi=decomposed).is_valid()
    assert sent(text_inovasi=lines).is_valid()
    assert list(sent(text_inovasi="x" * 501).errors) == ["text_inovasi"]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b[31m", "\x85", "\u202e", "\u2066"])
def test_n46_a_text_with_invisible_signs_is_refused(sign):
    assert list(sent(text_inovasi=f"baik{sign}sekali").errors) == ["text_inovasi"]


def test_line_ends_and_tabs_are_kept_as_one_sign():
    form = sent(text_inovasi="satu\r\ndua\rtiga\tempat")

    form.is_valid()

    assert form.answers().judgements["inovasi"].text == "satu\ndua\ntiga empat"


@pytest.mark.parametrize(
    ("name", "value"), [("version", "-1"), ("version", "1\n"), ("version", "٣"), ("key", "x" * 23), ("key", "'")]
)
def test_a_hidden_field_that_was_changed_makes_the_page_incomplete(name, value):
    assert list(sent(**{name: value}).errors) == [name]


def test_a_short_scale_is_a_row_of_points_and_a_long_one_is_typed():
    short = JudgementsForm(instrument=with_scale(low="10", high="30", step="5"))
    long = JudgementsForm(instrument=with_scale(low="0", high="100", step="1"))

    assert [value for value, _label in short.fields["points_teamwork"].choices] == ["10", "15", "20", "25", "30"]
    assert long["points_teamwork"].widget_type == "text"


@pytest.mark.parametrize(("value", "points"), [("87", Decimal(87)), ("87,0", Decimal(87))])
def test_a_typed_number_is_read_as_offices_write_it(value, points):
    data = {"version": "0", "key": KEY, "points_inovasi": "40", "text_inovasi": "x", "points_teamwork": value}
    form = JudgementsForm(data, instrument=with_scale(low="0", high="100", step="1"))

    form.is_valid()

    assert form.answers().judgements["teamwork"].points == points


@pytest.mark.parametrize("value", ["87,5", "101", "-1", "1e1", "abc", "８７"])
def test_n72_a_typed_number_off_the_scale_is_an_error_in_words(value):
    data = {"version": "0", "key": KEY, "points_inovasi": "40", "text_inovasi": "x", "points_teamwork": value}
    form = JudgementsForm(data, instrument=with_scale(low="0", high="100", step="1"))

    assert list(form.errors) == ["points_teamwork"]
    assert "kelipatan 1" in str(form.errors)
