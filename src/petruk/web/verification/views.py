"""What anybody who holds a printed paper may ask: is it ours, does it still count. Nothing here needs a sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from petruk.access.authority import NOBODY
from petruk.documents.queries.public import public_paper
from petruk.web.page import public_page
from petruk.web.verification import misses
from petruk.web.verification.code import read_code


@public_page("GET")
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and send whoever typed one to its own address."""
    typed = request.GET.get("kode", "")
    if code := read_code(typed):
        return redirect("verification:paper", code)
    return render(request, "verification/start.html", {"typed": typed[:60]}, status=422 if typed else 200)


@public_page("GET")
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Say of a paper what stands on it. Every unknown code has the same answer, and few of them are answered."""
    if misses.too_many(request):
        return _later(request)
    found = public_paper(NOBODY, read_code(code)) if read_code(code) else None
    if found is None:
        misses.count(request)
        return render(request, "verification/unknown.html", status=404)
    return render(request, "verification/paper.html", {"paper": found})


def _later(request: HttpRequest) -> HttpResponse:
    minutes = misses.WINDOW_SECONDS // 60
    response = render(request, "verification/later.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(misses.WINDOW_SECONDS)
    return response
