import pytest

from petruk.core.eligibility import Ineligible, IneligibleReason, Person, Rules, verdict
from petruk.core.nip import EmployeeKind

RULES = Rules(
    kinds=frozenset({EmployeeKind.PNS, EmployeeKind.CPNS}),
    excluded_echelons=frozenset({"II/a", "II/b"}),
    legal_statuses=frozenset({"01"}),
)


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


def test_all_reasons_are_told_at_once():
    found = verdict(
        RULES,
        person(kind=EmployeeKind.PPPK, echelon="II/a", legal_status="99", is_assessor=True, is_signatory=True),
    )

    assert [each.reason for each in found] == list(IneligibleReason)
