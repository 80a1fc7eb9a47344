"""Who of a unit may be assessed, how far each is, and what may be done."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from petruk.access.permissions import Permission
from petruk.appraisal.queries.candidates import Candidate, Roll, roll, unit_to_assess
from petruk.appraisal.queries.periods import Opening, extensions, opening, rules_of
from petruk.core.lifecycle import Act, State, allowed
from petruk.core.period import PeriodState
from petruk.web.appraisal.desk import period_or_404
from petruk.web.page import PageRequest, page
from petruk.web.paging import page_of
from petruk.web.people.search import digits_of, text_of


@dataclass(frozen=True)
class UnitDesk:
    """One unit in one period, as the person at it may work there."""

    roll: Roll
    opening: Opening
    works_here: bool
    at: datetime

    @property
    def takes_work(self) -> bool:
        return self.works_here and self.opening.is_open(self.at)

    @property
    def takes_candidates(self) -> bool:
        """Say whether the unit works now, or will."""
        return self.opening.state(self.at) in {PeriodState.SCHEDULED, PeriodState.OPEN}

    @property
    def full(self) -> bool:
        return len(self.roll.nominees) >= self.opening.period.nominees_per_unit

    def act(self, candidate: Candidate) -> str:
        """Return the one thing to do with a candidate: ``assess continue preview result``, or nothing."""
        if candidate.assessment is None:
            return "assess" if candidate.eligible and self.takes_work and not self.full else ""
        if Act.SAVE not in allowed(State(candidate.assessment.state)):
            return "result"
        if not self.works_here:
            return ""
        return "continue" if self.takes_work and not candidate.obstacles else "preview"


@page(Permission.ASSESSMENT_VIEW, "GET", "POST")
def candidates(request: PageRequest, period: str, unit: str) -> HttpResponse:
    """List a unit. A search goes by POST: words are sent on to an address, a number is answered here."""
    desk = unit_desk(request, period, unit)
    text, digits = text_of(request.GET), ""
    if request.method == "POST":
        text, digits = text_of(request.POST), digits_of(text_of(request.POST))
        if not digits:
            address = reverse("appraisal:candidates", args=[period, unit])
            return redirect(f"{address}?{urlencode({'cari': text})}" if text else address)
    rows = page_of(matching(desk, text, digits), request.GET)
    context = {
        "period": desk.opening.period,
        "unit": desk.roll.unit,
        "opening": desk.opening,
        "state": desk.opening.state(desk.at),
        "roll": desk.roll,
        "full": desk.full,
        "text": text,
        "by_number": bool(digits),
        "fields": [("cari", text)],
        "rows": rows,
        "may_issue": desk.works_here,
        "may_exempt": request.authority.has(Permission.OVERRIDE_MANAGE) and desk.takes_candidates,
        "lines": [(candidate, desk.act(candidate)) for candidate in rows],
    }
    return render(request, "appraisal/candidates.html", context)


def unit_desk(request: PageRequest, period_id: str, unit_id: str) -> UnitDesk:
    authority, at = request.authority, timezone.now()
    period = period_or_404(authority, period_id)
    unit = unit_to_assess(authority, unit_id)
    if unit is None:
        raise Http404
    instrument, _windows = rules_of(period)
    return UnitDesk(
        roll=roll(authority, period, unit, instrument.eligibility, on=timezone.localdate(at)),
        opening=opening(period, unit.path, extensions(authority, period)),
        works_here=authority.covers(Permission.ASSESSMENT_SUBMIT, unit.path),
        at=at,
    )


def matching(desk: UnitDesk, text: str, digits: str) -> list[Candidate]:
    """Return the candidates of a unit whose name holds these words, or whose number these digits."""
    return [candidate for candidate in desk.roll.candidates if _matches(candidate, text, digits)]


def _matches(candidate: Candidate, text: str, digits: str) -> bool:
    if digits:
        return digits in candidate.employee.nip
    name = candidate.employee.titled_name.casefold()
    return all(word in name for word in text.casefold().split())
