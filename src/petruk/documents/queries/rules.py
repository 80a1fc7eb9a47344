"""How papers of each kind are numbered and set, by day."""

from collections.abc import Mapping
from datetime import date

from petruk.access.authority import Authority
from petruk.documents.models import Document, PaperRule

Kind = Document.Kind
Size = PaperRule.Size
PATTERNS: Mapping[str, str] = {
    Kind.RESULT: "{nnn}/PETRUK/{yyyy}",
    Kind.RECAP: "{nnn}/REKAP/{yyyy}",
    Kind.MINUTES: "{nnn}/BERITA-ACARA/{yyyy}",
    Kind.CHARTER: "{nnn}/PIAGAM/{yyyy}",
    Kind.LETTER: "{nnn}/PENGANTAR/{yyyy}",
    Kind.FORM: "{nnn}/FORMULIR/{yyyy}",
}
"""The patterns of numbers until the agency sets its own."""


def rule_on(authority: Authority, kind: str, day: date) -> PaperRule:
    """Return the rule for papers of a kind that are dated on a day."""
    set_by_agency = PaperRule.objects.filter(kind=kind, started_on__lte=day) if authority.signed_in else None
    return (set_by_agency.first() if set_by_agency else None) or _default(kind)


def rules_on(authority: Authority, day: date) -> list[tuple[Kind, PaperRule]]:
    """Return the rule of every kind on a day, and those that will follow are not among them."""
    rules = PaperRule.objects.filter(started_on__lte=day).order_by("started_on") if authority.signed_in else ()
    latest = {rule.kind: rule for rule in rules}
    return [(kind, latest.get(str(kind)) or _default(kind)) for kind in Kind]


def patterns_of_others(authority: Authority, kind: str) -> set[str]:
    """Return every pattern that papers of other kinds have had, have, or will have."""
    rules = PaperRule.objects.exclude(kind=kind).values_list("pattern", flat=True) if authority.signed_in else ()
    return {*rules} | {pattern for other, pattern in PATTERNS.items() if other != kind}


def _default(kind: str) -> PaperRule:
    size = Size.A4 if kind == Kind.CHARTER else Size.F4
    return PaperRule(kind=kind, started_on=date.min, pattern=PATTERNS[kind], size=size)
