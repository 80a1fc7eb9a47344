"""Files that a page does not wait for: queued, worked on by a worker, shown while they are."""

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from petruk.access.roles import Role
from petruk.facts.models import Attendance
from petruk.imports.actions import applying, checking
from petruk.imports.actions.jobs import apply_for, check_for
from petruk.imports.models import State
from petruk.people.models import Mandate
from tests.factories import make_authority, make_employee, make_unit
from tests.imports.world import NOW, applied, attendance, checked, month

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


@pytest.fixture
def officer(office):
    return make_authority(Role.UNIT_OFFICER, office)


@pytest.fixture
def people(office):
    return [make_employee(office) for _number in range(4)]


@pytest.fixture(autouse=True)
def three_rows_are_long(monkeypatch):
    monkeypatch.setattr(checking, "FOREGROUND_ROWS", 3)
    monkeypatch.setattr(applying, "FOREGROUND_ROWS", 3)


def work():
    """Let a worker do what is queued, and stop."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_a_long_file_is_checked_and_applied_by_the_worker(officer, people):
    batch = checked(attendance(*(month(one, 1.25) for one in people)), officer)
    assert (batch.state, batch.busy, Attendance.objects.count()) == (State.CHECKING, True, 0)

    work()
    batch.refresh_from_db()
    assert (batch.state, batch.new, batch.wrong) == (State.CHECKED, 4, 0)

    assert applying.apply(batch, at=NOW, by=officer).state == State.APPLYING
    assert Attendance.objects.count() == 0
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.percent_done, Attendance.objects.count()) == (State.APPLIED, 100, 4)


def test_a_job_is_queued_only_if_its_batch_is(officer, people, monkeypatch):
    monkeypatch.setattr(checking, "record", _fails)
    before = ProcrastinateJob.objects.count()

    with pytest.raises(RuntimeError):
        checked(attendance(*map(month, people)), officer)

    assert ProcrastinateJob.objects.count() == before


def _fails(*_args, **_kwargs):
    raise RuntimeError


def test_a_job_that_runs_twice_does_its_work_once(officer, people):
    batch = checked(attendance(*map(month, people)), officer)
    check_for(officer.ref, batch.public_id)
    batch.refresh_from_db()
    applying.apply(batch, at=NOW, by=officer)

    apply_for(officer.ref, batch.public_id)
    apply_for(officer.ref, batch.public_id)

    assert Attendance.objects.count() == 4


def test_whoever_lost_the_mandate_in_the_meantime_imports_nothing(officer, people):
    batch = checked(attendance(*map(month, people)), officer)
    Mandate.objects.update(revoked_on="2026-11-20")

    check_for(officer.ref, batch.public_id)

    batch.refresh_from_db()
    assert batch.state == State.FAILED
    assert batch.trouble


def test_a_long_file_that_cannot_be_read_says_so_on_its_batch(officer, people, monkeypatch):
    batch = checked(attendance(*map(month, people)), officer)
    monkeypatch.setattr(checking, "content_of", lambda _authority, _batch: b"%PDF-1.7")

    check_for(officer.ref, batch.public_id)

    batch.refresh_from_db()
    assert batch.state == State.FAILED
    assert batch.trouble


def test_a_register_that_moved_meanwhile_sends_a_long_file_back_to_be_looked_at(officer, people):
    batch = checked(attendance(*(month(one, 2) for one in people)), officer)
    check_for(officer.ref, batch.public_id)
    batch.refresh_from_db()
    applying.apply(batch, at=NOW, by=officer)
    applied(attendance(month(people[0], 1)), officer)

    apply_for(officer.ref, batch.public_id)

    batch.refresh_from_db()
    assert (batch.state, batch.new, batch.changed, Attendance.objects.count()) == (State.CHECKED, 3, 1, 1)
    assert batch.trouble


def test_an_unexpected_end_leaves_the_batch_failed_and_nothing_written(officer, people, monkeypatch):
    batch = checked(attendance(*map(month, people)), officer)
    check_for(officer.ref, batch.public_id)
    batch.refresh_from_db()
    applying.apply(batch, at=NOW, by=officer)
    monkeypatch.setattr(applying, "record", _fails)

    with pytest.raises(RuntimeError):
        apply_for(officer.ref, batch.public_id)

    batch.refresh_from_db()
    assert (batch.state, Attendance.objects.count()) == (State.FAILED, 0)


def test_progress_is_seen_while_the_transaction_is_open(officer, people, monkeypatch):
    from petruk.imports.actions import facts

    monkeypatch.setattr(facts, "AT_ONCE", 1)
    seen = []
    monkeypatch.setattr(applying, "_show", lambda _pk, percent: seen.append(percent))
    batch = checked(attendance(*map(month, people)), officer)
    check_for(officer.ref, batch.public_id)
    batch.refresh_from_db()
    applying.apply(batch, at=NOW, by=officer)

    apply_for(officer.ref, batch.public_id)

    assert seen == [25, 50, 75, 99]
