"""What is sent to get a paper signed. A passphrase is read once and never drawn again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from petruk.documents.signing.shapes import Person
from petruk.web.deciding.forms import VERSION
from petruk.web.evidence.forms import UploadForm

LONGEST_PASSPHRASE = 128


def _passphrase() -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    words = _("Used now and kept nowhere.")
    return forms.CharField(
        label=_("Passphrase"), strip=False, max_length=LONGEST_PASSPHRASE, widget=widget, help_text=words
    )


class ScanForm(UploadForm):
    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.fields["file"].label = _("Scan of the signed paper")


class CertificateForm(forms.Form):
    passphrase = _passphrase()


class BsreForm(forms.Form):
    nik = forms.CharField(
        label="NIK",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("16 digits, as on your identity card. Used now and kept nowhere."),
    )
    passphrase = _passphrase()

    def person(self) -> Person:
        return Person(nik=self.cleaned_data["nik"], passphrase=self.cleaned_data["passphrase"])


class OnPaperForm(forms.Form):
    version = forms.RegexField(VERSION, strip=False, widget=forms.HiddenInput)


class MailForm(forms.Form):
    """Nothing is typed: where signed results go is set by the agency."""
