"""Where a request may send somebody on: pages of ours, never an address that a link brought along."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/"
LONGEST = 1000


def destination(wanted: str) -> str:
    """Return the path that was asked for when it is plainly one of ours, else the home page."""
    plain = wanted.startswith("/") and wanted.isprintable() and len(wanted) <= LONGEST
    return wanted if plain and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else HOME


def where_from(request: HttpRequest) -> str:
    """Return the page on which somebody stands: this one, or for a form or a part of a page the one that sent it."""
    sender = request.headers.get("HX-Current-URL", "")
    if request.method in {"GET", "HEAD"} and not sender:
        return destination(request.get_full_path())
    parts = urlsplit(sender or request.headers.get("Referer", ""))
    ours = parts.netloc == request.get_host()
    return destination(f"{parts.path}?{parts.query}" if parts.query else parts.path) if ours else HOME
