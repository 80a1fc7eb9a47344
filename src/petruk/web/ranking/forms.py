from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from petruk.web.appraisal.forms import PlainText


class ChoiceForm(forms.Form):
    """Who wins among the places of a page, and why, where it is not the first."""

    result = forms.ChoiceField(label=_("Winner"), widget=forms.RadioSelect)
    reason = PlainText(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where you choose somebody other than the first."),
    )

    def __init__(self, *args: Any, places: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["result"].choices = [(place.who.ref, place) for place in places]  # type: ignore[attr-defined]
