"""Try a draft on the results of an earlier period, before it decides anything."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.permissions import Permission as P
from petruk.appraisal.queries.fitting import Misfit
from petruk.appraisal.queries.trials import Trial, UnitResult, earlier_periods
from petruk.appraisal.queries.trials import trial as trial_of
from petruk.core.numbers import format_decimal
from petruk.core.tie_breaks import By
from petruk.web.page import PageRequest, page
from petruk.web.workshop.desk import Desk, desk_or_404

BUCKETS = 10
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
    chosen = _chosen(known, request.GET.get("periode", ""))
    context = {"desk": desk, "periods": known, "chosen": chosen, "rules": desk.rules()}
    return render(request, "workshop/trial.html", context | _outcome(request, desk, chosen))


def _chosen(known: Sequence[Any], ref: str) -> Any:
    """Return the period that the address names; a name that none has is a 404, none at all is no choice."""
    if not ref:
        return None
    found = next((period for period in known if period.public_id == ref), None)
    if found is None:
        raise Http404
    return found


def _outcome(request: PageRequest, desk: Desk, chosen: Any) -> dict[str, Any]:
    rules = desk.rules()
    if chosen is None or rules is None:
        return {}
    found = trial_of(request.authority, rules, chosen)
    return {
        "trial": found,
        "left_out": [(each.indicator.title, MISFITS[each.why]) for each in found.left_out],
        "units": [(each, _why(each)) for each in found.units],
        "spread": spread(found),
        "median": found.totals[len(found.totals) // 2] if found.totals else None,
        "highest": found.totals[-1] if found.totals else None,
    }


def spread(found: Trial) -> list[dict[str, Any]]:
    """Return how many people lie in each tenth of the points that can be reached, the highest first."""
    maximum = found.rules.maximum
    if not maximum:
        return []
    of = [min(int(total * BUCKETS / maximum), BUCKETS - 1) for total in found.totals]
    return [{"label": _bounds(maximum, at), "value": of.count(at)} for at in reversed(range(BUCKETS))]


def _bounds(maximum: Decimal, at: int) -> str:
    low, high = (format_decimal(maximum * edge / BUCKETS, None) for edge in (at, at + 1))
    words = _("%(low)s to %(high)s") if at == BUCKETS - 1 else _("%(low)s to below %(high)s")
    return words % {"low": low, "high": high}


def _why(each: UnitResult) -> str:
    """Say why the first stands above the second; a draw of a trial decides nothing, so it is only named."""
    if each.winner.step is not None and each.winner.step.by is By.DRAW:
        return _("Only a draw would decide over %(name)s.") % {"name": each.order[1].entry.name}
    return each.winner.reason
