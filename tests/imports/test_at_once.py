"""Two people, one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from petruk.access.roles import Role
from petruk.facts.models import Attendance
from petruk.imports.actions.applying import apply
from petruk.imports.actions.locking import hold_alone
from petruk.imports.actions.refusals import Busy, CannotApply
from petruk.imports.models import Batch, State
from tests.factories import make_authority, make_employee, make_unit
from tests.imports.world import NOW, attendance, checked, month

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Start all works together, each on its own connection. Return what each gave or raised."""
    barrier = Barrier(len(works))

    def run(work):
        barrier.wait()
        try:
            return work()
        except CannotApply as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_one_batch_applied_by_eight_at_once_is_applied_once():
    office = make_unit()
    officer, employee = make_authority(Role.UNIT_OFFICER, office), make_employee(office)
    batch = checked(attendance(month(employee)), officer)

    results = at_once(*[lambda: apply(batch, at=NOW, by=officer)] * 8)

    assert sum(isinstance(result, Batch) for result in results) == 1
    assert sum(isinstance(result, CannotApply) for result in results) == 7
    assert Attendance.objects.count() == 1


def test_appendix_d_28_two_files_of_two_offices_at_once_do_not_mix():
    offices = [make_unit("SATU"), make_unit("DUA")]
    officers = [make_authority(Role.UNIT_OFFICER, office) for office in offices]
    people = [[make_employee(office) for _number in range(20)] for office in offices]
    batches = [
        checked(attendance(*(month(one, number) for one in group)), officer)
        for number, (group, officer) in enumerate(zip(people, officers, strict=True), start=1)
    ]

    at_once(
        *[
            lambda batch=batch, officer=officer: apply(batch, at=NOW, by=officer)
            for batch, officer in zip(batches, officers, strict=True)
        ]
    )

    for number, (group, batch) in enumerate(zip(people, batches, strict=True), start=1):
        batch.refresh_from_db()
        facts = Attendance.objects.filter(employee__in=group)
        assert {(fact.deduction, fact.source_id) for fact in facts} == {(number, batch.source_id)}
        assert facts.count() == 20


def test_two_files_of_one_office_at_once_leave_one_value_in_force_and_the_other_to_look_at():
    office = make_unit()
    officer, employee = make_authority(Role.UNIT_OFFICER, office), make_employee(office)
    batches = [checked(attendance(month(employee, number)), officer) for number in (1, 2)]

    at_once(*[lambda batch=batch: apply(batch, at=NOW, by=officer) for batch in batches])

    assert sorted(Batch.objects.values_list("state", flat=True)) == [State.APPLIED, State.CHECKED]
    assert Attendance.objects.filter(superseded_at=None).count() == Attendance.objects.count() == 1


def test_a_file_that_must_wait_too_long_says_so_and_stays_as_it_is(in_english):
    office = make_unit()
    officer, employee = make_authority(Role.UNIT_OFFICER, office), make_employee(office)
    first, second = (checked(attendance(month(employee, number)), officer) for number in (1, 2))
    held, done = Event(), Event()

    def hold():
        with transaction.atomic():
            hold_alone(first, by=officer)
            held.set()
            done.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(hold)
        held.wait(30)
        with pytest.raises(Busy, match="Try again"):
            apply(second, at=NOW, by=officer)
        done.set()

    second.refresh_from_db()
    assert second.state == State.CHECKED
