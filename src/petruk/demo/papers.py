"""The papers of the demo: who signs them, how they are numbered, the recap and the charters of the last period."""

from datetime import date, datetime

from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.queries.periods import periods
from petruk.documents.actions import charters, recaps, rules
from petruk.documents.queries.rules import Kind
from petruk.people.actions import officials

SINCE = date(2021, 1, 4)
OFFICIALS = (
    ("regional_head", "BUPATI BALANGAN", "H. ABDUL HADIJAYA, S.E.", "", ""),
    (
        "agency_head",
        "KEPALA BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA",
        "Dr. Hj. NURLAILA RAHMI, S.STP., M.Si.",
        "Pembina Utama Muda",
        "197203141992032004",
    ),
    (
        "evaluator",
        "KEPALA BIDANG PENILAIAN DAN EVALUASI KINERJA APARATUR",
        "AHMAD FAUZI, S.Sos., M.AP.",
        "Pembina",
        "197908092005011006",
    ),
)
PATTERNS = {
    Kind.CHARTER: "800/{n}/BKPSDM-BLG/{yyyy}",
    Kind.RECAP: "800/{n}-REKAP/BKPSDM-BLG/{yyyy}",
    Kind.MINUTES: "800/{n}-BA/BKPSDM-BLG/{yyyy}",
}


def settle(*, by: Authority) -> None:
    """Record who signs for the government and the agency, and how their papers are numbered."""
    for role, office, name, rank, nip in OFFICIALS:
        terms = officials.Terms(role, "DEFINITIF", office, "", name, rank, nip, SINCE, None)
        officials.appoint(terms, by=by)
    for kind, pattern in PATTERNS.items():
        size = "A4" if kind is Kind.CHARTER else "F4"
        rules.set_rule(kind, rules.Terms(SINCE, pattern, size), by=by)


def hand_out(name: str, at: datetime, *, by: Authority) -> None:
    """Issue the recap of a period, and the charters of its announced winners as a worker would."""
    period = periods(by).get(name=name)
    recaps.issue_recap(period, reason="", at=at, by=by)
    terms = charters.Terms(timezone.localdate(at), "Aparatur Sipil Negara Berprestasi/Berkinerja Terbaik")
    charters.carry_out(charters.order(period, terms, at=at, by=by, wait=True), by=by)
