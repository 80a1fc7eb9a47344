"""Who may be a candidate. Every "no" comes with the fact behind it, so that a page can say why.

Source: docs/rules/scoring.md section 1.
"""

from dataclasses import dataclass
from enum import StrEnum

from petruk.core.nip import EmployeeKind


class IneligibleReason(StrEnum):
    KIND = "kind"
    ECHELON = "echelon"
    NOT_ACTIVE = "not_active"
    ASSESSOR = "assessor"
    SIGNATORY = "signatory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an instrument demands. ``legal_statuses`` are BKN codes (kedudukan hukum); "01" is active."""

    kinds: frozenset[EmployeeKind]
    excluded_echelons: frozenset[str]
    legal_statuses: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The facts that decide, on the day of the question. ``echelon`` is "II/b", "JFU", "JFT" or empty."""

    kind: EmployeeKind
    echelon: str
    legal_status: str
    is_assessor: bool = False
    is_signatory: bool = False


@dataclass(frozen=True, slots=True)
class Ineligible:
    reason: IneligibleReason
    fact: str = ""


def verdict(rules: Rules, person: Person) -> tuple[Ineligible, ...]:
    """Return every reason why the person is no candidate; nothing returned means eligible."""
    checks = (
        (person.kind not in rules.kinds, Ineligible(IneligibleReason.KIND, person.kind)),
        (person.echelon in rules.excluded_echelons, Ineligible(IneligibleReason.ECHELON, person.echelon)),
        (
            person.legal_status not in rules.legal_statuses,
            Ineligible(IneligibleReason.NOT_ACTIVE, person.legal_status),
        ),
        (person.is_assessor, Ineligible(IneligibleReason.ASSESSOR)),
        (person.is_signatory, Ineligible(IneligibleReason.SIGNATORY)),
    )
    return tuple(reason for fails, reason in checks if fails)
