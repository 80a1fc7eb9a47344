from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.errors import Refusal
from petruk.documents.queries.emblems import emblems
from petruk.documents.queries.mail import mail_rule, server
from petruk.documents.queries.rules import rules_on
from petruk.people.accounts import queries
from petruk.people.actions import agency as actions
from petruk.web.agency.forms import AgencyForm
from petruk.web.page import PageRequest, page

KEPT = ("government", "seat", "address", "contact")


@page(Permission.USER_MANAGE, "GET")
def agency(request: PageRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "names": queries.agencies(request.authority),
        "officials": queries.officials(request.authority),
        "emblems": emblems(request.authority),
        "rules": rules_on(request.authority, today),
        "mail": mail_rule(request.authority),
        "mail_server": server(),
        "today": today,
        "may_name": request.authority.reaches_top(Permission.USER_MANAGE),
    }
    return render(request, "agency/agency.html", context)


@page(Permission.USER_MANAGE, "GET", "POST")
def name_agency(request: PageRequest) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    latest = queries.agencies(request.authority).first()
    known = {name: getattr(latest, name) for name in KEPT} if latest else {}
    form = AgencyForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            actions.name_agency(**form.cleaned_data, by=request.authority)
        except Refusal as refusal:
            form.add_error("started_on", str(refusal))
        else:
            messages.success(request, _("The name is recorded."))
            return redirect("agency:agency")
    return render(request, "agency/name.html", {"form": form})
