"""The words of the register: kinds, ranks, ratings, days counted. The terms of law stay Indonesian."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from petruk.core.legal_status import legal_status_name
from petruk.core.nip import EmployeeKind
from petruk.core.predicate import Predicate, Rating
from petruk.core.ranks import PNS_RANKS, PPPK_GRADES

register = template.Library()

ABSENCES = ("permitted", "sick", "leave", "duty", "study", "unexcused")
FAULTS = ("late", "left_early", "unexcused")
ASPECTS = ("service", "integrity", "commitment", "discipline", "cooperation", "leadership")

register.filter("legal_status", legal_status_name)


@register.filter
def kind_label(kind: str) -> str:
    return EmployeeKind(kind).label


@register.filter
def rank_words(golongan: str) -> str:
    """Write "Penata Muda (III/a)" of a PNS, "Golongan IX" of a PPPK, who has no pangkat."""
    if golongan in PNS_RANKS:
        return f"{PNS_RANKS[golongan]} ({golongan})"
    return f"Golongan {golongan}" if golongan in PPPK_GRADES else golongan


@register.filter
def rating_label(rating: str) -> str:
    return Rating(rating).label if rating else ""


@register.filter
def predicate_label(predicate: str) -> str:
    return Predicate(predicate).label if predicate else ""


@register.filter
def absences(attendance: Any) -> str:
    """Write the days away by their reason, or that the file did not tell."""
    return _counted(attendance, ABSENCES) or _("not broken down in the file")


@register.filter
def faults(attendance: Any) -> str:
    """Write the days that lower the realisation; nothing when the file did not tell."""
    return _counted(attendance, FAULTS)


@register.filter
def aspects(behaviour: Any) -> list[tuple[str, Any]]:
    """Pair the aspects of e-Perilaku with their values; one that was not rated is left out."""
    return [(label, value) for label, value in _values(behaviour, ASPECTS) if value is not None]


def _counted(fact: Any, names: Iterable[str]) -> str:
    known = [(label, days) for label, days in _values(fact, names) if days is not None]
    if not known:
        return ""
    return " · ".join(f"{label} {days}" for label, days in known if days) or _("none")


def _values(fact: Any, names: Iterable[str]) -> list[tuple[str, Any]]:
    return [(str(fact._meta.get_field(name).verbose_name), getattr(fact, name)) for name in names]
