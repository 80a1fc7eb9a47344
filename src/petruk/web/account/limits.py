import math
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

WAIT_OF_ADDRESS = timedelta(minutes=1)


def too_many(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Answer one attempt too many: how long to wait, in words and in the header that programs read."""
    context = {"minutes": math.ceil(wait / timedelta(minutes=1)), "again_at": timezone.localtime() + wait}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(int(wait.total_seconds()))
    return response
