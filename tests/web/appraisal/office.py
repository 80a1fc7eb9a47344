"""One office in an open period, its officer signed in, and the form as a browser would send it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Period
from petruk.people.models import Employee, Unit, User
from tests.appraisal.world import make_world
from tests.factories import make_user


@dataclass(frozen=True)
class Office:
    unit: Unit
    period: Period
    candidate: Employee
    user: User

    def candidates_url(self) -> str:
        return reverse("appraisal:candidates", args=[self.period.public_id, self.unit.public_id])

    def assess_url(self, employee: Employee | None = None) -> str:
        return reverse("appraisal:assess", args=[self.period.public_id, (employee or self.candidate).public_id])


def make_office(**period: Any) -> Office:
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30)}
    world = make_world(**times | period)
    return Office(world.unit, world.period, world.candidate, make_user(Role.UNIT_OFFICER, world.unit))


def filled(client: Client, url: str, act: str = "submit", **changed: str) -> dict[str, str]:
    """Open the form and return what a browser would send after the guide's example was filled in."""
    form = client.get(url).context["form"]
    typed = {
        "version": str(form["version"].value()),
        "key": str(form["key"].value()),
        "points_inovasi": "40",
        "text_inovasi": "SILKa Online (Sistem Informasi Layanan Kepegawaian)",
        "points_teamwork": "20",
        "evidence_note": "",
        "act": act,
    }
    return typed | changed


def handed_in(client: Client, office: Office, employee: Employee | None = None, **changed: str) -> Assessment:
    url = office.assess_url(employee)
    client.post(url, filled(client, url, **changed))
    return Assessment.objects.get(employee=employee or office.candidate, period=office.period)
