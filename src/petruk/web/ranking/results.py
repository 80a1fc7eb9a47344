"""One sealed result: why each number is what it is, where it stands, how firm, and the very bytes."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries import sealed as queries
from petruk.appraisal.queries import why as reasons
from petruk.privacy.queries import LookKind
from petruk.web.looked import looked
from petruk.web.objections.words import finalities
from petruk.web.page import PageRequest, page


@page(P.ASSESSMENT_VIEW, "GET")
def why(request: PageRequest, public_id: str) -> HttpResponse:
    result = get_object_or_404(queries.sealed_results(request.authority), public_id=public_id)
    looked(request, result.assessment.employee_id, LookKind.RESULT)
    period = result.assessment.period
    told = reasons.why(request.authority, result)
    ranks = request.authority.covers(P.RANKING_VIEW, result.assessment.unit.path)
    decides = ranks and request.authority.has(P.RESULT_DECIDE)
    pending = queries.reopenings(request.authority).filter(result=result, granted=None).first() if ranks else None
    context = {
        "result": result,
        "content": told.content,
        "explained": told.explained,
        "total_sentence": told.total,
        "has_total": told.has_total,
        "standings": reasons.standings(request.authority, result),
        "versions": queries.versions(request.authority, result),
        "ranks": ranks,
        "decides": decides,
        "may_ask": decides and result.superseded_at is None and pending is None,
        "pending": pending,
        "finality": finalities(request.authority, [period])[period.pk],
    }
    return render(request, "ranking/why.html", context)


@page(P.RANKING_VIEW, "GET")
def sealed(request: PageRequest, public_id: str) -> HttpResponse:
    """Send the sealed bytes, so that anybody can compute their hash. The name says no NIP."""
    result = queries.sealed_file(request.authority, public_id)
    if result is None:
        raise Http404
    looked(request, result.assessment.employee_id, LookKind.RESULT)
    headers = {
        "Content-Disposition": f'attachment; filename="segel-{result.sha256[:12]}.json"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(result.content), content_type="application/json", headers=headers)
