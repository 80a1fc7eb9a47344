"""The mandates of one account: give, let end, take back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.errors import Refusal
from petruk.people.accounts import queries
from petruk.people.actions import mandates
from petruk.people.queries import units
from petruk.web.confirming import Fresh
from petruk.web.page import PageRequest, page
from petruk.web.users.forms import LastDayForm, MandateForm, ReasonForm

MANAGE = Permission.USER_MANAGE


@page(MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def give(request: PageRequest, public_id: str) -> HttpResponse:
    user = get_object_or_404(queries.users(request.authority), public_id=public_id)
    form = MandateForm(
        request.POST if request.method == "POST" else None,
        units=units(request.authority, MANAGE),
        roles=request.authority.grantable(),
        today=timezone.localdate(),
    )
    if form.is_valid():
        try:
            mandates.give(user, form.terms(), at=timezone.now(), by=request.authority)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The mandate is given."))
            return redirect("users:user", public_id=public_id)
    return render(request, "users/give_mandate.html", {"form": form, "user": user})


@page(MANAGE, "GET", "POST", fresh=Fresh.OPENED)
def end(request: PageRequest, public_id: str, mandate_id: str) -> HttpResponse:
    """Choose the last day of a mandate; the page also offers to take it back at once."""
    user, mandate = _found(request, public_id, mandate_id)
    last_day = LastDayForm(
        request.POST if request.method == "POST" else None, initial={"last_day": timezone.localdate()}
    )
    if last_day.is_valid():
        try:
            mandates.end(mandate, last_day=last_day.cleaned_data["last_day"], at=timezone.now(), by=request.authority)
        except Refusal as refusal:
            last_day.add_error("last_day", str(refusal))
        else:
            messages.success(request, _("The last day of the mandate is set."))
            return redirect("users:user", public_id=public_id)
    return _end_page(request, user, mandate, last_day=last_day, reason=ReasonForm())


@page(MANAGE, "POST", fresh=Fresh.SENT)
def revoke(request: PageRequest, public_id: str, mandate_id: str) -> HttpResponse:
    user, mandate = _found(request, public_id, mandate_id)
    reason = ReasonForm(request.POST)
    if reason.is_valid():
        try:
            mandates.revoke(mandate, reason=reason.cleaned_data["reason"], at=timezone.now(), by=request.authority)
        except Refusal as refusal:
            reason.add_error(None, str(refusal))
        else:
            messages.success(request, _("The mandate is taken back. It no longer holds."))
            return redirect("users:user", public_id=public_id)
    return _end_page(request, user, mandate, last_day=LastDayForm(), reason=reason)


def _found(request: PageRequest, public_id: str, mandate_id: str):
    user = get_object_or_404(queries.users(request.authority), public_id=public_id)
    return user, get_object_or_404(queries.mandates_of(request.authority, user), public_id=mandate_id)


def _end_page(request: PageRequest, user, mandate, *, last_day: LastDayForm, reason: ReasonForm) -> HttpResponse:
    context = {"user": user, "mandate": mandate, "last_day": last_day, "reason": reason}
    return render(request, "users/end_mandate.html", context)
