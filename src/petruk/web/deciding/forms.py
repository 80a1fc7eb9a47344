"""What a head and the agency send: points that are theirs to give, a reason, and the version they looked at."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.actions.deciding import Decision
from petruk.core.instrument import Instrument
from petruk.core.scoring.rejudged import headed
from petruk.web.appraisal.forms import JudgementsForm, PlainText, points_name

VERSION = r"\A[0-9]{1,9}\Z"


class DecisionForm(JudgementsForm):
    """Of the form of an assessment the part that the head decides."""

    def __init__(self, data: Mapping[str, str] | None = None, *, instrument: Instrument, initial: Any = None) -> None:
        super().__init__(data, instrument=instrument, initial=initial)
        self.headed = headed(instrument)
        kept = {"version", *map(points_name, self.headed)}
        self.fields = {name: field for name, field in self.fields.items() if name in kept}

    def points(self) -> dict[str, Decimal]:
        """Return what is chosen; of an invalid form its valid part."""
        given = {code: judgement.points for code, judgement in self.judgements().items()}
        return {each.code: points for each in self.headed if (points := given[each.code]) is not None}

    def decision(self) -> Decision:
        return Decision(version=int(self.cleaned_data["version"]), points=self.points())


class ReturnForm(forms.Form):
    """Why an assessment goes back. The office reads it word by word."""

    version = forms.RegexField(VERSION, strip=False, widget=forms.HiddenInput)
    reason = PlainText(
        label=_("What is to be corrected?"),
        help_text=_("The office reads these words, and they stay in the record."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    forged = ()
