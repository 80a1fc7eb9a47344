"""What anybody who holds a paper may ask: is it ours, does it still count, is this file the one that was issued.

Nothing here needs a sign-in, and nothing that is sent here is kept.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.access.authority import NOBODY
from petruk.documents.queries.checking import Checked, checked, trusted
from petruk.documents.queries.public import public_paper
from petruk.web.evidence.forms import UploadForm
from petruk.web.page import public_page
from petruk.web.verification import limits, words
from petruk.web.verification.code import read_code

MANY_CODES = _("From your address many codes were tried that do not exist. So nobody can find papers by guessing.")
MANY_FILES = _("From your address many files were sent to be checked. So others get their turn.")


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
    if limits.UNKNOWN_CODES.reached(request):
        return _later(request, MANY_CODES)
    found = public_paper(NOBODY, read_code(code)) if read_code(code) else None
    if found is None:
        limits.UNKNOWN_CODES.count(request)
        return render(request, "verification/unknown.html", status=404)
    return render(request, "verification/paper.html", {"paper": found})


@public_page("GET", "POST")
def file(request: HttpRequest) -> HttpResponse:
    """Compare a file with our papers, and read the signatures in it."""
    if request.method != "POST":
        return render(request, "verification/file.html", {"form": UploadForm()})
    if limits.FILES.reached(request):
        return _later(request, MANY_FILES)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "verification/file.html", {"form": form}, status=422)
    limits.FILES.count(request)
    return _answer(request, checked(NOBODY, form.upload().content, trusted()))


def _answer(request: HttpRequest, found: Checked) -> HttpResponse:
    verdict = words.verdict(found)
    signatures = [words.signature(each) for each in found.signatures]
    context = {"checked": found, "paper": found.paper, "verdict": verdict, "signatures": signatures}
    return render(request, "verification/checked.html", context)


def _later(request: HttpRequest, why: Promise) -> HttpResponse:
    context = {"minutes": limits.WINDOW_SECONDS // 60, "why": why}
    response = render(request, "verification/later.html", context, status=429)
    response.headers["Retry-After"] = str(limits.WINDOW_SECONDS)
    return response
