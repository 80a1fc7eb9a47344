"""Try a draft on the results of an earlier period, before it decides anything."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries.fitting import Misfit
from petruk.appraisal.queries.trials import UnitResult, earlier_periods
from petruk.appraisal.queries.trials import trial as trial_of
from petruk.core.spread import figures
from petruk.core.tie_breaks import By
from petruk.web.choosing import chosen
from petruk.web.histogram import histogram
from petruk.web.page import PageRequest, page
from petruk.web.workshop.desk import Desk, desk_or_404

MISFITS = {
    Misfit.ABSENT: gettext_lazy("The period had no indicator of this code."),
    Misfit.OTHER_KIND: gettext_lazy("There it was of another kind."),
    Misfit.OTHER_DATA: gettext_lazy("There it read other data."),
    Misfit.OTHER_DOCUMENTS: gettext_lazy("There the list had other documents."),
    Misfit.OTHER_ASPECTS: gettext_lazy("There the panel scored other aspects, or higher points."),
    Misfit.PANEL_OPEN: gettext_lazy("The panel of the period is not locked; its points stay unseen."),
}


@page(P.INSTRUMENT_MANAGE, "GET")
def trial(request: PageRequest, public_id: str) -> HttpResponse:
    desk = desk_or_404(request, public_id)
    known = earlier_periods(request.authority, at=timezone.now())
    period = chosen(known, request.GET["periode"]) if request.GET.get("periode") else None
    context = {"desk": desk, "periods": known, "chosen": period, "rules": desk.rules()}
    return render(request, "workshop/trial.html", context | _outcome(request, desk, period))


def _outcome(request: PageRequest, desk: Desk, period: Any) -> dict[str, Any]:
    rules = desk.rules()
    if period is None or rules is None:
        return {}
    found = trial_of(request.authority, rules, period)
    return {
        "trial": found,
        "left_out": [(each.indicator.title, MISFITS[each.why]) for each in found.left_out],
        "units": [(each, _why(each)) for each in found.units],
        "spread": histogram(found.totals, found.rules.maximum),
        "known": figures(found.totals),
    }


def _why(each: UnitResult) -> str:
    """Say why the first stands above the second; a draw of a trial decides nothing, so it is only named."""
    if each.winner.step is not None and each.winner.step.by is By.DRAW:
        return _("Only a draw would decide over %(name)s.") % {"name": each.order[1].entry.name}
    return each.winner.reason
