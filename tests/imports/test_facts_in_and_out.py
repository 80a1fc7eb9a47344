"""Facts come in by a file, are corrected by the next, and go out again: always traceable, never half."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from petruk.access.roles import Role
from petruk.audit.models import Event, Source
from petruk.facts.models import Attendance
from petruk.imports.actions.applying import apply
from petruk.imports.actions.checking import Upload, check_again
from petruk.imports.actions.refusals import CannotApply, CannotUndo, PlanMoved
from petruk.imports.actions.undoing import undo
from petruk.imports.models import Batch, State
from petruk.imports.queries.batches import batch as find
from petruk.imports.queries.batches import batches
from petruk.imports.reading import UnreadableFile
from tests.factories import make_authority, make_employee, make_unit
from tests.imports.world import NOW, applied, attendance, checked, month

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_unit("DINAS SOSIAL")


@pytest.fixture
def employee(office):
    return make_employee(office)


@pytest.fixture
def officer(office):
    return make_authority(Role.UNIT_OFFICER, office)


def in_force(employee):
    return [
        (fact.deduction, fact.source_row) for fact in Attendance.objects.filter(employee=employee, superseded_at=None)
    ]


def undone(batch, by):
    return undo(batch, reason="Salah bulan", at=NOW, by=by)


def test_checking_saves_the_file_and_nothing_else(officer, employee):
    batch = checked(attendance(month(employee)), officer)

    assert (batch.state, batch.new, batch.wrong) == (State.CHECKED, 1, 0)
    assert Attendance.objects.count() == Source.objects.count() == 0


def test_an_applied_fact_names_its_file_row_and_time(officer, employee):
    batch = applied(attendance(month(employee, 1.25)), officer)

    fact = Attendance.objects.get()
    assert (fact.employee, fact.deduction, fact.realisation) == (employee, Decimal("1.25"), Decimal("98.75"))
    assert (fact.source, fact.source_row, fact.recorded_at) == (batch.source, 2, NOW)
    assert (batch.source.file_name, batch.source.imported_by) == ("absensi.xlsx", officer.name)


def test_appendix_d_30_one_application_is_one_event_with_its_counts(officer, employee):
    batch = applied(attendance(month(employee)), officer)

    event = Event.objects.get(action="import.applied")
    assert (event.object_ref, event.actor_ref) == (batch.public_id, officer.ref)
    assert {key: event.after[key] for key in ("new", "changed", "same")} == {"new": 1, "changed": 0, "same": 0}
    assert event.after["sha256"] == batch.sha256


def test_n81_the_same_file_twice_changes_nothing(officer, employee):
    upload = attendance(month(employee))
    applied(upload, officer)

    again = checked(upload, officer)

    assert (again.new, again.changed, again.same) == (0, 0, 1)
    with pytest.raises(CannotApply):
        apply(again, at=NOW, by=officer)
    assert Attendance.objects.count() == 1


def test_n81_a_correction_keeps_what_it_replaces(officer, employee):
    applied(attendance(month(employee, 1)), officer)
    applied(attendance(month(employee, 2)), officer)
    applied(attendance(month(employee, 3)), officer)

    first, second, third = Attendance.objects.order_by("pk")
    assert in_force(employee) == [(3, 2)]
    assert (second.replaces, third.replaces) == (first, second)
    assert (first.superseded_at, second.superseded_at, third.superseded_at) == (NOW, NOW, None)


def test_a_file_with_a_problem_is_never_applied(officer, employee):
    batch = checked(attendance(month(employee), ("x", 4, 2024, 22, 22, 0)), officer)

    with pytest.raises(CannotApply):
        apply(batch, at=NOW, by=officer)

    assert Attendance.objects.count() == 0


def test_an_unreadable_file_leaves_no_batch(officer):
    with pytest.raises(UnreadableFile):
        checked(Upload("absensi.xlsx", b"%PDF-1.7"), officer)

    assert Batch.objects.count() == 0


def test_a_batch_is_applied_once(officer, employee):
    batch = applied(attendance(month(employee)), officer)

    with pytest.raises(CannotApply):
        apply(batch, at=NOW, by=officer)

    assert Attendance.objects.count() == 1


def test_what_would_happen_now_but_was_not_shown_does_not_happen(officer, employee):
    shown = checked(attendance(month(employee, 2)), officer)
    applied(attendance(month(employee, 1)), officer)

    with pytest.raises(PlanMoved):
        apply(shown, at=NOW, by=officer)

    assert in_force(employee) == [(1, 2)]
    shown = check_again(shown, at=NOW, by=officer)
    assert (shown.new, shown.changed) == (0, 1)
    apply(shown, at=NOW, by=officer)
    assert in_force(employee) == [(2, 2)]


def test_undoing_brings_back_what_was_replaced_and_keeps_the_trace(officer, employee):
    other = make_employee(employee.placement.unit)
    applied(attendance(month(employee, 1)), officer)
    batch = applied(attendance(month(employee, 2), month(other, 4)), officer)

    undone(batch, officer)

    batch.refresh_from_db()
    assert in_force(employee) == [(1, 2)]
    assert in_force(other) == []
    assert Attendance.objects.count() == 3
    assert (batch.state, batch.source.undone_at) == (State.UNDONE, NOW)
    assert Event.objects.get(action="import.undone").after["reason"] == "Salah bulan"


def test_an_undone_file_can_be_handed_in_again(officer, employee):
    upload = attendance(month(employee, 2))
    undone(applied(upload, officer), officer)

    applied(upload, officer)

    assert in_force(employee) == [(2, 2)]


def test_a_file_that_a_later_one_corrected_is_undone_after_it(officer, employee):
    first = applied(attendance(month(employee, 1)), officer)
    second = applied(attendance(month(employee, 2)), officer)

    with pytest.raises(CannotUndo):
        undone(first, officer)

    undone(second, officer)
    undone(first, officer)
    assert in_force(employee) == []


def test_undoing_needs_a_reason_and_something_applied(officer, employee):
    batch = checked(attendance(month(employee)), officer)
    with pytest.raises(CannotUndo):
        undone(batch, officer)
    batch = apply(batch, at=NOW, by=officer)

    with pytest.raises(CannotUndo):
        undo(batch, reason="  ", at=NOW, by=officer)

    assert in_force(employee) == [(0, 2)]


def test_an_officer_imports_facts_of_his_units_only(officer, employee):
    foreign = make_employee(make_unit("DINAS LAIN"))

    batch = checked(attendance(month(employee), month(foreign)), officer)

    nobody = checked(attendance(month(employee), ("198508172010011001", 4, 2024, 22, 22, 0)), officer)
    assert [problem["message"] for problem in batch.problems] == [problem["message"] for problem in nobody.problems]


def test_a_subordinate_unit_is_within_the_scope(office, officer):
    below = make_employee(make_unit("UPTD", parent=office))

    assert checked(attendance(month(below)), officer).wrong == 0


def test_an_officer_does_not_import_the_register(officer):
    with pytest.raises(PermissionDenied):
        checked(attendance(), officer, kind="units")


def test_a_batch_is_seen_by_whoever_reaches_all_units_of_its_uploader(office, officer, employee):
    colleague = make_authority(Role.UNIT_OFFICER, office)
    agency = make_authority(Role.AGENCY_ADMIN, office)
    below = make_authority(Role.UNIT_OFFICER, make_unit("UPTD", parent=office))
    foreign = make_authority(Role.UNIT_OFFICER, make_unit("DINAS LAIN"))
    head = make_authority(Role.UNIT_HEAD, office)
    batch = checked(attendance(month(employee)), officer)

    seers = {who.ref for who in (officer, colleague, agency, below, foreign, head) if find(who, batch.public_id)}

    assert seers == {officer.ref, colleague.ref, agency.ref}
    for stranger in (below, foreign):
        assert list(batches(stranger)) == []
        with pytest.raises(Batch.DoesNotExist):
            apply(batch, at=NOW, by=stranger)


def test_two_users_do_not_mix_their_files(office, officer, employee):
    other_office = make_unit("DINAS LAIN")
    other_officer, other = make_authority(Role.UNIT_OFFICER, other_office), make_employee(other_office)
    mine = checked(attendance(month(employee, 1)), officer)
    theirs = checked(attendance(month(other, 2)), other_officer)

    apply(theirs, at=NOW, by=other_officer)
    apply(mine, at=NOW, by=officer)

    assert (in_force(employee), in_force(other)) == ([(1, 2)], [(2, 2)])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\absensi.xlsx", "absensi.xlsx"),
        ("a\r\nb.xlsx", "ab.xlsx"),
        ("abs\u202exslx.exe", "absxslx.exe"),
        ("a" * 300 + ".xlsx", "a" * 195 + ".xlsx"),
        ("<b>.xlsx", "<b>.xlsx"),
        (".htaccess", ".htaccess"),
        ("con", "con"),
        ("\x00", "berkas"),
        ("   ", "berkas"),
    ],
)
def test_n58_the_name_of_a_file_is_data(officer, employee, given, kept):
    batch = checked(attendance(month(employee), name=given), officer)

    assert batch.file_name == kept
