"""The own passkeys: make one, give it a name, remove it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.core.errors import Refusal
from petruk.people.accounts import queries
from petruk.people.actions import passkeys as actions
from petruk.web.account.forms import PasskeyForm
from petruk.web.account.limits import WAIT_OF_ADDRESS, too_many
from petruk.web.account.security import codes_page
from petruk.web.confirming import Fresh
from petruk.web.middleware import second_factor_missing
from petruk.web.page import PageRequest, page


@page(Permission.ACCOUNT_OWN, "GET", "POST", fresh=Fresh.OPENED)
def passkeys(request: PageRequest) -> HttpResponse:
    if request.method == "POST" and not ratelimit.consume(request, action="change_second_factor"):
        return too_many(request, WAIT_OF_ADDRESS)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = actions.add(**form.cleaned_data, at=timezone.now(), by=request.authority)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The passkey is kept."))
            return codes_page(request, codes) if codes else redirect("account:passkeys")
    context = {
        "form": form,
        "available": actions.available(),
        "challenge": actions.ask_for_new(at=timezone.now(), by=request.authority) if actions.available() else None,
        "passkeys": queries.own_passkeys(request.authority),
        "first": second_factor_missing(request),
    }
    return render(request, "account/passkeys.html", context)


@page(Permission.ACCOUNT_OWN, "POST", fresh=Fresh.SENT)
def remove(request: PageRequest) -> HttpResponse:
    try:
        actions.remove(request.POST.get("passkey", ""), by=request.authority)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The passkey is removed."))
    return redirect("account:passkeys")
