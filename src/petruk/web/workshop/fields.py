"""The fields of a draft. Each turns a value of the definition into what a form shows, and back; nothing may be wrong.

A draft may be incomplete, so an empty field is no error here: the workshop says what is missing in its own list.
"""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from petruk.web.appraisal.forms import PlainText, Unfinished
from petruk.web.periods.forms import Line

LONGEST_LINE = 200
LONGEST_TEXT = 4000
_AMOUNT = re.compile(r"\A(0|[1-9][0-9]{0,5})([.,][0-9]{1,4})?\Z")


def is_amount(text: Any) -> bool:
    """Say whether a definition has a number here."""
    return isinstance(text, str) and bool(_AMOUNT.match(text))


class Title(Unfinished, Line):
    """One line: a title, a code, a word."""

    finished = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_LINE, **options})


class Words(Unfinished, PlainText):
    """Some sentences."""

    finished = False

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(**{"max_length": LONGEST_TEXT, "widget": widget, **options})


class Lines(Words):
    """A list of texts, one on each line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(self.prepare_value(value))
        return [line.strip() for line in text.split("\n") if line.strip()]

    def validate(self, value: Any) -> None:
        super().validate("\n".join(value))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class Amount(Unfinished, forms.CharField):
    """A number as a definition writes it, "97.5"; people read and type "97,5"."""

    finished = False

    def __init__(self, *, default: str = "", **options: Any) -> None:
        self.default = default
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 11, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        value = self.default if value is None else value
        return value.replace(".", ",") if is_amount(value) else value

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        if text and not _AMOUNT.match(text):
            raise ValidationError(_("Write a number, for example 85 or 97,5."), code="invalid")
        return text.replace(",", ".")


class One(Unfinished, forms.ChoiceField):
    """One of a few words. ``default`` is what the definition means where it says nothing."""

    finished = False

    def __init__(self, *, choices: Sequence[tuple[str, Any]], default: str = "", **options: Any) -> None:
        self.default = default
        known = list(choices) if default or ("" in dict(choices)) else [("", "–"), *choices]
        super().__init__(choices=known, **options)

    def prepare_value(self, value: Any) -> Any:
        return self.default if value is None else value

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class Several(forms.MultipleChoiceField):
    """Any number of words, in the order in which they are offered."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], **options: Any) -> None:
        self.offered = list(choices)
        super().__init__(choices=self.offered, required=False, widget=forms.CheckboxSelectMultiple, **options)

    def admit(self, value: Any) -> None:
        """Offer also what a definition from elsewhere holds."""
        self.offered += [(each, each) for each in value or () if each not in self._codes]
        self.choices = self.offered

    def prepare_value(self, value: Any) -> Any:
        return [] if value is None else value

    def to_python(self, value: Any) -> list[str]:
        given = super().to_python(value)
        return sorted(given, key=self._codes.index) if set(given) <= set(self._codes) else given

    @property
    def _codes(self) -> list[str]:
        return [code for code, _word in self.offered]


class Flag(forms.BooleanField):
    """Yes or no; nothing said is no."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return bool(value)
