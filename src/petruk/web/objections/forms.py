"""What an employee writes, and what the agency answers. The points offered are those that an answer may set."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petruk.appraisal.actions.objections import Answer
from petruk.core.indicators import Indicator, Judged
from petruk.core.numbers import format_decimal
from petruk.core.scoring import Amendable, amendable
from petruk.web.appraisal.forms import PlainText, Points, points_field, typed_points
from petruk.web.evidence.forms import UploadForm

ACTS = ("accept", "reject")


class ObjectionForm(UploadForm):
    text = PlainText(
        label=_("What is wrong, and what should it be?"),
        help_text=_("Say which number or judgement, why, and what the file proves."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("text", "file", "whole")


class MeanPoints(forms.CharField):
    """Points of one aspect of a panel, 0 to its maximum, with two decimals at most."""

    def __init__(self, aspect: Amendable) -> None:
        attrs = {"inputmode": "decimal", "maxlength": 6, "autocomplete": "off"}
        super().__init__(label=aspect.title, required=False, max_length=6, widget=forms.TextInput(attrs=attrs))
        self.aspect = aspect

    def prepare_value(self, value: Any) -> Any:
        return format_decimal(value, None) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        points = typed_points(text)
        if points is None or not 0 <= points <= self.aspect.maximum:
            words = _("Write points from 0 to %(maximum)s, for example 12 or 12,5.")
            raise ValidationError(words % {"maximum": format_decimal(self.aspect.maximum, None)})
        return points


class AnswerForm(forms.Form):
    """``line`` is the objected line of the result in force; its points are what the form opens with."""

    answer = PlainText(
        label=pgettext_lazy("objection", "Answer"),
        help_text=_("The employee reads it, and it stands in the new version."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, indicator: Indicator, line: Mapping[str, Any]) -> None:
        self.now = _points_now(indicator, line)
        super().__init__(data, initial={_name(code): given for code, given in self.now.items()})
        for each in amendable(indicator):
            self.fields[_name(each.code)] = _field(indicator, each)

    @property
    def points_fields(self) -> list[BoundField]:
        return [field for field in self if field.name != "answer"]

    @property
    def forged(self) -> list[str]:
        return [name for name, errors in self.errors.as_data().items() if "invalid_choice" in {e.code for e in errors}]

    def answered(self) -> Answer:
        """Return the valid form; points that stay as they are set nothing."""
        given = {field.name.removeprefix("points_"): self.cleaned_data[field.name] for field in self.points_fields}
        changed = {code: points for code, points in given.items() if points is not None and points != self.now[code]}
        return Answer(self.cleaned_data["answer"], changed)


def _field(indicator: Indicator, each: Amendable) -> forms.Field:
    if not each.options:
        return MeanPoints(each)
    if isinstance(indicator, Judged):
        field = points_field(indicator)
        field.help_text = ""
    else:
        words = (_("Not complete"), _("Complete"))
        choices = [(f"{points:f}", word) for points, word in zip(each.options, words, strict=True)]
        field = Points(label=each.title, choices=choices, coerce=Decimal, empty_value=None, widget=forms.RadioSelect)
    field.finished = False  # type: ignore[attr-defined]
    field.required = False
    return field


def _points_now(indicator: Indicator, line: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """Return what the line says now, before any weight."""
    details = {detail["code"]: detail["points"] for detail in line.get("details", ())}
    now: dict[str, Decimal | None] = {}
    for each in amendable(indicator):
        if not each.options:
            given = details.get(each.code)
        elif isinstance(indicator, Judged):
            given = line["order"]
        else:
            given = each.options[0 if line["missing"] else -1]
        now[each.code] = None if given is None else Decimal(given)
    return now


def _name(code: str) -> str:
    return f"points_{code}"
