"""The words of a panel: how far a panelist is with a candidate, and what keeps him from it."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from petruk.appraisal.queries.panelist import SheetState
from petruk.core.recusal import Conflict

register = template.Library()

STATES: Mapping[SheetState, tuple[Promise, str]] = {
    SheetState.WAITING: (_("Not scored yet"), "wait"),
    SheetState.DRAFT: (_("Draft"), "wait"),
    SheetState.HANDED_IN: (_("Handed in"), "good"),
    SheetState.RECUSED: (_("Stands aside"), "none"),
    SheetState.BARRED: (_("Must stand aside"), "none"),
}
CONFLICTS: Mapping[Conflict, Promise] = {
    Conflict.SELF: _("This is you. Nobody scores himself."),
    Conflict.RIVAL: _("You are a candidate of this period yourself, so you score nobody in it."),
    Conflict.OWN_UNIT: _("The candidate works in your own unit, above it or below it."),
}


@register.filter
def sheet_word(state: SheetState) -> str:
    return str(STATES[state][0])


@register.filter
def sheet_kind(state: SheetState) -> str:
    return STATES[state][1]


@register.filter
def conflict_words(conflict: Conflict) -> str:
    return str(CONFLICTS[conflict])


@register.filter
def of_aspect(points: Mapping[str, int], code: str) -> int | str:
    """Return what was given for one aspect, a dash for nothing."""
    return points.get(code, "–")
