import pytest

from petruk.core.definition import InstrumentError
from petruk.core.eligibility import (
    Ineligible,
    IneligibleReason,
    Person,
    Rules,
    RunningSanction,
    SanctionLevel,
    Win,
    verdict,
)
from petruk.core.instrument import parse
from petruk.core.nip import EmployeeKind
from petruk.core.predicate import Predicate
from tests.core.definitions import changed, definition

RULES = Rules(
    kinds=frozenset({EmployeeKind.PNS, EmployeeKind.CPNS}),
    excluded_echelons=frozenset({"II/a", "II/b"}),
    legal_statuses=frozenset({"01"}),
)

STRICT = Rules(
    kinds=RULES.kinds,
    excluded_echelons=RULES.excluded_echelons,
    legal_statuses=RULES.legal_statuses,
    tenure_months=6,
    sanctions=frozenset({SanctionLevel.MEDIUM, SanctionLevel.HEAVY}),
    minimum_predicate=Predicate.GOOD,
    predicate_years=2,
    rest_periods=2,
)
LIGHT = RunningSanction(SanctionLevel.LIGHT, "ringan, SK 1/2024")
HEAVY = RunningSanction(SanctionLevel.HEAVY, "berat, SK 2/2024, sampai 1 Mei 2025")
GOOD_YEARS = ((2022, Predicate.GOOD), (2023, Predicate.VERY_GOOD))
SOUND = {"tenure_months": 6, "sanctions": (LIGHT,), "predicates": GOOD_YEARS, "wins": (Win(3, "Penilaian 2021"),)}


def person(**facts):
    return Person(**({"kind": EmployeeKind.PNS, "echelon": "III/b", "legal_status": "01"} | facts))


@pytest.mark.parametrize("facts", [{}, {"kind": EmployeeKind.CPNS}, {"echelon": "JFU"}, {"echelon": ""}])
def test_nothing_against_somebody_means_eligible(facts):
    assert verdict(RULES, person(**facts)) == ()


@pytest.mark.parametrize(
    ("facts", "reason", "fact"),
    [
        ({"kind": EmployeeKind.PPPK}, IneligibleReason.KIND, "PPPK"),
        ({"echelon": "II/b"}, IneligibleReason.ECHELON, "II/b"),
        ({"legal_status": "20"}, IneligibleReason.NOT_ACTIVE, "20"),
        ({"legal_status": ""}, IneligibleReason.NOT_ACTIVE, ""),
        ({"is_assessor": True}, IneligibleReason.ASSESSOR, ""),
        ({"is_signatory": True}, IneligibleReason.SIGNATORY, ""),
    ],
)
def test_each_reason_comes_with_its_fact(facts, reason, fact):
    assert verdict(RULES, person(**facts)) == (Ineligible(reason, fact),)


def test_who_meets_every_rule_of_his_history_is_eligible():
    assert verdict(STRICT, person(**SOUND)) == ()


@pytest.mark.parametrize(
    ("facts", "reason", "fact"),
    [
        ({"tenure_months": 5}, IneligibleReason.TENURE, "5 bulan, paling sedikit 6 bulan"),
        ({"tenure_months": None}, IneligibleReason.TENURE, "belum ada data"),
        ({"sanctions": (LIGHT, HEAVY)}, IneligibleReason.SANCTION, "berat, SK 2/2024, sampai 1 Mei 2025"),
        ({"sanctions": None}, IneligibleReason.SANCTION, "belum ada data"),
        (
            {"predicates": ((2022, Predicate.NEEDS_IMPROVEMENT), (2023, Predicate.GOOD))},
            IneligibleReason.PREDICATE,
            "tahun 2022 Butuh Perbaikan; minimal Baik",
        ),
        (
            {"predicates": ((2022, None), (2023, Predicate.POOR))},
            IneligibleReason.PREDICATE,
            "tahun 2022 belum ada data; tahun 2023 Kurang; minimal Baik",
        ),
        ({"predicates": GOOD_YEARS[:1]}, IneligibleReason.PREDICATE, "belum ada data; minimal Baik"),
        ({"wins": (Win(2, "Penilaian 2022"),)}, IneligibleReason.RECENT_WINNER, "Penilaian 2022"),
        ({"wins": None}, IneligibleReason.RECENT_WINNER, "belum ada data"),
    ],
)
def test_each_rule_of_history_comes_with_its_fact_and_accepts_no_unknown(facts, reason, fact):
    assert verdict(STRICT, person(**SOUND | facts)) == (Ineligible(reason, fact),)


def test_only_the_last_years_count():
    predicates = ((2021, Predicate.VERY_POOR), *GOOD_YEARS)

    assert verdict(STRICT, person(**SOUND | {"predicates": predicates})) == ()


def test_all_reasons_are_told_at_once():
    found = verdict(
        STRICT,
        person(kind=EmployeeKind.PPPK, echelon="II/a", legal_status="99", is_assessor=True, is_signatory=True),
    )

    assert [each.reason for each in found] == list(IneligibleReason)


def test_a_definition_says_its_rules():
    demands = {
        "tenure_months": "6",
        "sanctions": ["SEDANG", "BERAT"],
        "minimum_predicate": {"predicate": "good", "years": "2"},
        "rest_periods": "2",
    }
    whole = definition()

    rules = parse(whole | {"eligibility": whole["eligibility"] | demands}).eligibility

    assert (rules.tenure_months, rules.rest_periods, rules.predicate_years) == (6, 2, 2)
    assert rules.sanctions == {SanctionLevel.MEDIUM, SanctionLevel.HEAVY}
    assert rules.minimum_predicate is Predicate.GOOD


@pytest.mark.parametrize(
    ("key", "value", "wrong_at"),
    [
        ("tenure_months", "481", "tenure_months"),
        ("tenure_months", 6, "tenure_months"),
        ("sanctions", ["TEGURAN"], "sanctions[0]"),
        ("minimum_predicate", {"predicate": "cukup", "years": "1"}, "minimum_predicate.predicate"),
        ("minimum_predicate", {"predicate": "good", "years": "0"}, "minimum_predicate.years"),
        ("minimum_predicate", {"predicate": "good"}, "minimum_predicate.years"),
        ("rest_periods", "21", "rest_periods"),
        ("age", "40", "age"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_with_its_place(key, value, wrong_at):
    with pytest.raises(InstrumentError) as refused:
        parse(changed(f"eligibility.{key}", value))

    assert refused.value.place == f"eligibility.{wrong_at}"
