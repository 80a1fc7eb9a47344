import pytest

from petruk.documents import typeface


@pytest.mark.parametrize("letter", [*"AZaz09 .,;:'’\"()/&#$*@<>%≥≤·–", "é", "ñ", "ʻ", typeface.SUBSTITUTE, "\u0301"])
def test_the_typeface_draws_what_indonesian_papers_need(letter):
    assert letter in typeface.drawable()


@pytest.mark.parametrize("letter", ["😀", "م", "中", "\x00", "\u202e", "\u200b", "\ue000", "\ud800"])
def test_the_typeface_is_not_believed_to_draw_more(letter):
    assert letter not in typeface.drawable()


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("Ma'ruf O’Brien", "Ma'ruf O’Brien"),
        ("Rene\u0301", "René"),
        ("SITI 😀", "SITI ☐"),
        ("محمد", "☐☐☐☐"),
        ("👩\u200d👧\ufe0f", "☐☐"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("satu\r\ndua\u2028tiga\tempat", "satu\ndua\ntiga empat"),
        ("\ud800", "☐"),
        ("", ""),
    ],
)
def test_n79_what_cannot_be_drawn_is_seen_and_what_draws_nothing_is_gone(given, printed):
    assert typeface.printable(given) == printed


def test_nested_words_are_made_printable_and_the_lost_letters_are_named_once():
    words = {"name": "SITI 😀", "rows": [("JABATAN", "GURU 😀م")], "count": 3, "none": None}

    assert typeface.printable_words(words) == {
        "name": "SITI ☐",
        "rows": [["JABATAN", "GURU ☐☐"]],
        "count": 3,
        "none": None,
        "substituted": ["U+1F600", "U+0645"],
    }
