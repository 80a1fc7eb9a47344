"""A definition as a file: whoever wrote it, it is read within limits, and its name vouches for its content."""

import json

import pytest

from petruk.core.instrument import digest, ready_made
from petruk.web.instruments.definition import as_text, file_name
from petruk.web.workshop.files import FILE_BYTES, MOST_INDICATORS, CannotRead, read_definition
from petruk.web.workshop.shapes import MOST_ROWS

GOOD = ready_made()["petruk-2024"]


def read(value, name="a.json"):
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_definition(content, name)


@pytest.mark.parametrize("code", sorted(ready_made()))
def test_what_is_handed_out_is_read_back_with_the_same_fingerprint(code):
    definition = ready_made()[code]
    name = file_name(code, digest(definition))

    assert name == f"{code}-{digest(definition)[:16]}.json"
    assert digest(read_definition(as_text(definition).encode(), name)) == digest(definition)
    assert digest(read_definition(b"\xef\xbb\xbf" + as_text(definition).encode(), name)) == digest(definition)


@pytest.mark.parametrize("ending", [".json", " (1).json", "(2).json"])
def test_a_file_that_was_changed_under_its_name_is_refused(ending):
    name = file_name("petruk-2024", digest(GOOD)).removesuffix(".json") + ending

    assert read(GOOD, name) == GOOD
    with pytest.raises(CannotRead, match=digest(GOOD)[:16]):
        read({**GOOD, "title": "Lain"}, name)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b'"x"', b"\xff\xfe{}", b"{} {}", b"NaN", b'{"a": NaN', b"{'a': 1}",
        b"[" * 100_000, b'{"a":' * 100_000, b'"' + b'\\"' * 400_000, b'{"a": ' + b"9" * 5000 + b"}",
        b" " * (FILE_BYTES + 1),
    ],
)  # fmt: skip
def test_what_is_no_json_object_within_the_limits_is_refused(content):
    with pytest.raises(CannotRead):
        read(content)


def test_a_key_that_stands_twice_is_refused_at_every_depth():
    with pytest.raises(CannotRead, match="maximum"):
        read(b'{"code": "x", "indicators": [{"maximum": "1", "maximum": "2"}]}')


@pytest.mark.parametrize("text", ["a\u202eb", "a\u0000b", "a\u0007b", "\ud800"])
def test_signs_that_nobody_sees_are_refused_with_their_place(text):
    with pytest.raises(CannotRead, match=r"indicators\[0\]\.title"):
        read({**GOOD, "indicators": [{**GOOD["indicators"][0], "title": text}]})


@pytest.mark.parametrize(
    "indicators",
    [
        [GOOD["indicators"][0]] * (MOST_INDICATORS + 1),
        [{**GOOD["indicators"][0], "items": GOOD["indicators"][0]["items"] * MOST_ROWS}],
    ],
)
def test_more_than_the_workshop_can_show_is_refused(indicators):
    with pytest.raises(CannotRead, match=str(MOST_ROWS)):
        read({**GOOD, "indicators": indicators})


def test_depth_counts_outside_of_texts_only():
    assert read({"title": "[" * 500 + '"' + "{" * 500 + "\\"})["title"].startswith("[[[")
