"""Before a power is used: who signed in some time ago shows once more that it is he. What was typed is not lost."""

from datetime import datetime
from enum import Enum
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from petruk.people.accounts.sessions import PROVED_AT, SIGNED_IN_AT
from petruk.people.actions import proving
from petruk.web.account.forms import ProofForm
from petruk.web.account.limits import TooManyAttempts, one_more_code, too_many
from petruk.web.destination import where_from

PROOF, SENT_ON = "bukti", "bukti_lalu"
"""The field of the proof, and the one that says whether what was sent before goes on after it."""
NOT_KEPT = frozenset({PROOF, SENT_ON, "csrfmiddlewaretoken", "passphrase", "nik"})
"""What is never drawn again; what a person must type anew."""


class Fresh(Enum):
    """When a page asks who somebody is."""

    NEVER = ()
    SENT = ("POST",)
    OPENED = ("GET", "HEAD", "POST")


def proof_asked(request: HttpRequest, fresh: Fresh) -> HttpResponse | None:
    """Answer with the page that asks for a proof, or what follows on one; nothing when the request goes on."""
    if request.method not in fresh.value:
        return None
    typed, sent_on = PROOF in request.POST, request.POST.get(SENT_ON) == "1"
    if not typed:
        return None if _proved_lately(request) else _page(request, ProofForm(), sent_on=_may_go_on(request))
    form = ProofForm(request.POST)
    try:
        if not _proved_lately(request) and not _proves(request, form):
            return _page(request, form, sent_on=sent_on)
    except TooManyAttempts as limit:
        return too_many(request, limit.wait)
    if not sent_on:
        return redirect(request.get_full_path())
    request.POST = _kept(request.POST)  # type: ignore[assignment]
    return None


def _proved_lately(request: HttpRequest) -> bool:
    proved_at = datetime.fromisoformat(request.session.get(PROVED_AT, request.session[SIGNED_IN_AT]))
    return timezone.now() - proved_at <= settings.PETRUK_PROOF_LASTS


def _proves(request: HttpRequest, form: ProofForm) -> bool:
    """Take the proof; a session that was proved anew gets a new key. Raises ``TooManyAttempts``."""
    if not form.is_valid():
        return False
    by = request.authority  # type: ignore[attr-defined]
    try:
        with one_more_code(request, by.ref):
            proving.prove_again(form.cleaned_data[PROOF], at=timezone.now(), by=by)
    except proving.ProofRefused as refusal:
        form.add_error(PROOF, str(refusal))
        return False
    request.session[PROVED_AT] = timezone.now().isoformat()
    request.session.cycle_key()
    return True


def _may_go_on(request: HttpRequest) -> bool:
    """Say whether what was sent can be sent on; a file cannot, and a link only opens its page."""
    return request.method == "POST" and not request.FILES


def _page(request: HttpRequest, form: ProofForm, *, sent_on: bool) -> HttpResponse:
    posted = request.method == "POST"
    context: dict[str, Any] = {
        "form": form,
        "kept": [(name, value) for name, values in _kept(request.POST).lists() for value in values] if sent_on else [],
        "sent_on": sent_on,
        "lost": posted and bool(request.FILES),
        "minutes": int(settings.PETRUK_PROOF_LASTS.total_seconds() // 60),
        "back": where_from(request) if posted else "/",
    }
    return render(request, "account/confirm.html", context, status=403 if posted else 200)


def _kept(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name in NOT_KEPT & kept.keys():
        del kept[name]
    return kept
