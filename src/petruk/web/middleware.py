from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone

from petruk.access.authority import NOBODY
from petruk.people.queries import authority_of

Answer = Callable[[HttpRequest], HttpResponse]
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
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


class SessionLimits:
    """End a session that was idle too long or is too old, and say so on the sign-in page."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SIGNED_IN_AT in request.session:
            self._limit(request, timezone.now())
        return self.answer(request)

    @staticmethod
    def _limit(request: HttpRequest, now: datetime) -> None:
        session = request.session
        signed_in_at = datetime.fromisoformat(session[SIGNED_IN_AT])
        seen_at = datetime.fromisoformat(session[SEEN_AT])
        if now - signed_in_at > settings.SESSION_ABSOLUTE or now - seen_at > settings.SESSION_IDLE:
            logout(request)
            request.session_ended = True  # type: ignore[attr-defined]
        elif (now - seen_at).total_seconds() > WRITE_SEEN_AFTER_SECONDS:
            session[SEEN_AT] = now.isoformat()


class AuthorityOfRequest:
    """Build, once a request, who acts and how far it reaches; a mandate that ended yesterday is not in it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        user = request.user
        request.authority = authority_of(user, on=today) if user.is_authenticated else NOBODY  # type: ignore[attr-defined]
        return self.answer(request)


class DenyByDefault:
    """Refuse a view that names no permission: forgetting is a closed door, not an open one."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Answer, args: object, kwargs: object) -> None:
        if not hasattr(view, "permission"):
            raise PermissionDenied("This page names no permission.")
