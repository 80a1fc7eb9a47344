"""Files for people of a small world, and the way of a file through check and apply."""

from datetime import UTC, datetime

from petruk.access.authority import Authority
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import Upload, check
from petruk.imports.models import Batch
from petruk.imports.shapes import KINDS
from petruk.people.models import Employee
from tests.imports import workbooks

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
HEADER = ("NIP", "BULAN", "TAHUN", "JUMLAH HARI", "HADIR", "JUMLAH POTONGAN")


def month(employee: Employee, deduction: float = 0, *, number: int = 4) -> tuple[object, ...]:
    return (employee.nip, number, 2024, 22, 22, deduction)


def attendance(*rows: tuple[object, ...], name: str = "absensi.xlsx") -> Upload:
    return Upload(name, workbooks.xlsx([HEADER, *rows]))


def checked(upload: Upload, by: Authority, kind: str = "attendance") -> Batch:
    return check(upload, KINDS[kind], at=NOW, by=by)


def applied(upload: Upload, by: Authority, kind: str = "attendance") -> Batch:
    batch = checked(upload, by, kind)
    assert batch.problems == []
    return apply(batch, at=NOW, by=by)
