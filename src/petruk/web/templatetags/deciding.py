"""The words of a decision: for whom it waits, in which capacity he acts, how long it has waited."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from petruk.appraisal.queries.deciding import Awaited
from petruk.appraisal.queries.holdups import Step
from petruk.appraisal.refusals import BARRED, Bar
from petruk.documents.signing_lines import position_lines

register = template.Library()

STEPS: Mapping[Step, str | Promise] = {
    Step.NOT_BEGUN: gettext_lazy("Not assessed yet"),
    Step.DRAFT: gettext_lazy("Draft"),
    Step.RETURNED: gettext_lazy("Returned"),
    Step.SUBMITTED: gettext_lazy("Handed in"),
    Step.CONFIRMED: gettext_lazy("Confirmed"),
    Step.VERIFIED: gettext_lazy("Verified"),
}
HOLDERS: Mapping[Step, str | Promise] = {
    Step.NOT_BEGUN: gettext_lazy("the personnel officer"),
    Step.DRAFT: gettext_lazy("the personnel officer"),
    Step.RETURNED: gettext_lazy("the personnel officer"),
    Step.SUBMITTED: gettext_lazy("the head of the office"),
    Step.CONFIRMED: gettext_lazy("the personnel agency"),
}


@register.filter
def step_word(step: Step) -> str:
    return str(STEPS[step])


@register.filter
def holder_word(step: Step) -> str:
    """Say whose turn it is at a step."""
    return str(HOLDERS[step])


@register.filter
def bar_words(bar: Bar) -> str:
    return str(BARRED[bar])


@register.filter
def office_words(signatory: Any) -> str:
    """Write as what somebody acts: "Plt. KEPALA DINAS SOSIAL"."""
    return ", ".join(position_lines(signatory.capacity, signatory.office))


@register.filter
def awaits(awaited: Awaited) -> str:
    """Say for whose confirmation something waits, with office and name."""
    if awaited.official is None:
        return _("Waits for the head of the office to confirm; nobody is registered in that office.")
    named = {"office": office_words(awaited.official), "name": awaited.official.employee.titled_name}
    if awaited.superior:
        return _("Waits for %(office)s, %(name)s, of the unit above, to confirm.") % named
    return _("Waits for %(office)s, %(name)s, to confirm.") % named


@register.filter
def waited(since: datetime, now: datetime) -> str:
    """Count the days on the installation's own calendar: "hari ini", "3 hari"."""
    days = (timezone.localdate(now) - timezone.localdate(since)).days
    if days <= 0:
        return _("since today")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


@register.filter
def of_key(found: Mapping[Any, Any], key: Any) -> Any:
    """Look something up by its key; nothing when it is not there."""
    return found.get(key)
