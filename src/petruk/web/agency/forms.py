from django import forms
from django.utils.translation import gettext_lazy as _

from petruk.web.users.forms import DayField


class AgencyForm(forms.Form):
    started_on = DayField(label=_("From"), help_text=_("The first day on which papers bear this name."))
    name = forms.CharField(label=_("Name of the agency"), max_length=200, help_text=_("In full, as in a letterhead."))
    short_name = forms.CharField(label=_("Short name"), max_length=40, help_text=_("For example BKPSDM."))
    government = forms.CharField(label=_("Regional government"), max_length=200)
    seat = forms.CharField(label=_("Seat"), max_length=60, help_text=_("The place before the date on a paper."))
