"""One objection, for whoever may read it: the employee, the agency, the inspector."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries import objections as queries
from petruk.privacy.queries import LookKind
from petruk.web.looked import looked
from petruk.web.objections.words import lines
from petruk.web.page import PageRequest, page
from petruk.web.sending import sent


@page(P.ASSESSMENT_VIEW, "GET")
def objection(request: PageRequest, objection: str) -> HttpResponse:
    authority = request.authority
    found = get_object_or_404(queries.objections(authority), public_id=objection)
    looked(request, found.result.assessment.employee_id, LookKind.OBJECTION)
    (line,) = lines(authority, [found])
    own = found.result.assessment.employee_id == authority.employee_id and authority.reaches_own(P.OBJECTION_FILE)
    context = {
        "line": line,
        "objection": found,
        "own": own,
        "answers": authority.has(P.OBJECTION_ANSWER) and line.waits and not own,
    }
    return render(request, "objections/objection.html", context)


@page(P.ASSESSMENT_VIEW, "GET")
def download(request: PageRequest, objection: str) -> HttpResponse:
    found = get_object_or_404(queries.objections(request.authority), public_id=objection)
    looked(request, found.result.assessment.employee_id, LookKind.OBJECTION)
    return sent(queries.bytes_of(request.authority, found), name=found.file_name, media_type=found.media_type)
