"""What is sent to get a paper signed. A passphrase is read once and never drawn again."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.actions.evidence import Upload
from petruk.core.files import FILE_BYTES
from petruk.documents.signing.shapes import Person
from petruk.web.deciding.forms import VERSION
from petruk.web.evidence.forms import ENDINGS

LONGEST_PASSPHRASE = 128


def _passphrase() -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    words = _("Used now and kept nowhere.")
    return forms.CharField(
        label=_("Passphrase"), strip=False, max_length=LONGEST_PASSPHRASE, widget=widget, help_text=words
    )


class ScanForm(forms.Form):
    """The scan of one paper. ``whole`` stands behind the file: where it is missing, the upload was cut."""

    file = forms.FileField(
        label=_("Scan of the signed paper"),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )
    whole = forms.CharField(widget=forms.HiddenInput, initial="1")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > FILE_BYTES:
            raise ValidationError(_("The file is larger than 5 MB. Scan it at a lower resolution, or split it."))
        return file

    def clean(self):
        if "whole" not in self.cleaned_data:
            self.errors.pop("whole", None)
            self.add_error("file", _("The file is not whole. Send it again."))
        return self.cleaned_data

    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())


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
