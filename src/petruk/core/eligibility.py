"""Who may be a candidate. Every "no" comes with the fact behind it, so that a page can say why.

A rule whose fact is unknown is not met: nobody is let through because a file has not been imported.
Source: docs/rules/scoring.md section 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from petruk.core.definition import Part
from petruk.core.nip import EmployeeKind
from petruk.core.predicate import Predicate
from petruk.core.ranks import ECHELONS

UNKNOWN = "belum ada data"
TENURE_MAXIMUM = 480  # months; nobody serves longer in one unit
YEARS_MAXIMUM = 2
PERIODS_MAXIMUM = 20


class IneligibleReason(StrEnum):
    KIND = "kind"
    ECHELON = "echelon"
    NOT_ACTIVE = "not_active"
    TENURE = "tenure"
    SANCTION = "sanction"
    PREDICATE = "predicate"
    RECENT_WINNER = "recent_winner"
    ASSESSOR = "assessor"
    SIGNATORY = "signatory"

    @property
    def rule(self) -> str:
        """The rule behind it, as papers name it: "masa kerja di unit kerja"."""
        return _RULES[self]


_RULES: Mapping[IneligibleReason, str] = {
    IneligibleReason.KIND: "jenis pegawai",
    IneligibleReason.ECHELON: "eselon",
    IneligibleReason.NOT_ACTIVE: "kedudukan hukum",
    IneligibleReason.TENURE: "masa kerja di unit kerja",
    IneligibleReason.SANCTION: "hukuman disiplin",
    IneligibleReason.PREDICATE: "predikat kinerja",
    IneligibleReason.RECENT_WINNER: "jeda bagi pemenang",
    IneligibleReason.ASSESSOR: "penilai",
    IneligibleReason.SIGNATORY: "penanda tangan",
}
NEVER_LIFTED = frozenset({IneligibleReason.ASSESSOR, IneligibleReason.SIGNATORY})
"""Nobody judges himself or signs for himself, whoever would allow it."""


class SanctionLevel(StrEnum):
    """The levels of PP 94/2021, as the register writes them."""

    LIGHT = "RINGAN"
    MEDIUM = "SEDANG"
    HEAVY = "BERAT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an instrument demands. ``legal_statuses`` are BKN codes (kedudukan hukum); "01" is active.

    ``tenure_months``: whole months in the present unit. ``sanctions``: levels that must not be running.
    ``minimum_predicate`` holds for each of the last ``predicate_years``. ``rest_periods``: a winner of one of the
    last so many periods is no candidate. Zero, empty and None ask for nothing.
    """

    kinds: frozenset[EmployeeKind]
    excluded_echelons: frozenset[str]
    legal_statuses: frozenset[str]
    tenure_months: int = 0
    sanctions: frozenset[SanctionLevel] = frozenset()
    minimum_predicate: Predicate | None = None
    predicate_years: int = 1
    rest_periods: int = 0


@dataclass(frozen=True, slots=True)
class RunningSanction:
    """``written`` is what a page shows of it: decree and dates."""

    level: SanctionLevel
    written: str


