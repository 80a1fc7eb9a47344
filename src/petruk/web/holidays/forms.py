from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petruk.core.windows import YEARS
from petruk.web.periods.forms import Line
from petruk.web.users.forms import DayField

KINDS = [
    ("national", pgettext_lazy("holiday", "National holiday")),
    ("collective", pgettext_lazy("holiday", "Collective leave")),
]


class HolidayForm(forms.Form):
    day = DayField(label=_("Day"))
    name = Line(label=_("Name"), max_length=200, help_text=_("For example Hari Raya Nyepi."))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    decree = Line(
        label=_("Decree"), max_length=200, required=False, help_text=_("Number and date of the joint decree, if any.")
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day.year not in YEARS:
            raise ValidationError(_("This year cannot be right."))
        return day
