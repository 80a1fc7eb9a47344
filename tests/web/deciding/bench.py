"""A government with one office, its head, and the agency, in an open period; one nominee is handed in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Period
from petruk.documents.actions import sheets as papers
from petruk.people.models import Unit, User
from petruk.people.queries import authority_of
from tests.appraisal.world import answers, make_facts, make_period
from tests.factories import make_agency, make_employee, make_signatory, make_unit, make_user


@dataclass(frozen=True)
class Bench:
    root: Unit
    unit: Unit
    period: Period
    officer: User
    head: User
    agency: User
    nominee: Assessment

    def now(self) -> Assessment:
        return Assessment.objects.get(pk=self.nominee.pk)

    def url(self, name: str, assessment: Assessment | None = None) -> str:
        return reverse(f"deciding:{name}", args=[(assessment or self.nominee).public_id])

    def result_url(self) -> str:
        return reverse("appraisal:result", args=[self.nominee.public_id])


def acting(user: User) -> Authority:
    return authority_of(user, on=timezone.localdate())


def make_bench(**period: Any) -> Bench:
    now = timezone.now()
    make_agency()
    root = make_unit("PEMERINTAH KABUPATEN")
    unit = make_unit("DINAS SOSIAL", parent=root)
    make_signatory(unit, make_employee(unit, name="HASANUDDIN", title_before="Drs.", echelon="II/b"))
    times = {"opens_at": now - timedelta(days=9), "closes_at": now + timedelta(days=30), "nominees_per_unit": 40}
    made = make_period(**times | {"published_at": now - timedelta(days=10)} | period)
    officer = make_user(Role.UNIT_OFFICER, unit, name="Siti Pengelola")
    return Bench(
        root=root,
        unit=unit,
        period=made,
        officer=officer,
        head=make_user(Role.UNIT_HEAD, unit, name="Hasanuddin"),
        agency=make_user(Role.AGENCY_ADMIN, root, name="Admin Instansi"),
        nominee=handed_in(made, unit, officer, name="ASWENDI ARSUDHANA", title_after="S.Kom"),
    )


def handed_in(period: Period, unit: Unit, officer: User, text: str = "SILKa Online", **person: Any) -> Assessment:
    employee = make_employee(unit, **person)
    make_facts(employee)
    key = employee.public_id
    return papers.submit(period, employee, answers(text=text), key=key, at=timezone.now(), by=acting(officer))


def confirmed(bench: Bench, assessment: Assessment | None = None) -> Assessment:
    from petruk.appraisal.actions.deciding import Decision

    found = assessment or bench.now()
    return papers.confirm(found, Decision(found.version, {}), at=timezone.now(), by=acting(bench.head))


def elsewhere(bench: Bench, word: str = "ASING") -> Assessment:
    """Hand in somebody of another office of the same government."""
    unit = make_unit(f"DINAS {word}", parent=bench.root)
    officer = make_user(Role.UNIT_OFFICER, unit, name=f"Pengelola {word}")
    return handed_in(bench.period, unit, officer, text=f"Inovasi {word}", name=f"ORANG {word}")
