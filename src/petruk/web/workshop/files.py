"""A definition as a file: read with care, because anybody may have written it; named so that it vouches for itself."""

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from petruk.core.errors import Refusal
from petruk.core.instrument import digest
from petruk.core.sealing import SealingError
from petruk.web.appraisal.forms import PlainText
from petruk.web.instruments.definition import SHOWN_DIGITS
from petruk.web.workshop.shapes import MOST_ROWS

FILE_BYTES = 1_000_000
MOST_INDICATORS = 60
DEEPEST = 10
_NAMED = re.compile(rf"-([0-9a-f]{{{SHOWN_DIGITS}}})(?: ?\([0-9]+\))?\.json\Z")
_SIGN = re.compile(r"\\.|[\"\[{\]}]", re.DOTALL)


class CannotRead(Refusal):
    """The file is no definition; the words say why."""


def read_definition(content: bytes, name: str) -> dict[str, Any]:
    """Return the definition in a file, not yet judged as an instrument. Raises ``CannotRead``.

    Refused are: more than 1 MB, no JSON in UTF-8, deeper than any instrument, a key twice, invisible signs, more rows
    than the workshop can show, and a name that carries another fingerprint than the content has.
    """
    if len(content) > FILE_BYTES:
        raise CannotRead(_("The file is larger than 1 MB; no instrument is."))
    definition = _parsed(_decoded(content))
    _check_texts(definition)
    _check_room(definition)
    _check_name(definition, name)
    return definition


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRead(_("The file is no text in UTF-8.")) from error


def _parsed(text: str) -> dict[str, Any]:
    if _depth(text) > DEEPEST:
        raise CannotRead(_("The file is nested deeper than any instrument."))
    try:
        value = json.loads(text, object_pairs_hook=_unique)
    except ValueError as error:
        raise CannotRead(_("The file is not JSON: %(why)s") % {"why": error}) from error
    if not isinstance(value, dict):
        raise CannotRead(_("The file holds no definition of an instrument."))
    return value


def _depth(text: str) -> int:
    """Return how deep objects and lists are nested, before anything that recurses reads them."""
    deepest = depth = 0
    inside = False
    for sign in _SIGN.findall(text):
        if sign == '"':
            inside = not inside
        elif not inside and len(sign) == 1:
            depth += 1 if sign in "[{" else -1
            deepest = max(deepest, depth)
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise CannotRead(_("The key “%(key)s” stands twice in one object.") % {"key": twice[:40]})
    return found


def _check_texts(value: Any, place: str = "") -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _check_texts(key, place)
            _check_texts(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            _check_texts(inner, f"{place}[{at}]")
    elif isinstance(value, str):
        _check_text(value, place)


def _check_text(text: str, place: str) -> None:
    try:
        text.encode("utf-8")
        PlainText(required=False).clean(text)
    except (UnicodeEncodeError, ValidationError) as error:
        raise CannotRead(_("%(place)s holds signs that nobody can see.") % {"place": place[:100]}) from error


def _check_room(definition: dict[str, Any]) -> None:
    indicators = definition.get("indicators")
    for at, each in enumerate(indicators if isinstance(indicators, list) else ()):
        if at >= MOST_INDICATORS or _rows(each) > MOST_ROWS:
            words = _("The workshop holds %(indicators)s indicators, each with %(rows)s rows.")
            raise CannotRead(words % {"indicators": MOST_INDICATORS, "rows": MOST_ROWS})


def _rows(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_rows(inner) for inner in value.values())
    return sum(1 + _rows(item) for item in value) if isinstance(value, list) else 0


def _check_name(definition: dict[str, Any], name: str) -> None:
    found = _NAMED.search(name)
    try:
        actual = digest(definition)
    except SealingError as error:
        raise CannotRead(_("Numbers of a definition are written as text: %(why)s") % {"why": error}) from error
    if found and not actual.startswith(found[1]):
        words = _("The file was changed: its name carries the fingerprint %(named)s, its content has %(actual)s.")
        raise CannotRead(words % {"named": found[1], "actual": actual[:SHOWN_DIGITS]})
