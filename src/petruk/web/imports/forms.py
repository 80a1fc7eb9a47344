from collections.abc import Sequence
from pathlib import PurePath

from django import forms
from django.utils.translation import gettext_lazy as _

from petruk.imports.actions.checking import Upload
from petruk.imports.reader.limits import FILE_BYTES
from petruk.imports.shapes import KINDS
from petruk.imports.shapes.shape import Kind
from petruk.web.imports.words import KINDS as WORDS

ENDINGS = ".xlsx,.xls,.ods,.csv,.txt"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        error_messages={"empty": _("The file is empty.")},
    )

    def __init__(self, *args, kinds: Sequence[Kind], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose")), *((kind.name, WORDS[kind.name]) for kind in kinds)]
        self.fields["kind"] = forms.ChoiceField(label=_("What the file holds"), choices=choices)
        self.order_fields(("kind", "file"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it, or save it without pictures."))
        return file

    def chosen_kind(self) -> Kind:
        return KINDS[self.cleaned_data["kind"]]

    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500)


def download_name(file_name: str) -> str:
    """Return the name under which the wrong rows of a file go back."""
    stem = PurePath(file_name).stem
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in stem).strip("-")
    return f"perbaiki-{plain[:60] or 'berkas'}.xlsx"
