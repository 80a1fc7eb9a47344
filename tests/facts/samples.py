"""Facts of one person for tests; what a test is about is given, the rest is plausible."""

from datetime import UTC, date, datetime
from decimal import Decimal

from petruk.facts.models import Attendance, Behaviour, Performance, Sanction
from petruk.people.models import Employee
from tests.factories import make_source


def make_attendance(employee: Employee, **fields: object) -> Attendance:
    given = {"month": 3, "working_days": 22, "present": 21, "basis": "given"}
    given |= {"deduction": Decimal(6), "realisation": Decimal(94)}
    return Attendance.objects.create(**_origin(employee) | given | fields)


def make_performance(employee: Employee, **fields: object) -> Performance:
    return Performance.objects.create(**_origin(employee) | {"month": 3, "score": Decimal("84.00")} | fields)


def make_behaviour(employee: Employee, **fields: object) -> Behaviour:
    return Behaviour.objects.create(**_origin(employee) | {"value": Decimal("83.13")} | fields)


def make_sanction(employee: Employee, **fields: object) -> Sanction:
    given = {"decree_number": "800/001/SK/2021", "decree_on": date(2021, 7, 10), "level": "SEDANG"}
    given |= {"penalty": "PENUNDAAN KGB", "effective_on": date(2021, 8, 1)}
    return Sanction.objects.create(**_origin(employee) | given | fields)


def _origin(employee: Employee) -> dict[str, object]:
    recorded_at = datetime(2026, 1, 5, tzinfo=UTC)
    return {"employee": employee, "year": 2021, "source": make_source(), "source_row": 12, "recorded_at": recorded_at}
