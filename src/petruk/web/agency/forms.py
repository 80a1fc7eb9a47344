from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petruk.core.nip import parse_nip
from petruk.documents.actions.rules import Terms as RuleTerms
from petruk.documents.queries.rules import Size
from petruk.people.accounts.queries import Capacity, OfficialRole
from petruk.people.actions.officials import Terms as OfficialTerms
from petruk.web.appraisal.forms import PlainText
from petruk.web.evidence.forms import UploadForm
from petruk.web.users.forms import DayField

LAYOUTS = (
    ("1", _("Frame; the head of the agency signs left, the head of the region right")),
    ("2", _("Ornament; the head of the region signs left, the head of the agency right")),
)


class AgencyForm(forms.Form):
    started_on = DayField(label=_("From"), help_text=_("The first day on which papers bear this name."))
    name = forms.CharField(label=_("Name of the agency"), max_length=200, help_text=_("In full, as in a letterhead."))
    short_name = forms.CharField(label=_("Short name"), max_length=40, help_text=_("For example BKPSDM."))
    government = forms.CharField(label=_("Regional government"), max_length=200)
    seat = forms.CharField(label=_("Seat"), max_length=60, help_text=_("The place before the date on a paper."))
    address = PlainText(
        label=_("Address"), max_length=200, required=False, help_text=_("Street and postcode, for the letterhead.")
    )
    contact = PlainText(label=_("Telephone, e-mail, site"), max_length=200, required=False)


class EmblemForm(UploadForm):
    started_on = DayField(label=_("From"), help_text=_("Papers dated on this day or later bear it."))
    field_order = ("started_on", "file", "whole")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        file = self.fields["file"]
        file.label, file.help_text = _("Picture of the coat of arms"), _("100 to 600 pixels a side; best 400 high.")
        file.widget.attrs["accept"] = ".png"


class OfficialForm(forms.Form):
    """Who signs, and what is written under his signature."""

    role = forms.ChoiceField(label=_("Signs as"), choices=OfficialRole.choices)
    capacity = forms.ChoiceField(label=_("Capacity"), choices=Capacity.choices)
    office = PlainText(
        label=_("Office"), max_length=250, help_text=_("As under a signature, without Plt. or a.n.: BUPATI BALANGAN.")
    )
    own_office = PlainText(
        label=_("Own office"), max_length=250, required=False, help_text=_("Only for a.n.: the office of the signer.")
    )
    name = PlainText(label=_("Name with titles"), max_length=200)
    rank = PlainText(label=_("Rank"), max_length=60, required=False, help_text=_("For example Pembina Utama Muda."))
    nip = forms.CharField(
        label="NIP", max_length=40, required=False, help_text=_("Empty for the head of a region: he signs without one.")
    )
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("To"), required=False, help_text=_("The last day. Leave it empty for no end."))

    def clean_nip(self) -> str:
        typed = str(self.cleaned_data["nip"]).strip()
        if not typed:
            return ""
        parsed = parse_nip(typed, kind=None, today=timezone.localdate())
        if parsed.nip is None:
            raise ValidationError(_("This is no NIP: check its 18 digits."))
        return parsed.nip.value

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("capacity") == "AN" and not given.get("own_office"):
            self.add_error("own_office", _("Write the office of the signer, who signs in the name of another."))
        return given

    def terms(self) -> OfficialTerms:
        return OfficialTerms(**self.cleaned_data)


class PaperRuleForm(forms.Form):
    """How papers of a kind are numbered and set. A charter has a layout besides."""

    started_on = DayField(label=_("From"), help_text=_("Papers dated on this day or later follow it."))
    pattern = forms.CharField(
        label=_("Pattern of numbers"),
        max_length=50,
        help_text=_(
            "{n} is the serial number of the year, {yyyy} the year: 800/{n}/BKPSDM/{yyyy}. {nnn} writes the serial "
            "number with zeros to three digits, {mm} the month, {romawi} the month in Roman numerals. Each year counts "
            "from 1."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    size = forms.ChoiceField(label=_("Paper"), choices=Size.choices)
    layout = forms.ChoiceField(label=_("Layout"), choices=LAYOUTS)
    emblem = forms.BooleanField(
        label=_("Print the emblem"),
        required=False,
        help_text=_("Without it, its place stays free for paper that bears one."),
    )

    def __init__(self, *arguments: Any, charter: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not charter:
            del self.fields["layout"], self.fields["emblem"]

    def terms(self) -> RuleTerms:
        given = self.cleaned_data
        return RuleTerms(
            given["started_on"], given["pattern"], given["size"], int(given.get("layout", 1)), given.get("emblem", True)
        )


class MailRuleForm(forms.Form):
    """Where signed results go, and whether any mail leaves."""

    recipient = forms.EmailField(
        label=_("Address of the agency"),
        max_length=254,
        required=False,
        help_text=_("Offices send their signed results there with one button."),
    )
    switched_on = forms.BooleanField(
        label=_("Mail leaves this system"),
        required=False,
        help_text=_("While it is off, nobody gets mail; what waits is not sent."),
    )
