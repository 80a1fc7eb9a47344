"""How papers are numbered and set from a day on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core import numbering
from petruk.core.errors import Refusal
from petruk.core.numbering import Fault, PatternError
from petruk.documents.models import PaperRule
from petruk.documents.queries.rules import patterns_of_others


class PatternRefused(Refusal):
    """The pattern would not give each paper a number of its own."""


@dataclass(frozen=True)
class Terms:
    started_on: date
    pattern: str
    size: str
    layout: int = 1
    emblem: bool = True


@transaction.atomic
def set_rule(kind: str, terms: Terms, *, by: Authority) -> PaperRule:
    """Set how papers of a kind are numbered and set from a day on. Raises ``PatternRefused``."""
    by.require_top(Permission.USER_MANAGE)
    _check(kind, terms.pattern, by=by)
    given: dict[str, Any] = {
        "pattern": terms.pattern,
        "size": terms.size,
        "layout": terms.layout,
        "emblem": terms.emblem,
    }
    rule, _made = PaperRule.objects.update_or_create(kind=kind, started_on=terms.started_on, defaults=given)
    record("paper_rule.set", rule, by=by, kind=str(kind), started_on=terms.started_on.isoformat(), **given)
    return rule


def _check(kind: str, pattern: str, *, by: Authority) -> None:
    try:
        numbering.check(pattern)
    except PatternError as error:
        raise PatternRefused(_words(error.fault)) from error
    if pattern in patterns_of_others(by, kind):
        raise PatternRefused(_("Another kind of paper has this pattern. Two papers would bear one number."))


def _words(fault: Fault) -> str:
    return {
        Fault.LENGTH: _("Write at most 50 signs."),
        Fault.SIGNS: _("Use letters, digits, points, slashes, dashes and spaces only."),
        Fault.UNKNOWN: _("Only {n}, {nnn}, {yyyy}, {mm} and {romawi} may stand in braces."),
        Fault.SERIAL: _("Write {n} exactly once, where the serial number shall stand."),
        Fault.TOUCHING: _("No digit may stand directly beside {n}. Put a slash or a dash between them."),
        Fault.YEAR: _("Write {yyyy} exactly once, where the year shall stand."),
    }[fault]
