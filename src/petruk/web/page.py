"""The one way to make a view: it names its permission and its methods, and nothing else answers."""

import logging
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseNotAllowed, QueryDict
from django.http.response import HttpResponseBase

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.web.confirming import Fresh, proof_asked

PUBLIC = "public"
security = logging.getLogger("petruk.security")


class PageRequest(HttpRequest):
    """A request after ``AuthorityOfRequest``: it carries who acts."""

    authority: Authority


View = Callable[..., HttpResponseBase]


def page(
    permission: Permission, *methods: str, several: tuple[str, ...] = (), fresh: Fresh = Fresh.NEVER
) -> Callable[[View], View]:
    """Make a page that needs ``permission``; other methods get 405, other people 403. GET brings HEAD with it.

    A field that comes twice gets 400, except one whose name begins with one of ``several``. ``fresh`` says when whoever
    signed in some time ago must show once more who he is.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in _with_head(methods):
                return HttpResponseNotAllowed(methods)
            if not request.authority.has(permission):
                security.warning("refused %s to account %s", permission, request.authority.ref)
            request.authority.require(permission)
            _refuse_repeated(request.POST, several)
            return proof_asked(request, fresh) or view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.fresh = fresh  # type: ignore[attr-defined]
        guarded.methods = methods  # type: ignore[attr-defined]
        return guarded

    return decorate


def public_page(*methods: str) -> Callable[[View], View]:
    """Make a page that needs no sign-in. The list of these is short and asserted by name in a test."""

    def decorate(view: View) -> View:
        @login_not_required
        @wraps(view)
        def open_to_all(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in _with_head(methods):
                return HttpResponseNotAllowed(methods)
            _refuse_repeated(request.POST)
            return view(request, *args, **kwargs)

        open_to_all.permission = PUBLIC  # type: ignore[attr-defined]
        open_to_all.methods = methods  # type: ignore[attr-defined]
        return open_to_all

    return decorate


def _refuse_repeated(form: QueryDict, several: tuple[str, ...] = ()) -> None:
    """Raise ``BadRequest``: what reads the first of two values and what reads the last would not mean the same."""
    for name, values in form.lists():
        if len(values) > 1 and not (name.startswith(several) and len(set(values)) == len(values)):
            raise BadRequest("A field came twice.")


def _with_head(methods: tuple[str, ...]) -> tuple[str, ...]:
    return (*methods, "HEAD") if "GET" in methods else methods
