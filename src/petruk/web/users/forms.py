from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from petruk.access.roles import Role
from petruk.people.accounts.queries import Wanted
from petruk.people.actions.mandates import Terms

LEVEL = 5
"""Characters of one level of a unit's path, with its dot."""

STATES = {"aktif": True, "nonaktif": False}


class DayField(forms.DateField):
    """A day, typed with the calendar of the browser."""

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """A unit within reach, set in as deep as it stands in the tree."""

    def label_from_instance(self, unit: Any) -> str:
        return "\u2003" * (len(unit.path) // LEVEL) + str(unit.name)


def _all_roles() -> list[tuple[str, str]]:
    return [("", gettext("All roles")), *((role.value, role.words) for role in Role)]


class FilterForm(forms.Form):
    """What the address of the list says. What is no choice narrows nothing."""

    cari = forms.CharField(label=_("Name, user name or NIP"), required=False, max_length=100)
    peran = forms.ChoiceField(label=_("Role"), required=False, choices=_all_roles)
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), ("aktif", _("Active")), ("nonaktif", _("Disabled"))],
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        role = given.get("peran")
        return Wanted(
            text=given.get("cari", ""), role=Role(role) if role else None, active=STATES.get(given.get("status", ""))
        )

    def address(self) -> str:
        """Return the query of the address that keeps what was asked; needs ``wanted`` first."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})


class PersonForm(forms.Form):
    """Who has the account."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As on papers, with titles."))
    nip = forms.CharField(
        label="NIP",
        max_length=40,
        required=False,
        help_text=_("Of an employee in the register, who can then sign in with it."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)


class MandateForm(forms.Form):
    """A role in a unit, from and to. Offers only what the giver may give."""

    field_order: Sequence[str] = ("role", "unit", "started_on", "ended_on")
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("To"), required=False, help_text=_("The last day. Leave it empty for no end."))

    def __init__(self, *arguments: Any, units: Any, roles: Collection[Role], today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offered = [(role.value, role.words) for role in Role if role in roles]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *offered])
        self.fields["unit"] = UnitField(
            label=_("Work unit"),
            queryset=units.filter(active=True),
            to_field_name="public_id",
            empty_label=_("Choose a unit"),
            help_text=_("The mandate holds in this unit and in all units below it."),
        )
        self.fields["started_on"].initial = today
        self.order_fields(self.field_order)

    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(Role(given["role"]), given["unit"], given["started_on"], given["ended_on"])


class NewUserForm(MandateForm, PersonForm):
    """A person, the name to sign in with, and the first mandate: an account without one can do nothing."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small letters, digits, dots and hyphens, for example dinsos.rahmawati."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    field_order = ("name", "username", "nip", "email", "role", "unit", "started_on", "ended_on")


class LastDayForm(forms.Form):
    last_day = DayField(label=_("Last day"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
