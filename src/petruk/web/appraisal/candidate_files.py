"""The people of a unit as a file: exactly the candidates that the page lists."""

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission
from petruk.appraisal.queries.candidates import Candidate
from petruk.web.appraisal.candidates import matching, unit_desk
from petruk.web.page import PageRequest, page
from petruk.web.people.search import digits_of, text_of
from petruk.web.tables.answer import download
from petruk.web.tables.signing import signature
from petruk.web.tables.table import Column, Kind, Table, Value, told
from petruk.web.templatetags.appraisal import echelon_words, reason_words, state_word


def _state(candidate: Candidate) -> str:
    if candidate.assessment:
        return state_word(candidate.assessment.state)
    if candidate.eligible:
        return _("Not assessed yet")
    return _("Assessed by another unit") if candidate.elsewhere and not candidate.obstacles else _("Not eligible")


def _total(candidate: Candidate) -> Value:
    """Return the total where the page shows one: of what was handed in, and whole."""
    known = candidate.assessment
    return known.total if known is not None and known.slot and known.has_final_total else None


def _notes(candidate: Candidate) -> str:
    notes = [reason_words(each) for each in candidate.obstacles]
    if candidate.exemption:
        notes.append(_("Candidate by exemption: %(reason)s") % {"reason": candidate.exemption.reason})
    if candidate.waiting and candidate.obstacles:
        notes.append(_("An exemption is asked for."))
    return " ".join(notes)


COLUMNS = (
    Column("NIP", lambda candidate: candidate.employee.nip, Kind.NIP),
    Column(gettext_lazy("Name"), lambda candidate: candidate.employee.titled_name, width=34),
    Column(gettext_lazy("Post"), lambda candidate: candidate.employee.placement.position, width=34),
    Column(gettext_lazy("Rank"), lambda candidate: candidate.employee.placement.rank, width=10),
    Column(gettext_lazy("Echelon"), lambda candidate: echelon_words(candidate.employee.placement.echelon), width=22),
    Column(gettext_lazy("State"), _state, width=20),
    Column(gettext_lazy("Total"), _total, Kind.NUMBER, width=10, places=None),
    Column(gettext_lazy("Note"), _notes, width=44),
)


@page(Permission.ASSESSMENT_VIEW, "POST")
def export(request: PageRequest, period: str, unit: str) -> HttpResponseBase:
    desk = unit_desk(request, period, unit)
    text = text_of(request.POST)
    digits = digits_of(text)
    found = matching(desk, text, digits)
    table = Table(
        name=_("candidates"),
        title=_("Candidates"),
        terms=told(
            (_("Period"), desk.opening.period.name), (_("Work unit"), desk.roll.unit.name), (_("Name or NIP"), text)
        ),
        columns=COLUMNS,
        rows=found,
        count=len(found),
        signature=signature(request.authority, Permission.ASSESSMENT_VIEW, desk.roll.unit.path),
    )
    back = reverse("appraisal:candidates", args=[period, unit])
    return download(request, table, what="candidates", number=text if digits else "", back=back)
