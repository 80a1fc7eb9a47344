"""Every mail of this installation: how it stands, what the server said last, and send again what failed."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission
from petruk.documents.actions.outbox import CannotMail, send_again
from petruk.documents.queries import mail as queries
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of

STATES: Mapping[str, tuple[str, str | Promise]] = {
    "menunggu": ("waiting", gettext_lazy("Waiting to be sent")),
    "terkirim": ("sent", gettext_lazy("Sent")),
    "gagal": ("failed", gettext_lazy("Not sent")),
}


@page(Permission.USER_MANAGE, "GET")
def outbox(request: PageRequest) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    found, state = queries.outbox(request.authority), request.GET.get("status", "")
    if state in STATES:
        found = queries.in_state(found, STATES[state][0])
    context = {
        "states": [(name, word) for name, (_state, word) in STATES.items()],
        "state": state,
        "rows": page_of(found, request.GET),
        "mail_on": queries.mail_leaves(request.authority),
    }
    return render(request, "agency/outbox.html", context)


@page(Permission.USER_MANAGE, "POST")
def again(request: PageRequest, public_id: str) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    mail = get_object_or_404(queries.outbox(request.authority), public_id=public_id)
    try:
        send_again(mail, at=timezone.now(), by=request.authority)
    except CannotMail as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The mail to %(address)s is sent again.") % {"address": mail.recipient})
    return redirect("agency:outbox")
