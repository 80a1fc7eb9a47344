import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

WAIT_OF_ADDRESS = timedelta(minutes=1)
WAIT_OF_SECOND_STEP = (("second_step", timedelta(minutes=5)), ("second_step_patience", timedelta(hours=1)))


class TooManyAttempts(Exception):  # noqa: N818  an answer, not a fault
    """Somebody guesses, or seems to. ``wait`` is the longest time after which the next attempt counts."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


@contextmanager
def one_more_code(request: HttpRequest, account: str) -> Iterator[None]:
    """Count an attempt at the codes of an account; one that was right ends the counting.

    Raises ``TooManyAttempts``.
    """
    for action, wait in WAIT_OF_SECOND_STEP:
        if not ratelimit.consume(request, action=action, key=account):
            raise TooManyAttempts(wait)
    yield
    for action, _wait in WAIT_OF_SECOND_STEP:
        ratelimit.clear(request, action=action, key=account)


def too_many(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Answer one attempt too many: how long to wait, in words and in the header that programs read."""
    context = {"minutes": math.ceil(wait / timedelta(minutes=1)), "again_at": timezone.localtime() + wait}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(int(wait.total_seconds()))
    return response
