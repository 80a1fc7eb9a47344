"""The one way to make a view: it names its permission and its methods, and nothing else answers."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from petruk.access.authority import Authority
from petruk.access.permissions import Permission

PUBLIC = "public"


class PageRequest(HttpRequest):
    """A request after ``AuthorityOfRequest``: it carries who acts."""

    authority: Authority


View = Callable[..., HttpResponse]


def page(permission: Permission, *methods: str) -> Callable[[View], View]:
    """Make a page that needs ``permission``; other methods get 405, other people 403. GET brings HEAD with it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in _with_head(methods):
                return HttpResponseNotAllowed(methods)
            request.authority.require(permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.methods = methods  # type: ignore[attr-defined]
        return guarded

    return decorate


def public_page(*methods: str) -> Callable[[View], View]:
    """Make a page that needs no sign-in. The list of these is short and asserted by name in a test."""

    def decorate(view: View) -> View:
        @login_not_required
        @wraps(view)
        def open_to_all(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in _with_head(methods):
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        open_to_all.permission = PUBLIC  # type: ignore[attr-defined]
        open_to_all.methods = methods  # type: ignore[attr-defined]
        return open_to_all

    return decorate


def _with_head(methods: tuple[str, ...]) -> tuple[str, ...]:
    return (*methods, "HEAD") if "GET" in methods else methods
