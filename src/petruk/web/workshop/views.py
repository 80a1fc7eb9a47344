"""The workshop: its drafts, one of them, the draft as the officer will see it, and the draft as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries.drafts import drafts
from petruk.appraisal.queries.instruments import instruments
from petruk.audit.queries import history
from petruk.core.tie_breaks import DEFAULT
from petruk.web.instruments.definition import as_text, file_name
from petruk.web.instruments.words import preview as preview_of
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.workshop.desk import Desk, desk_or_404, kind_words, kinds
from petruk.web.workshop.forms import NameForm, NewIndicatorForm, VersionForm
from petruk.web.workshop.parts import step_words
from petruk.web.workshop.words import eligibility_words, told, total_of

MOST_EVENTS = 20


@page(P.INSTRUMENT_MANAGE, "GET")
def draft_list(request: PageRequest) -> HttpResponse:
    rows = page_of(drafts(request.authority), request.GET)
    context = {"rows": rows, "instruments": instruments(request.authority), "form": NameForm()}
    return render(request, "workshop/drafts.html", context)


@page(P.INSTRUMENT_MANAGE, "GET")
def draft(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    context = {
        "desk": desk,
        "indicators": list(_lines(desk)),
        "total": total_of(desk.definition),
        "eligibility": list(eligibility_words(desk.definition["eligibility"])),
        "steps": [step_words(desk.definition, step) for step in _chain(desk)],
        "button": VersionForm(initial={"version": desk.draft.version}),
        "form": NewIndicatorForm(kinds=kinds()),
        "events": list(told(history(request.authority, desk.draft).order_by("-pk")[:MOST_EVENTS])),
    }
    return render(request, "workshop/draft.html", context)


@page(P.INSTRUMENT_MANAGE, "GET")
def preview(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    rules = desk.rules()
    context = {"desk": desk, "rules": rules, "parts": list(preview_of(rules)) if rules else ()}
    return render(request, "workshop/preview.html", context)


@page(P.INSTRUMENT_MANAGE, "GET")
def export(request: PageRequest, public_id: str) -> HttpResponse:
    """Hand the draft out as a file, right or wrong; its name carries the fingerprint of what is inside."""
    desk = desk_or_404(request, public_id)
    response = HttpResponse(as_text(desk.definition), content_type="application/json; charset=utf-8")
    name = file_name(safe_code(desk), desk.sha256)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def safe_code(desk: Desk) -> str:
    """Return the code where it may stand in the name of a file."""
    code = str(desk.definition.get("code", ""))
    return code if code.isascii() and code.replace("-", "").isalnum() else ""


def _lines(desk: Desk) -> Iterator[dict[str, Any]]:
    known = desk.definition["indicators"]
    for at, each in enumerate(known):
        yield {
            "code": each["code"],
            "title": each.get("title") or each["code"],
            "kind": kind_words(each["kind"]),
            "maximum": str(each.get("maximum", "–")).replace(".", ","),
            "faults": desk.faults_of(each["code"]),
            "first": at == 0,
            "last": at == len(known) - 1,
        }


def _chain(desk: Desk) -> list[dict[str, str]]:
    """Return the steps in force: those of the draft, or the ones that hold where it has none."""
    return desk.definition.get("tie_breaks") or [{"by": step.by.value} for step in DEFAULT]
