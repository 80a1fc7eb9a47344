"""The coat of arms on papers: record a picture, look at one that was recorded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.documents.actions.emblems import EmblemRefused, record_emblem
from petruk.documents.queries.emblems import emblems
from petruk.web.agency.forms import EmblemForm
from petruk.web.page import PageRequest, page
from petruk.web.sending import sent


@page(Permission.USER_MANAGE, "GET", "POST")
def record(request: PageRequest) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EmblemForm(*given, initial={"started_on": timezone.localdate()})
    if form.is_valid():
        day, content = form.cleaned_data["started_on"], form.upload().content
        try:
            record_emblem(content, started_on=day, at=timezone.now(), by=request.authority)
        except EmblemRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The coat of arms is recorded. Papers that were issued stay as they are."))
            return redirect("agency:agency")
    return render(request, "agency/emblem.html", {"form": form})


@page(Permission.USER_MANAGE, "GET")
def picture(request: PageRequest, public_id: str) -> HttpResponse:
    emblem = get_object_or_404(emblems(request.authority).defer(None), public_id=public_id)
    return sent(bytes(emblem.png), name="lambang.png", media_type="image/png", as_attachment=False)
