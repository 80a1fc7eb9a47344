"""The offices' own files through the whole road: check, apply, check again."""

import pytest
from django.db import connection
from django.utils import timezone

from petruk.access.authority import console
from petruk.facts.models import Attendance, Behaviour, Performance, Sanction
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import Upload, check
from petruk.imports.models import State
from petruk.imports.shapes import KINDS
from petruk.people.models import Employee, Placement, Signatory, Unit

ORDER = (
    ("units", "unit-kerja.xlsx", 93),
    ("employees", "pegawai-pns.xlsx", 2586),
    ("employees", "pegawai-pppk.xlsx", 706),
    ("signatories", "spesimen.xlsx", 92),
    ("attendance", "absensi-2021-03-format-lama.xlsx", 2572),
    ("attendance", "absensi-2024-04-format-baru.xlsx", 3263),
    ("performance", "ekinerja-2021-03.xlsx", 2541),
    ("performance", "ekinerja-bkn-2022-tahunan.xlsx", 3228),
    ("behaviour", "perilaku-2020.xlsx", 2516),
    ("sanctions", "hukuman-disiplin.xlsx", 25),
)


def _count_anew():
    """Let the planner know what the tables hold, as the server does by itself between two commits; here is none."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_unit, people_employee, people_placement")


@pytest.mark.django_db
def test_the_samples_fill_an_empty_installation_and_a_second_time_change_nothing(samples):
    by = console("Uji")

    for kind, name, rows in ORDER:
        upload = Upload(name, (samples / name).read_bytes())
        batch = check(upload, KINDS[kind], at=timezone.now(), by=by)
        assert (name, batch.new, batch.changed, batch.same, batch.wrong) == (name, rows, 0, 0, 0)
        assert apply(batch, at=timezone.now(), by=by).state == State.APPLIED
        _count_anew()

    for kind, name, rows in ORDER:
        again = check(Upload(name, (samples / name).read_bytes()), KINDS[kind], at=timezone.now(), by=by)
        assert (name, again.new, again.changed, again.same, again.wrong) == (name, 0, 0, rows, 0)
        assert not again.applicable
    assert (Unit.objects.count(), Employee.objects.count(), Signatory.objects.count()) == (93, 3292, 92)
    assert Placement.objects.count() == Employee.objects.exclude(placement=None).count() == 3292
    assert (Attendance.objects.count(), Performance.objects.count()) == (2572 + 3263, 2541 + 3228)
    assert (Behaviour.objects.count(), Sanction.objects.count()) == (2516, 25)
