from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.actions.uploads import Upload
from petruk.appraisal.queries.evidence import Place
from petruk.core.files import FILE_BYTES

ENDINGS = ".pdf,.jpg,.jpeg,.png"


class UploadForm(forms.Form):
    """One file. ``whole`` stands behind it: where that is missing, the upload was cut."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )
    whole = forms.CharField(widget=forms.HiddenInput, initial="1")
    forged = ()

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


class FileForm(UploadForm):
    """One file for one place."""

    def __init__(self, data: Any = None, files: Any = None, *, place: Place) -> None:
        super().__init__(data, files, auto_id=f"id_{place.key.replace('/', '_')}_%s")
        self.place = place
        self.fields["file"].label = _("File for %(title)s") % {"title": place.title}
