"""The form of an assessment, built from the instrument: it reads what the instrument offers and nothing else."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.actions.assessing import Answers
from petruk.core.ids import new_public_id
from petruk.core.indicators import Judged, Rubric, TextField
from petruk.core.instrument import Instrument
from petruk.core.numbers import NumberError, format_decimal, parse_decimal
from petruk.core.scoring import Judgement

NOTE_MAXIMUM = 500
MOST_CHIPS = 12
INVISIBLE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they show a text in another order
INCOMPLETE = _("This page did not arrive whole. Open it again; what you typed is shown below.")


@dataclass(frozen=True)
class Option:
    """What a choice says: its name, where it has one beside its points, and its meaning."""

    name: str
    meaning: str

    def __str__(self) -> str:
        return self.meaning


class PlainText(forms.CharField):
    """What a person wrote: composed (NFC), line ends as one sign, no control characters; a limit counts characters."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return unicodedata.normalize("NFC", text)

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(
            character in INVISIBLE or unicodedata.category(character) == "Cc" for character in value.replace("\n", "")
        ):
            raise ValidationError(_("This text holds invisible signs. Type it again, or copy it as plain text."))


class Unfinished(forms.Field):
    """A field that a finished assessment must have, and a draft may leave empty."""

    finished = True

    def validate(self, value: Any) -> None:
        if self.finished or value not in self.empty_values:
            super().validate(value)


class Description(Unfinished, PlainText):
    """The text that stands beside points."""


class Points(Unfinished, forms.TypedChoiceField):
    """Points among a few options; anything else was not on the page."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values or self.finished:
            super().validate(value)


def typed_points(text: str) -> Decimal | None:
    """Return what was typed as points, or nothing when it is no number."""
    try:
        return parse_decimal(text)
    except NumberError:
        return None


class ManyPoints(Unfinished, forms.CharField):
    """Points on a scale with more steps than fit in a row: typed, and a step of the scale."""

    def __init__(self, indicator: Judged, **options: Any) -> None:
        super().__init__(max_length=6, **options)
        self.indicator = indicator

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        points = typed_points(text)
        if points not in self.indicator.options:
            raise ValidationError(_("Points are %(rule)s.") % {"rule": self.indicator.rule})
        return points


class JudgementsForm(forms.Form):
    """What an officer decides about one candidate; ``answers`` are domain values, and no table is touched here."""

    version = forms.RegexField(r"\A[0-9]{1,9}\Z", strip=False, widget=forms.HiddenInput, error_messages={
        "required": INCOMPLETE, "invalid": INCOMPLETE,
    })  # fmt: skip
    key = forms.RegexField(r"\A[A-Za-z0-9_-]{22}\Z", strip=False, widget=forms.HiddenInput, error_messages={
        "required": INCOMPLETE, "invalid": INCOMPLETE,
    })  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        instrument: Instrument,
        initial: Mapping[str, object] | None = None,
        finished: bool = True,
    ) -> None:
        super().__init__(data, initial={"version": 0, "key": new_public_id(), **(initial or {})})
        self.instrument = instrument
        for indicator in instrument.judged:
            if indicator.options:
                self.fields[points_name(indicator)] = points_field(indicator)
            if indicator.text:
                self.fields[text_name(indicator)] = _text_field(indicator.text)
        self.fields["evidence_note"] = _evidence_field()
        for field in self.fields.values():
            if isinstance(field, Unfinished):
                field.finished = finished

    @property
    def forged(self) -> list[str]:
        """The fields that brought an option which the instrument does not have."""
        return [name for name, errors in self.errors.as_data().items() if "invalid_choice" in {e.code for e in errors}]

    def judgements(self) -> dict[str, Judgement]:
        """Return what is decided so far: of a form sent, its valid part; else what it was opened with."""
        values = getattr(self, "cleaned_data", {}) if self.is_bound else self.initial
        return {indicator.code: _judgement(indicator, values) for indicator in self.instrument.judged}

    def answers(self) -> Answers:
        """Return the whole of a valid form."""
        note, version = self.cleaned_data["evidence_note"], int(self.cleaned_data["version"])
        return Answers(judgements=self.judgements(), evidence_note=note, version=version)

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of what was sent, so that it can be read, and copied, where it cannot be saved."""
        shown = [field for field in self if not field.is_hidden]
        return [(str(field.label), str(field.value())) for field in shown if field.value()]


class ReasonForm(forms.Form):
    reason = PlainText(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    forged = ()


def initial_of(judgements: Mapping[str, Mapping[str, Any]], *, note: str, version: int) -> dict[str, object]:
    """Return the values with which the form of a draft opens."""
    values: dict[str, object] = {"evidence_note": note, "version": version}
    for code, given in judgements.items():
        values |= {f"points_{code}": given["points"] or "", f"text_{code}": given["text"]}
    return values


def points_name(indicator: Judged) -> str:
    return f"points_{indicator.code}"


def text_name(indicator: Judged) -> str:
    return f"text_{indicator.code}"


def points_field(indicator: Judged) -> forms.Field:
    """Return a choice among the options of an indicator."""
    if not isinstance(indicator, Rubric) and len(indicator.options) > MOST_CHIPS:
        return ManyPoints(indicator, label=_("Points"), help_text=indicator.guidance)
    return Points(
        label=_("Points of %(indicator)s") % {"indicator": indicator.title},
        help_text=indicator.guidance,
        choices=[(f"{points:f}", _option(indicator, points)) for points in indicator.options],
        coerce=Decimal,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the options."),
            "invalid_choice": _("The instrument has no such option. Choose one of those shown."),
        },
    )


def _option(indicator: Judged, points: Decimal) -> Option:
    """Name an option by its word where its number only orders: "Mudah bekerja sama" instead of 3."""
    number, name = format_decimal(points, None), indicator.named(points)
    return Option("" if name == number else name, indicator.meaning(points) or number)


def _text_field(text: TextField) -> forms.Field:
    return Description(
        label=text.label, max_length=text.maximum, required=text.required, widget=forms.Textarea(attrs={"rows": 4})
    )


def _evidence_field() -> forms.Field:
    return PlainText(
        label=_("Evidence"),
        help_text=_("For example minutes, an interview, a certificate: what there is and where it is kept."),
        max_length=NOTE_MAXIMUM,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _judgement(indicator: Judged, values: Mapping[str, Any]) -> Judgement:
    points, text = values.get(points_name(indicator)), values.get(text_name(indicator))
    return Judgement(None if points in {None, ""} else Decimal(points), text or "")
