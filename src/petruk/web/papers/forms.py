from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from petruk.documents.actions.charters import Terms
from petruk.web.appraisal.forms import PlainText
from petruk.web.users.forms import DayField

HONOUR = "Aparatur Sipil Negara Berprestasi/Berkinerja Terbaik"


class CharterForm(forms.Form):
    """What stands on every charter of an order."""

    dated_on = DayField(label=_("Date on the charters"), help_text=_("Who signs is taken from this day."))
    honour = PlainText(label=_("Given as"), max_length=120, initial=HONOUR, help_text=_("The line below «Sebagai»."))
    decree = PlainText(
        label=_("Decree"),
        max_length=250,
        required=False,
        help_text=_("Number and title of the decree behind the awards, if there is one."),
    )

    def terms(self) -> Terms:
        given = self.cleaned_data
        day: date = given["dated_on"]
        return Terms(day, given["honour"], given["decree"])


def _reason(hint: Any) -> PlainText:
    return PlainText(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=hint)


class AnewForm(forms.Form):
    """Why a paper is issued anew; the first one needs no reason."""

    reason = _reason(_("It stands in the register beside the paper that counts no more."))

    def __init__(self, *arguments: Any, first: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if first:
            del self.fields["reason"]


class EditionForm(AnewForm):
    """Why another edition of the recap is issued."""

    reason = _reason(_("It stands on the paper."))
