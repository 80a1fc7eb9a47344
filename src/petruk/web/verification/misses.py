"""How many unknown codes one address has asked for. Only misses count: whoever checks a hundred papers is welcome."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MOST = 20
WINDOW_SECONDS = 600


def too_many(request: HttpRequest) -> bool:
    return int(cache.get(_name(request), 0)) >= MOST


def count(request: HttpRequest) -> None:
    """Count one more; the ten minutes begin anew, so whoever goes on guessing waits on."""
    cache.set(_name(request), int(cache.get(_name(request), 0)) + 1, WINDOW_SECONDS)


def _name(request: HttpRequest) -> str:
    return f"verification:{get_adapter().get_client_ip(request)}"
