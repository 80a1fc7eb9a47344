"""The sheet of a panelist as a form: one field an aspect, whole points as plain digits and nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from petruk.core.indicators import Panel
from petruk.core.indicators.panel import Aspect, Group
from petruk.web.appraisal.forms import INCOMPLETE, PlainText, Unfinished

WHOLE = re.compile(r"\A[0-9]{1,3}\Z")
KINSHIP, OTHER = "Hubungan keluarga", "Kepentingan lain"
"""What the minutes say; words of the paper."""


class WholePoints(Unfinished, forms.CharField):
    """Points of one aspect, 0 to its maximum; a draft may leave them empty."""

    def __init__(self, aspect: Aspect, group: Group) -> None:
        attrs = {"inputmode": "numeric", "pattern": "[0-9]{1,3}", "maxlength": 3, "autocomplete": "off"}
        super().__init__(
            label=aspect.title,
            help_text=aspect.guidance,
            strip=False,
            widget=forms.TextInput(attrs=attrs | {"data-adds": group.code, "data-most": aspect.maximum}),
            error_messages={"required": _("Not scored yet.")},
        )
        self.aspect = aspect

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not WHOLE.match(text) or int(text) > self.aspect.maximum:
            words = _("Whole points from 0 to %(maximum)d.") % {"maximum": self.aspect.maximum}
            raise ValidationError(words, code="forged")
        return int(text)


@dataclass(frozen=True)
class Part:
    """One group of the form: its fields with their maxima, and the points given so far."""

    group: Group
    fields: tuple[tuple[BoundField, int], ...]
    given: int


class SheetForm(forms.Form):
    """What a panelist gives one candidate. ``points`` holds only valid points."""

    version = forms.RegexField(r"\A[0-9]{1,9}\Z", strip=False, widget=forms.HiddenInput, error_messages={
        "required": INCOMPLETE, "invalid": INCOMPLETE,
    })  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        panels: tuple[Panel, ...],
        points: Mapping[str, int] | None = None,
        version: int = 0,
        finished: bool = True,
    ) -> None:
        initial = {name_of(code): given for code, given in (points or {}).items()}
        super().__init__(data, initial=initial | {"version": version})
        self.groups = tuple(group for panel in panels for group in panel.groups)
        for group in self.groups:
            for aspect in group.aspects:
                field = self.fields[name_of(aspect.code)] = WholePoints(aspect, group)
                field.finished = finished

    def clean(self) -> None:
        if any(name not in self.data for name in self.fields):
            raise ValidationError(INCOMPLETE, code="forged")

    @property
    def forged(self) -> list[str]:
        """The fields that brought what no field of ours lets through."""
        return [name for name, errors in self.errors.as_data().items() if "forged" in {each.code for each in errors}]

    def points(self) -> dict[str, int]:
        """Return the points given so far: of a form sent, its valid part; else what it was opened with."""
        values = getattr(self, "cleaned_data", {}) if self.is_bound else self.initial
        named = {aspect.code: values.get(name_of(aspect.code)) for group in self.groups for aspect in group.aspects}
        return {code: given for code, given in named.items() if given is not None}

    def parts(self) -> Iterator[Part]:
        points = self.points()
        for group in self.groups:
            fields = tuple((self[name_of(aspect.code)], aspect.maximum) for aspect in group.aspects)
            yield Part(group, fields, sum(points.get(aspect.code, 0) for aspect in group.aspects))

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of what was sent, to be read and copied where it cannot be saved."""
        shown = [field for field in self if not field.is_hidden]
        return [(str(field.label), str(field.value())) for field in shown if field.value() not in {None, ""}]


class RecusalForm(forms.Form):
    """Why somebody does not judge a candidate."""

    ground = forms.ChoiceField(
        label=_("What stands between you"),
        choices=[(KINSHIP, _("We are related by blood or marriage")), (OTHER, _("Another interest"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = PlainText(
        label=_("Reason"),
        help_text=_("For example: the candidate is my brother-in-law. The minutes will say it."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    forged = ()

    def words(self) -> str:
        return f"{self.cleaned_data['ground']}: {self.cleaned_data['reason']}"


class ReleaseForm(forms.Form):
    reason = PlainText(
        label=_("Reason"),
        help_text=_("The minutes will say it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def name_of(aspect: str) -> str:
    return f"n_{aspect}"
