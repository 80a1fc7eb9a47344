from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without our token: what to do, not what was wrong inside."""
    return render(request, "403_csrf.html", status=403)
