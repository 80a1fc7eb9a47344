"""Who signs for the government and its personnel agency."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.errors import Refusal
from petruk.people.accounts import queries
from petruk.people.actions import officials as actions
from petruk.web.agency.forms import OfficialForm
from petruk.web.page import PageRequest, page
from petruk.web.users.forms import LastDayForm


@page(Permission.USER_MANAGE, "GET", "POST")
def appoint(request: PageRequest) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    form = OfficialForm(
        request.POST if request.method == "POST" else None, initial={"started_on": timezone.localdate()}
    )
    if form.is_valid():
        try:
            actions.appoint(form.terms(), by=request.authority)
        except Refusal as refusal:
            form.add_error("started_on", str(refusal))
        else:
            messages.success(request, _("The official is recorded."))
            return redirect("agency:agency")
    return render(request, "agency/official.html", {"form": form})


@page(Permission.USER_MANAGE, "GET", "POST")
def end(request: PageRequest, public_id: str) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    official = get_object_or_404(queries.officials(request.authority), public_id=public_id)
    form = LastDayForm(request.POST if request.method == "POST" else None, initial={"last_day": timezone.localdate()})
    if form.is_valid():
        try:
            actions.end(official, last_day=form.cleaned_data["last_day"], by=request.authority)
        except Refusal as refusal:
            form.add_error("last_day", str(refusal))
        else:
            messages.success(request, _("The last day of the official is set."))
            return redirect("agency:agency")
    return render(request, "agency/end_official.html", {"form": form, "official": official})
