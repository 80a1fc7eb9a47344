from datetime import datetime

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from petruk.access.permissions import Permission
from petruk.people.accounts import queries
from petruk.people.accounts.sessions import SIGNED_IN_AT, Ended
from petruk.people.actions import own_account, sessions
from petruk.web.account.forms import PasswordForm, SignInForm
from petruk.web.account.limits import WAIT_OF_ADDRESS, TooManyAttempts, too_many
from petruk.web.account.words import ENDED
from petruk.web.destination import destination
from petruk.web.page import PageRequest, page, public_page

LANGUAGE_COOKIE_SECONDS = 365 * 24 * 3600


@public_page("GET", "POST")
@sensitive_post_parameters("password")
def sign_in(request: PageRequest) -> HttpResponse:
    wanted = destination(request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(wanted)
    if not ratelimit.consume(request, action="login"):
        return too_many(request, WAIT_OF_ADDRESS)
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    try:
        if form.is_valid():
            answer: HttpResponse = form.login(request, redirect_url=wanted)
            return answer
    except TooManyAttempts as limit:
        return too_many(request, limit.wait)
    demo = settings.PETRUK_DEMO_ACCOUNTS if settings.PETRUK_DEMO else ()
    ended = "" if form.is_bound else ENDED.get(request.GET.get("akhir", ""), "")
    return render(
        request, "account/sign_in.html", {"form": form, "next": wanted, "ended": ended, "demo_accounts": demo}
    )


@public_page("POST")
def sign_out(request: PageRequest) -> HttpResponse:
    if request.user.is_authenticated:
        sessions.end(request.user, by=request.authority)
    logout(request)
    return redirect(_sign_in_page(Ended.LEFT))


@public_page("POST")
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the interface; official papers stay Indonesian."""
    response = redirect(destination(request.POST.get("next", "")))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=LANGUAGE_COOKIE_SECONDS,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


@page(Permission.ACCOUNT_OWN, "GET")
def account(request: PageRequest) -> HttpResponse:
    context = {
        "user": request.user,
        "mandates": queries.own_mandates(request.authority),
        "today": timezone.localdate(),
        "signed_in_at": datetime.fromisoformat(request.session[SIGNED_IN_AT]),
        "idle_minutes": int(settings.SESSION_IDLE.total_seconds() // 60),
        "hours": int(settings.SESSION_ABSOLUTE.total_seconds() // 3600),
    }
    return render(request, "account/account.html", context)


@page(Permission.ACCOUNT_OWN, "GET", "POST")
@sensitive_post_parameters("current", "new", "again")
def password(request: PageRequest) -> HttpResponse:
    if not ratelimit.consume(request, action="change_password"):
        return too_many(request, WAIT_OF_ADDRESS)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _change(request, form):
        messages.success(request, _("Your password is changed. Other devices are signed out."))
        return redirect("account:account")
    first = getattr(request.user, "must_change_password", False)
    return render(request, "account/password.html", {"form": form, "first": first})


def _change(request: PageRequest, form: PasswordForm) -> bool:
    current, new = form.cleaned_data["current"], form.cleaned_data["new"]
    try:
        user = own_account.change_own_password(current=current, new=new, by=request.authority)
    except own_account.CurrentPasswordWrong as refusal:
        form.add_error("current", str(refusal))
    except own_account.NewPasswordRefused as refusal:
        form.add_error("new", str(refusal))
    else:
        update_session_auth_hash(request, user)
    return form.is_valid()


@page(Permission.ACCOUNT_OWN, "POST")
def sign_out_everywhere(request: PageRequest) -> HttpResponse:
    own_account.end_own_sessions(at=timezone.now(), by=request.authority)
    logout(request)
    return redirect(_sign_in_page(Ended.LEFT))


def _sign_in_page(ended: Ended) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?akhir={ended}"
