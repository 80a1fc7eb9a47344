"""Verify what was chosen: one question over the list, then each for itself, and a sentence for each that moved on."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.deciding import CannotDecide
from petruk.appraisal.actions.deciding import verify as write
from petruk.appraisal.queries.deciding import stopped, to_draw
from petruk.core.lifecycle import Act, Actor
from petruk.web.appraisal.posted import values_of
from petruk.web.appraisal.totals import total_of
from petruk.web.confirming import Fresh
from petruk.web.deciding.desks import KEPT, agency_address, assessment_or_404, sent_to_result
from petruk.web.page import PageRequest, page

CHOSEN = "pilih-"
MOST = 50
LONGEST_VERSION = 9


@page(Permission.ASSESSMENT_VERIFY, "POST", fresh=Fresh.SENT)
def verify(request: PageRequest) -> HttpResponse:
    """Ask over what was chosen; once that is answered, verify."""
    values = values_of(request.POST)
    chosen = _chosen(values)
    rows = to_draw(request.authority, Actor.AGENCY).filter(public_id__in=chosen).order_by("unit__path", "pk")
    found = [(row, chosen[row.public_id]) for row in rows]
    if not found:
        messages.warning(request, _("Nothing is chosen. Mark what you want to verify."))
        return redirect(agency_address(values))
    asked = {"periode": found[0][0].period.public_id} | {key: values[key] for key in KEPT if values.get(key)}
    if values.get("act") == "verify":
        return _verified(request, found, asked)
    return _question(request, found, asked)


@page(Permission.ASSESSMENT_VERIFY, "GET")
def verify_one(request: PageRequest, assessment: str) -> HttpResponse:
    """Ask over one."""
    found = assessment_or_404(request.authority, Actor.AGENCY, assessment)
    if why := stopped(request.authority, found, Act.VERIFY, Actor.AGENCY):
        return sent_to_result(request, found, why)
    return _question(request, [(found, found.version)], {"periode": found.period.public_id})


def _question(request: PageRequest, found: list[tuple[Any, int]], asked: Mapping[str, str]) -> HttpResponse:
    """Show what would be verified, and beside it what would not and why. ``asked`` leads back to the desk."""
    able = [(row, total_of(row.sheet), version) for row, version in found if not _against(request.authority, row)]
    unable = [(row, why) for row, _version in found if (why := _against(request.authority, row))]
    context = {"able": able, "unable": unable, "desk": agency_address(asked), "fields": asked.items()}
    return render(request, "deciding/verify.html", context)


def _verified(request: PageRequest, found: list[tuple[Any, int]], asked: Mapping[str, str]) -> HttpResponse:
    refused = list(_refusals(request.authority, found))
    if done := len(found) - len(refused):
        said = ngettext("%(count)s assessment is verified.", "%(count)s assessments are verified.", done)
        messages.success(request, said % {"count": done})
    for name, why in refused:
        messages.error(request, f"{name}: {why}")
    return redirect(agency_address(asked))


def _refusals(authority: Authority, found: list[tuple[Any, int]]) -> Iterator[tuple[str, str]]:
    for row, version in found:
        try:
            write(row, version=version, at=timezone.now(), by=authority)
        except CannotDecide as refusal:
            yield row.sheet["person"]["name"], str(refusal)


def _against(authority: Authority, row: Any) -> str:
    return stopped(authority, row, Act.VERIFY, Actor.AGENCY)


def _chosen(values: Mapping[str, str]) -> dict[str, int]:
    """Return by public id on which version each was chosen. Raises ``BadRequest`` for what no page of ours sends."""
    chosen = {name.removeprefix(CHOSEN): value for name, value in values.items() if name.startswith(CHOSEN)}
    whole = all(value.isascii() and value.isdigit() and len(value) <= LONGEST_VERSION for value in chosen.values())
    if not whole or len(chosen) > MOST:
        raise BadRequest("No such choice.")
    return {public_id: int(value) for public_id, value in chosen.items()}
