"""Begin a draft: with nothing but a name, with a copy of what is published, or with a file."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission as P
from petruk.appraisal.actions import drafting as actions
from petruk.appraisal.queries.instruments import instruments
from petruk.core.instrument import digest
from petruk.web.page import PageRequest, page
from petruk.web.workshop.faults import told_of_file
from petruk.web.workshop.files import CannotRead, read_definition
from petruk.web.workshop.forms import NameForm


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )


@page(P.INSTRUMENT_MANAGE, "GET", "POST")
def begin(request: PageRequest) -> HttpResponse:
    form = NameForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "workshop/begin.html", {"form": form}, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    made = actions.begin(code=given["code"], title=given["title"], at=timezone.now(), by=request.authority)
    return redirect("workshop:draft", made.public_id)


@page(P.INSTRUMENT_MANAGE, "POST")
def clone(request: PageRequest, public_id: str) -> HttpResponse:
    """Copy a published instrument for the next year."""
    source = get_object_or_404(instruments(request.authority), public_id=public_id)
    made = actions.clone(source, at=timezone.now(), by=request.authority)
    words = _("A copy of “%(title)s” lies in the workshop, named for the next year.")
    messages.success(request, words % {"title": source.title})
    return redirect("workshop:draft", made.public_id)


@page(P.INSTRUMENT_MANAGE, "GET", "POST")
def bring_in(request: PageRequest) -> HttpResponse:
    """Read a file and begin a draft with it, when it is an instrument; its fingerprint is told."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        try:
            return _brought_in(request, form)
        except CannotRead as refusal:
            form.add_error("file", str(refusal))
        except actions.NotRight as refusal:
            form.add_error("file", told_of_file(refusal.error))
    return render(request, "workshop/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _brought_in(request: PageRequest, form: FileForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    definition = read_definition(file.read(), file.name)
    made = actions.bring_in(definition, at=timezone.now(), by=request.authority)
    sha256 = digest(definition)
    same = instruments(request.authority).filter(sha256=sha256).first()
    words = _("The file is in the workshop. Its fingerprint is %(sha256)s.") % {"sha256": sha256}
    if same is not None:
        words += " " + _("It is exactly the published instrument “%(title)s”.") % {"title": same.title}
    messages.success(request, words)
    return redirect("workshop:draft", made.public_id)