@dataclass(frozen=True, slots=True)
class Win:
    """An award in an earlier period; the period just before the present one is 1 ago."""

    periods_ago: int
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The facts that decide, on the day of the question. ``echelon`` is "II/b", "JFU", "JFT" or empty.

    ``predicates`` are by year. None means that nobody has looked, which no rule accepts.
    """

    kind: EmployeeKind
    echelon: str
    legal_status: str
    is_assessor: bool = False
    is_signatory: bool = False
    tenure_months: int | None = None
    sanctions: tuple[RunningSanction, ...] | None = None
    predicates: tuple[tuple[int, Predicate | None], ...] = ()
    wins: tuple[Win, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ineligible:
    reason: IneligibleReason
    fact: str = ""


def verdict(rules: Rules, person: Person) -> tuple[Ineligible, ...]:
    """Return every reason why the person is no candidate; nothing returned means eligible."""
    return tuple(_reasons(rules, person))


def read_rules(part: Part) -> Rules:
    """Read what a definition demands. Raises ``InstrumentError``."""
    part.only(
        "kinds", "excluded_echelons", "legal_statuses", "tenure_months", "sanctions", "minimum_predicate",
        "rest_periods",
    )  # fmt: skip
    minimum = part.part("minimum_predicate") if "minimum_predicate" in part else None
    return Rules(
        kinds=frozenset(EmployeeKind(kind) for kind in part.texts_among("kinds", EmployeeKind)),
        excluded_echelons=frozenset(part.texts_among("excluded_echelons", ECHELONS, blank=True)),
        legal_statuses=frozenset(part.texts("legal_statuses")),
        tenure_months=part.whole("tenure_months", most=TENURE_MAXIMUM) if "tenure_months" in part else 0,
        sanctions=_sanctions(part),
        minimum_predicate=minimum.choice("predicate", Predicate) if minimum else None,
        predicate_years=_years(minimum) if minimum else 1,
        rest_periods=part.whole("rest_periods", most=PERIODS_MAXIMUM) if "rest_periods" in part else 0,
    )


def _sanctions(part: Part) -> frozenset[SanctionLevel]:
    if "sanctions" not in part:
        return frozenset()
    return frozenset(SanctionLevel(level) for level in part.texts_among("sanctions", SanctionLevel, blank=True))


def _years(part: Part) -> int:
    part.only("predicate", "years")
    years = part.whole("years", most=YEARS_MAXIMUM)
    if not years:
        raise part.refuse("years", "harus 1 atau 2")
    return years


def _reasons(rules: Rules, person: Person) -> Iterator[Ineligible]:
    if person.kind not in rules.kinds:
        yield Ineligible(IneligibleReason.KIND, person.kind)
    if person.echelon in rules.excluded_echelons:
        yield Ineligible(IneligibleReason.ECHELON, person.echelon)
    if person.legal_status not in rules.legal_statuses:
        yield Ineligible(IneligibleReason.NOT_ACTIVE, person.legal_status)
    yield from _history(rules, person)
    if person.is_assessor:
        yield Ineligible(IneligibleReason.ASSESSOR)
    if person.is_signatory:
        yield Ineligible(IneligibleReason.SIGNATORY)


def _history(rules: Rules, person: Person) -> Iterator[Ineligible]:
    facts = (
        (IneligibleReason.TENURE, _short_tenure(rules, person)),
        (IneligibleReason.SANCTION, _running_sanction(rules, person)),
        (IneligibleReason.PREDICATE, _low_predicate(rules, person)),
        (IneligibleReason.RECENT_WINNER, _recent_win(rules, person)),
    )
    yield from (Ineligible(reason, fact) for reason, fact in facts if fact)


def _short_tenure(rules: Rules, person: Person) -> str:
    if not rules.tenure_months:
        return ""
    if person.tenure_months is None:
        return UNKNOWN
    short = person.tenure_months < rules.tenure_months
    return f"{person.tenure_months} bulan, paling sedikit {rules.tenure_months} bulan" if short else ""


def _running_sanction(rules: Rules, person: Person) -> str:
    if not rules.sanctions:
        return ""
    if person.sanctions is None:
        return UNKNOWN
    return "; ".join(each.written for each in person.sanctions if each.level in rules.sanctions)


def _low_predicate(rules: Rules, person: Person) -> str:
    """Name every year that is unknown or below the minimum; too few years count as unknown."""
    if rules.minimum_predicate is None:
        return ""
    latest = sorted(person.predicates, key=lambda each: each[0])[-rules.predicate_years :]
    faults = [f"tahun {year} {found.label if found else UNKNOWN}" for year, found in latest if _below(rules, found)]
    if len(latest) < rules.predicate_years:
        faults.append(UNKNOWN)
    return f"{'; '.join(faults)}; minimal {rules.minimum_predicate.label}" if faults else ""


def _below(rules: Rules, found: Predicate | None) -> bool:
    return found is None or rules.minimum_predicate is None or found.order < rules.minimum_predicate.order


def _recent_win(rules: Rules, person: Person) -> str:
    if not rules.rest_periods:
        return ""
    if person.wins is None:
        return UNKNOWN
    return "; ".join(win.period for win in person.wins if win.periods_ago <= rules.rest_periods)
