from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from petruk.audit.queries.events import Narrowed
from petruk.web.log.words import ACTIONS, KINDS
from petruk.web.users.forms import DayField

LONGEST_REF = 22


def _actions() -> list[tuple[str, str]]:
    return [("", gettext("All actions")), *sorted(((key, str(word)) for key, word in ACTIONS.items()), key=_by_word)]


def _kinds() -> list[tuple[str, str]]:
    return [("", gettext("All objects")), *sorted(((key, str(word)) for key, word in KINDS.items()), key=_by_word)]


def _by_word(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


class FilterForm(forms.Form):
    """What the address of the list says. What is no choice narrows nothing."""

    cari = forms.CharField(label=_("Name of who acted"), required=False, max_length=100)
    tindakan = forms.ChoiceField(label=_("Action"), required=False, choices=_actions)
    jenis = forms.ChoiceField(label=_("Kind of object"), required=False, choices=_kinds)
    dari = DayField(label=_("From"), required=False)
    sampai = DayField(label=_("To"), required=False)
    pelaku = forms.CharField(required=False, max_length=LONGEST_REF, widget=forms.HiddenInput)
    objek = forms.CharField(required=False, max_length=LONGEST_REF, widget=forms.HiddenInput)

    def wanted(self) -> Narrowed:
        self.is_valid()
        given = self.cleaned_data
        return Narrowed(
            name=given.get("cari", ""),
            actor=given.get("pelaku", ""),
            action=given.get("tindakan", ""),
            kind=given.get("jenis", ""),
            ref=given.get("objek", ""),
            first=given.get("dari"),
            last=given.get("sampai"),
        )

    def address(self) -> str:
        """Return the query of the address that keeps what was asked; needs ``wanted`` first."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})


class ErasureForm(forms.Form):
    """Why a payload goes: the law or the schedule that asks for it."""

    reason = forms.CharField(label=_("Legal basis"), max_length=500)
