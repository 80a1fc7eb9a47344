"""What somebody wants corrected, and what he is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petruk.privacy.queries import Item
from petruk.web.appraisal.forms import PlainText


class AskForm(forms.Form):
    item = forms.ChoiceField(label=_("What is wrong"), choices=[("", _("Choose")), *Item.choices])
    text = PlainText(
        label=_("What stands there, and what should it be?"),
        help_text=_("Name the month, the document or the number, and where the right one can be checked."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    answer = PlainText(
        label=pgettext_lazy("objection", "Answer"),
        help_text=_("The employee reads it: what was put right and where, or why it stays as it is."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
