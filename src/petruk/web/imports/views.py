"""Files in: hand in, look at what they would do, apply, undo."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.permissions import Permission
from petruk.core.errors import Refusal
from petruk.imports.actions import applying, checking, undoing
from petruk.imports.actions.refusals import PlanMoved
from petruk.imports.queries import batches as queries
from petruk.imports.queries.returned import wrong_rows as wrong_rows_of
from petruk.imports.reading import UnreadableFile
from petruk.web.imports.forms import ReasonForm, UploadForm, download_name
from petruk.web.imports.words import KINDS
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(Permission.FACTS_IMPORT, "GET")
def batches(request: PageRequest) -> HttpResponse:
    rows = page_of(queries.batches(request.authority), request.GET)
    return render(request, "imports/batches.html", {"rows": rows})


@page(Permission.FACTS_IMPORT, "GET", "POST")
def upload(request: PageRequest) -> HttpResponse:
    kinds = queries.kinds(request.authority)
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds)
    if form.is_valid():
        try:
            batch = checking.check(form.upload(), form.chosen_kind(), at=timezone.now(), by=request.authority)
        except UnreadableFile as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("imports:batch", batch.public_id)
    templates = [(KINDS[kind.name], kind.templates) for kind in kinds]
    return render(request, "imports/upload.html", {"form": form, "templates": templates})


@page(Permission.FACTS_IMPORT, "GET")
def batch(request: PageRequest, public_id: str) -> HttpResponse:
    batch = _batch_or_404(request, public_id)
    problems = page_of(batch.problems, request.GET)
    context = {
        "batch": batch,
        "problems": problems,
        "unlisted": batch.wrong - len(batch.problems),
        "question": _question(batch),
    }
    return render(request, "imports/batch.html", context)


@page(Permission.FACTS_IMPORT, "GET")
def progress(request: PageRequest, public_id: str) -> HttpResponse:
    batch = _batch_or_404(request, public_id)
    response = render(request, "imports/_progress.html", {"batch": batch})
    if not batch.busy:
        response.headers["HX-Refresh"] = "true"
    return response


@page(Permission.FACTS_IMPORT, "GET")
def wrong_rows(request: PageRequest, public_id: str) -> HttpResponse:
    batch = _batch_or_404(request, public_id)
    if not batch.wrong:
        raise Http404
    content = wrong_rows_of(request.authority, batch, on=timezone.localdate())
    response = HttpResponse(content, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{download_name(batch.file_name)}"'
    return response


@page(Permission.FACTS_IMPORT, "POST")
def apply(request: PageRequest, public_id: str) -> HttpResponse:
    batch = _batch_or_404(request, public_id)
    try:
        batch = applying.apply(batch, at=timezone.now(), by=request.authority)
    except PlanMoved as refusal:
        checking.check_again(batch, at=timezone.now(), by=request.authority)
        messages.warning(request, str(refusal))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if not batch.busy:
            messages.success(request, _("The file is applied."))
    return redirect("imports:batch", public_id)


@page(Permission.FACTS_IMPORT, "POST")
def check_again(request: PageRequest, public_id: str) -> HttpResponse:
    batch = _batch_or_404(request, public_id)
    try:
        checking.check_again(batch, at=timezone.now(), by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:batch", public_id)


@page(Permission.FACTS_IMPORT, "POST")
def undo(request: PageRequest, public_id: str) -> HttpResponse:
    batch = _batch_or_404(request, public_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        undoing.undo(batch, reason=reason, at=timezone.now(), by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The file is undone; what it replaced holds again."))
    return redirect("imports:batch", public_id)


def _batch_or_404(request: PageRequest, public_id: str):
    batch = queries.batch(request.authority, public_id)
    if batch is None:
        raise Http404
    return batch


def _question(batch) -> str:
    new = ngettext("%(count)d row is new", "%(count)d rows are new", batch.new) % {"count": batch.new}
    changed = ngettext("%(count)d row changes", "%(count)d rows change", batch.changed) % {"count": batch.changed}
    return _("%(new)s, %(changed)s. What is replaced stays readable as history.") % {"new": new, "changed": changed}
