import logging
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect

from petruk.access.authority import NOBODY
from petruk.audit.actions import ClockWentBack
from petruk.people.accounts.sessions import SEEN_AT, SIGNED_IN_AT, Ended, why_ended
from petruk.people.queries import authority_of
from petruk.web.destination import where_from

logger = logging.getLogger("petruk.clock")
Answer = Callable[[HttpRequest], HttpResponse]
WRITE_SEEN_AFTER_SECONDS = 60


class RequestHygiene:
    """Refuse what no browser of ours sends (NUL, a parameter given twice), and let nobody keep a signed-in page."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or any(
            len(values) > 1 or "\x00" in values[-1] for _key, values in request.GET.lists()
        ):
            response: HttpResponse = HttpResponseBadRequest(
                "Alamat ini tidak dapat dibaca.", content_type="text/plain; charset=utf-8"
            )
        else:
            response = self.answer(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ChosenLanguage:
    """Speak Indonesian unless the person chose English; what language his browser was bought in does not decide."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionLimits:
    """End a session that was idle too long, is too old, or was closed from elsewhere, and remember why."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            ended = _ended(request, timezone.now())
            if ended:
                logout(request)
                request.session_ended = ended  # type: ignore[attr-defined]
        return self.answer(request)


def _ended(request: HttpRequest, now: datetime) -> Ended | None:
    """Say why the session is over, or note its use. A disabled user and a changed password leave nobody in it."""
    user, session = request.user, request.session
    if not user.is_authenticated:
        return Ended.CLOSED
    for key in (SIGNED_IN_AT, SEEN_AT):
        session.setdefault(key, now.isoformat())
    ended = why_ended(session, user.sessions_ended_at, now=now)
    if not ended and (now - datetime.fromisoformat(session[SEEN_AT])).total_seconds() > WRITE_SEEN_AFTER_SECONDS:
        session[SEEN_AT] = now.isoformat()
    return ended


class AuthorityOfRequest:
    """Build, once a request, who acts and how far it reaches; a mandate that ended yesterday is not in it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        user = request.user
        request.authority = authority_of(user, on=today) if user.is_authenticated else NOBODY  # type: ignore[attr-defined]
        return self.answer(request)


class SignInRequired(LoginRequiredMiddleware):
    """Send whoever is not signed in to the sign-in page, with the reason and the way back."""

    def handle_no_permission(self, request, view_func):
        query = {"next": where_from(request)}
        if hasattr(request, "session_ended"):
            query["akhir"] = request.session_ended
        address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode(query, safe='/')}"
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(address)
        return redirect(address)


class FirstThings:
    """Let somebody to whom something applies do nothing but see to it, or leave."""

    PAGE: ClassVar[str]
    OPEN: ClassVar[frozenset[str]] = frozenset({"account:password", "account:sign_out", "set_language"})

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def waiting(self, request: HttpRequest) -> bool:
        raise NotImplementedError

    def process_view(self, request: HttpRequest, view: Answer, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in self.OPEN or not self.waiting(request):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(resolve_url(self.PAGE))
        return redirect(self.PAGE)


class FirstPassword(FirstThings):
    """Whoever still has the password that another person chose changes it first."""

    PAGE = "account:password"

    def waiting(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.must_change_password


class SecondFactorFirst(FirstThings):
    """Where it is required, whoever holds a role above employee sets up a second factor first."""

    PAGE = "account:app"
    OPEN = FirstThings.OPEN | {PAGE, "account:passkeys"}

    def waiting(self, request: HttpRequest) -> bool:
        return second_factor_missing(request)


def second_factor_missing(request: HttpRequest) -> bool:
    """Say whether this person must set up a second factor before anything else."""
    if not (settings.PETRUK_SECOND_FACTOR_REQUIRED and request.user.is_authenticated):
        return False
    return not request.user.second_factor and request.authority.reaches_others()  # type: ignore[attr-defined]


class WrongClock:
    """Answer, on every page that saves, that the clock went back; the view's own words are for its own refusals."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ClockWentBack):
            return None
        logger.critical("the clock went back; nothing is saved")
        return render(request, "503_clock.html", status=503)


class DenyByDefault:
    """Refuse a view that names no permission: forgetting is a closed door, not an open one."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Answer, args: object, kwargs: object) -> None:
        if not hasattr(view, "permission"):
            raise PermissionDenied("This page names no permission.")
