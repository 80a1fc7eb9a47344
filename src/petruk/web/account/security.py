"""How safe the own account is: the app for codes, the recovery codes."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from petruk.access.permissions import Permission
from petruk.core.errors import Refusal
from petruk.people.accounts import queries
from petruk.people.actions import second_factor
from petruk.web.account.forms import SetUpForm
from petruk.web.account.limits import WAIT_OF_ADDRESS, too_many
from petruk.web.account.qr import drawn
from petruk.web.confirming import Fresh
from petruk.web.middleware import second_factor_missing
from petruk.web.page import PageRequest, page

OWN = Permission.ACCOUNT_OWN


@page(OWN, "GET")
def security(request: PageRequest) -> HttpResponse:
    guarded = queries.own_second_factor(request.authority)
    return render(request, "account/security.html", {"factor": guarded, "total": second_factor.RECOVERY_CODES})


@page(OWN, "GET", "POST", fresh=Fresh.OPENED)
@sensitive_post_parameters("offer", "code")
def app(request: PageRequest) -> HttpResponse:
    """Set up an app for codes, or another in its place: scan, type a code, keep the recovery codes."""
    now, by = timezone.now(), request.authority
    if request.method == "POST" and not ratelimit.consume(request, action="change_second_factor"):
        return too_many(request, WAIT_OF_ADDRESS)
    form = SetUpForm(request.POST if request.method == "POST" else None)
    offer = None
    try:
        if form.is_valid():
            offer = second_factor.offered(form.cleaned_data["offer"], at=now, by=by)
            codes = second_factor.switch_on(offer, form.cleaned_data["code"], at=now, by=by)
            return codes_page(request, codes)
    except second_factor.OfferVoid as refusal:
        form.add_error(None, str(refusal))
    except second_factor.CodeRefused as refusal:
        form.add_error("code", str(refusal))
    offer = offer or second_factor.offer(at=now, by=by)
    context = {"form": form, "offer": offer, "qr": drawn(offer.address), "first": second_factor_missing(request)}
    return render(request, "account/app.html", context)


@page(OWN, "POST", fresh=Fresh.SENT)
def switch_off(request: PageRequest) -> HttpResponse:
    try:
        second_factor.switch_off(by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The app is forgotten. Its codes no longer count."))
    return redirect("account:security")


@page(OWN, "POST", fresh=Fresh.SENT)
def recovery_codes(request: PageRequest) -> HttpResponse:
    try:
        codes = second_factor.renew_recovery_codes(by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("account:security")
    return codes_page(request, codes)


def codes_page(request: PageRequest, codes: list[str]) -> HttpResponse:
    """Show new recovery codes, the only time that they can be shown."""
    return render(request, "account/recovery_codes.html", {"codes": codes, "name": request.authority.name})
