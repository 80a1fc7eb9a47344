"""Every page asks the database equally often for one row and for thirty more, and never more than eight times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Extension, Holiday, Objection, Period
from petruk.audit.models import Event
from petruk.documents.models import Document, Mail
from petruk.imports.models import Batch, Reach
from petruk.people.models import Agency, Mandate, Signatory
from tests import factories as make
from tests.appraisal.world import make_facts
from tests.test_access_matrix import MATRIX
from tests.world import DAY, World

pytestmark = pytest.mark.django_db

MORE = 30
MOST_QUERIES = 8
HEAVIER = {"appraisal:result": 9, "ranking:discrepancies": 11, "deciding:reminders": 10, "deciding:letters": 9}
"""Pages that say all of one result, its files and their twins too; or score a page of sealed results anew; or say who
holds up which unit, by mandates and extensions, in the name of the agency, and what mail went."""
WATCHED = ("agency_admin", "unit_officer", "operator", "inspector", "employee")


def grow(world: World) -> None:
    """Add thirty of everything that a page lists."""
    own, today = world.own, timezone.localdate()
    units = [make.make_unit(f"Bawahan {n}", parent=own.unit) for n in range(MORE)]
    people = [make.make_employee(own.unit, name=f"PEGAWAI TAMBAHAN {n}") for n in range(MORE)]
    for person in people:
        make_facts(person)
    for n in range(MORE):
        make.make_user(Role.UNIT_OFFICER, units[n], name=f"Akun tambahan {n}")
        Period.objects.create(**_copied(world.closed, name=f"Periode {n}", opens_at=world.closed.opens_at - n * DAY))
        Signatory.objects.create(
            unit=own.unit, employee=people[n], capacity="PLT", office="PLT.", started_on=today - (100 + n) * DAY
        )
        Agency.objects.create(
            started_on=today - (200 + n) * DAY, name="Badan", short_name="B", government="K", seat="P"
        )
        make.make_official(started_on=today - (100 + n) * DAY)
        Mandate.objects.create(user=own.account, role=Role.UNIT_HEAD, unit=units[n], started_on=today)
        Extension.objects.create(period=world.open, unit=units[n], closes_at=world.open.closes_at + DAY, reason="x")
        Assessment.objects.create(
            **_copied(own.result, employee=people[n], placement=people[n].placement, slot=10 + n, submission_key="")
        )
        numbered = {"number": f"{n}/TAMBAHAN", "serial": 1000 + n, "revoked_at": timezone.now()}
        for paper in (own.paper, world.papers.own_charter):
            Document.objects.create(**_copied(paper, **numbered | {"code": f"{paper.pk:b>20}{n:c>6}"}))
        taken_back = {"withdrawn_at": timezone.now(), "stored_as": f"sanggah-{n}"}
        Objection.objects.create(**_copied(world.decisions.own.objection, **taken_back))
        Mail.objects.create(**_copied(world.failed_mail, message_id=f"<{n}@contoh.example>"))
        Holiday.objects.create(day=today.replace(month=1, day=1) + n * DAY, name=f"Libur {n}")
        for batch in (own.clean, own.wrong):
            Reach.objects.create(batch=Batch.objects.create(**_copied(batch)), unit=own.unit)
        for row, action in (
            (own.account, "user.changed"),
            (own.result, "assessment.saved"),
            (world.open, "period.closed"),
        ):
            named = {"object_kind": row._meta.label, "object_ref": row.public_id, "actor_name": "Uji"}
            Event.objects.create(action=action, after={"closes_at": timezone.now().isoformat()}, **named)


def _copied(row, **changed: object) -> dict[str, object]:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    given = {
        f"{name}_id" if hasattr(value, "pk") else name: getattr(value, "pk", value) for name, value in changed.items()
    }
    return {name: value for name, value in (kept | given).items() if name not in {"id", "public_id"}}


def queries(world: World, role: str, url: str) -> int:
    client, address = world.client(role), world.address(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


OPEN_TO = [(row.url, role) for row in MATRIX for role in WATCHED
           if row.method == "GET" and row.relation in {"own", "-"} and row.promised[role] == 200]  # fmt: skip


def test_every_page_asks_as_often_for_thirty_more_rows_and_at_most_eight_times(world):
    before = {page: queries(world, page[1], page[0]) for page in OPEN_TO}

    grow(world)

    assert {page: queries(world, page[1], page[0]) for page in OPEN_TO} == before
    assert {page: number for page, number in before.items() if number > HEAVIER.get(page[0], MOST_QUERIES)} == {}
