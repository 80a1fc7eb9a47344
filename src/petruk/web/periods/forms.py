"""What the agency fills in about a period. The forms return domain values; they neither read nor write tables."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.actions.periods import Terms
from petruk.core.dates import MONTHS
from petruk.core.indicators import Automatic, Span
from petruk.core.instrument import Instrument
from petruk.core.windows import YEARS
from petruk.web.appraisal.forms import PlainText
from petruk.web.periods.moments import ClosingField, MomentField

MOST_NOMINEES = 100
MONTHS_OF = "months_"
AFTER_WINDOWS = ("opens_at", "closes_at", "nominees_per_unit", "closed_text")
MONTH_CHOICES = tuple((str(number), name) for number, name in enumerate(MONTHS, start=1))


class Line(PlainText):
    """One line of text; runs of space count as one."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class WholeNumber(forms.Field):
    """A whole number in plain digits; ``1_0``, ``1e2`` and digits of other scripts are none."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        self.least, self.most = least, most
        super().__init__(widget=forms.NumberInput(attrs={"min": least, "max": most, "inputmode": "numeric"}), **options)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        text = str(value).strip(" ")
        if not re.match(r"\A[0-9]{1,4}\Z", text) or not self.least <= int(text) <= self.most:
            bounds = {"least": self.least, "most": self.most}
            raise ValidationError(_("Write a whole number from %(least)s to %(most)s.") % bounds, code="invalid")
        return int(text)


class TermsForm(forms.Form):
    """The terms of a period with one instrument; each automatic indicator asks for its year, perhaps its months."""

    name = Line(label=_("Name"), max_length=200, help_text=_("As officers will read it, for example with the year."))
    instrument = forms.ChoiceField(label=_("Instrument"))
    opens_at = MomentField(label=_("Opens"))
    closes_at = ClosingField(label=_("Closes"))
    nominees_per_unit = WholeNumber(label=_("Nominees of a unit"), least=1, most=MOST_NOMINEES, initial=1)
    closed_text = PlainText(
        label=_("Text of the closed page"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Officers read it when the period is not open, for example whom to ask."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rules: Instrument,
        instruments: Collection[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.rules = rules
        self.fields["instrument"].choices = list(instruments)  # type: ignore[attr-defined]
        for indicator in rules.automatic:
            self.fields[year_name(indicator)] = _year_field(indicator)
            if indicator.span is Span.MONTHS:
                self.fields[months_name(indicator)] = _months_field(indicator)
        self.order_fields([*(name for name in self.fields if name not in AFTER_WINDOWS), *AFTER_WINDOWS])

    @property
    def windows(self) -> Iterator[tuple[Automatic, BoundField, BoundField | None]]:
        """Return each automatic indicator with its fields, for the page."""
        for indicator in self.rules.automatic:
            months = self[months_name(indicator)] if indicator.span is Span.MONTHS else None
            yield indicator, self[year_name(indicator)], months

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The period must close later than it opens."))
        return cleaned

    def terms(self, instrument: Any) -> Terms:
        """Return the terms of a valid form; ``instrument`` is the stored one that it names."""
        given = self.cleaned_data
        return Terms(
            name=given["name"],
            instrument=instrument,
            windows={indicator.code: self._window(indicator) for indicator in self.rules.automatic},
            opens_at=given["opens_at"],
            closes_at=given["closes_at"],
            nominees_per_unit=given["nominees_per_unit"],
            closed_text=given["closed_text"],
        )

    def _window(self, indicator: Automatic) -> dict[str, object]:
        window: dict[str, object] = {"year": self.cleaned_data[year_name(indicator)]}
        if indicator.span is Span.MONTHS:
            window["months"] = sorted(self.cleaned_data[months_name(indicator)])
        return window


class OpeningForm(forms.Form):
    closes_at = ClosingField(label=_("Open until"))


class ExtensionForm(forms.Form):
    closes_at = ClosingField(label=_("Open until"))
    reason = PlainText(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history of the period."),
    )


def initial_of(terms: Terms, instrument_ref: str) -> dict[str, object]:
    """Return the values with which the form of an existing period opens."""
    values: dict[str, object] = {
        "name": terms.name,
        "instrument": instrument_ref,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "nominees_per_unit": terms.nominees_per_unit,
        "closed_text": terms.closed_text,
    }
    for code, window in terms.windows.items():
        values |= {f"year_{code}": window.get("year"), f"{MONTHS_OF}{code}": window.get("months", ())}
    return values


def typed(form: forms.Form, data: QueryDict) -> dict[str, object]:
    """Return what was filled in so far, unjudged: to draw the form again without saving."""
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in form.fields.items()}


def year_name(indicator: Automatic) -> str:
    return f"year_{indicator.code}"


def months_name(indicator: Automatic) -> str:
    return f"{MONTHS_OF}{indicator.code}"


def _year_field(indicator: Automatic) -> WholeNumber:
    label = gettext("Year (%(indicator)s)") % {"indicator": indicator.title}
    return WholeNumber(label=label, least=YEARS.start, most=YEARS.stop - 1)


def _months_field(indicator: Automatic) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=gettext("Months (%(indicator)s)") % {"indicator": indicator.title},
        choices=MONTH_CHOICES,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of several months the mean counts; a month without data is never read as 0."),
        error_messages={
            "required": _("Choose at least one month."),
            "invalid_choice": _("There is no such month. Choose among those shown."),
        },
    )
