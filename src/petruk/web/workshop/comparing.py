"""Compare two versions, published or drafts: what changed, in words."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries.drafts import drafts
from petruk.appraisal.queries.instruments import instruments
from petruk.core.comparison import compare as changes_of
from petruk.web.page import PageRequest, page
from petruk.web.workshop.words import changes_told


@page(P.INSTRUMENT_MANAGE, "GET")
def compare(request: PageRequest) -> HttpResponse:
    known = _known(request)
    before, after = (_chosen(known, request.GET.get(name, "")) for name in ("dari", "ke"))
    changes = changes_told(changes_of(before["definition"], after["definition"])) if before and after else None
    context = {"known": known.items(), "before": before, "after": after, "changes": changes}
    return render(request, "workshop/compare.html", context)


def _known(request: PageRequest) -> dict[str, dict[str, Any]]:
    """Return everything that can be compared, by public id."""
    published = [
        {"ref": each.public_id, "name": f"{each.title} ({each.code})", "definition": each.definition}
        for each in instruments(request.authority)
    ]
    open_drafts = [
        {
            "ref": each.public_id,
            "name": _("Draft: %(title)s") % {"title": each.definition.get("title", "–")},
            "definition": each.definition,
        }
        for each in drafts(request.authority).filter(published_as=None)
    ]
    return {each["ref"]: each for each in (*published, *open_drafts)}


def _chosen(known: Mapping[str, Any], ref: str) -> Any:
    """Return what the address names; nothing named is nothing chosen, a name that nothing has is a 404."""
    if ref and ref not in known:
        raise Http404
    return known.get(ref)
