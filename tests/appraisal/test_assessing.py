"""Saving, submitting, withdrawing: what is promised to an office and to whoever checks it later."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from petruk.access.roles import Role
from petruk.appraisal.actions import assessing, periods
from petruk.appraisal.actions.assessing import CannotAssess, Conflict, PeriodNotOpen
from petruk.appraisal.models import Assessment
from petruk.audit.models import Event
from petruk.core.ids import new_public_id
from petruk.documents.actions import sheets as actions
from petruk.documents.models import Document
from petruk.documents.queries import papers as queries
from petruk.documents.queries.public import public_paper
from petruk.people.models import Placement, Signatory
from tests.appraisal.world import NOW, answers, make_facts, make_world
from tests.factories import make_authority, make_employee, make_unit

pytestmark = pytest.mark.django_db


def test_the_guides_example_gives_70():
    world = make_world()

    assessment = actions.submit(world.period, world.candidate, answers(), key="k", at=NOW, by=world.officer)

    points = [line["points"] for line in assessment.sheet["lines"]]
    assert (points, assessment.total) == (["0", "0", "40", "10", "20"], Decimal(70))


def test_a_line_says_file_row_and_date():
    world = make_world()

    assessment = actions.submit(world.period, world.candidate, answers(), key="k", at=NOW, by=world.officer)

    assert assessment.sheet["lines"][0]["source"] == "absensi.xlsx baris 214, diimpor 1 November 2026"


def test_a_draft_is_kept_as_typed_and_recorded():
    world = make_world()

    draft = assessing.save_draft(
        world.period, world.candidate, answers(None, text="setengah"), at=NOW, by=world.officer
    )

    assert draft.judgements["inovasi"] == {"points": None, "text": "setengah"}
    assert list(Event.objects.filter(object_ref=draft.public_id).values_list("action", flat=True)) == [
        "assessment.saved"
    ]


def test_an_unfinished_assessment_is_not_handed_in():
    world = make_world()

    with pytest.raises(CannotAssess):
        actions.submit(world.period, world.candidate, answers(None), key="k", at=NOW, by=world.officer)

    assert not Assessment.objects.exists()


def test_a_closed_period_takes_neither_draft_nor_submission():
    world = make_world(closes_at=NOW)

    for act in (assessing.save_draft, actions.submit):
        extra = {"key": "k"} if act is actions.submit else {}
        with pytest.raises(PeriodNotOpen):
            act(world.period, world.candidate, answers(), at=NOW, by=world.officer, **extra)


def test_an_extension_opens_the_unit_and_those_below_it_only():
    world = make_world(closes_at=NOW)
    agency = make_authority(Role.AGENCY_ADMIN, world.unit)
    other = make_employee(make_unit("Dinas Lain"))
    other_officer = make_authority(Role.UNIT_OFFICER, other.placement.unit)
    periods.extend(
        world.period,
        world.unit,
        closes_at=NOW + timedelta(days=2),
        reason="Banjir",
        at=NOW - timedelta(hours=1),
        by=agency,
    )

    saved = assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=world.officer)

    assert saved.state == "draft"
    with pytest.raises(PeriodNotOpen):
        assessing.save_draft(world.period, other, answers(), at=NOW, by=other_officer)


def test_a_second_tab_gets_a_conflict_that_says_who():
    world = make_world()
    assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=world.officer)

    with pytest.raises(Conflict, match=world.officer.name):
        assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=world.officer)


def test_one_nominee_a_unit_until_the_first_is_withdrawn():
    world = make_world()
    second = make_employee(world.unit)
    make_facts(second)
    first = actions.submit(world.period, world.candidate, answers(), key="a", at=NOW, by=world.officer)

    with pytest.raises(CannotAssess):
        actions.submit(world.period, second, answers(), key="b", at=NOW, by=world.officer)
    actions.withdraw(first, reason="Keliru memilih", at=NOW, by=world.officer)

    assert actions.submit(world.period, second, answers(), key="c", at=NOW, by=world.officer).slot == 1


def test_withdrawing_revokes_the_paper_and_submitting_again_issues_another():
    world = make_world()
    first = actions.submit(world.period, world.candidate, answers(), key="a", at=NOW, by=world.officer)
    old = Document.objects.get()

    actions.withdraw(first, reason="Salah skor", at=NOW, by=world.officer)
    resumed = assessing.resume(first, at=NOW, by=world.officer)
    later = NOW + timedelta(minutes=5)
    actions.submit(
        world.period, world.candidate, answers("30", version=resumed.version), key="b", at=later, by=world.officer
    )

    paper = public_paper(world.officer, old.code)
    assert (paper.state, paper.replaced_by, paper.total) == ("replaced", "002/PETRUK/2026", "70")


def test_what_was_printed_survives_a_rename_a_transfer_and_a_new_signatory():
    world = make_world()
    assessment = actions.submit(world.period, world.candidate, answers(), key="a", at=NOW, by=world.officer)
    before = queries.pdf_of(world.officer, assessment)

    world.candidate.name = "NAMA BARU"
    world.candidate.save()
    Placement.objects.filter(employee=world.candidate).update(unit=make_unit("Unit Baru"), position="JABATAN BARU")
    Signatory.objects.update(office="KEPALA LAIN")

    assert queries.pdf_of(world.officer, assessment) == before


def test_the_assessor_the_signatory_and_echelon_two_are_no_candidates():
    world = make_world()
    signer = Signatory.objects.get().employee
    officer_himself = make_employee(world.unit)
    himself = make_authority(Role.UNIT_OFFICER, world.unit, employee=officer_himself)
    chief = make_employee(world.unit, echelon="II/b")

    for person, by in ((signer, world.officer), (officer_himself, himself), (chief, world.officer)):
        with pytest.raises(CannotAssess):
            assessing.save_draft(world.period, person, answers(), at=NOW, by=by)


def test_only_the_officer_of_the_unit_writes():
    world = make_world()
    head = make_authority(Role.UNIT_HEAD, world.unit)
    stranger = make_authority(Role.UNIT_OFFICER, make_unit())

    with pytest.raises(PermissionDenied):
        assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=head)
    with pytest.raises(CannotAssess):
        assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=stranger)
    assert assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=world.officer).version == 1


def test_another_office_does_not_take_over_a_person_who_moved():
    world = make_world()
    assessing.save_draft(world.period, world.candidate, answers(), at=NOW, by=world.officer)
    there = make_unit("Dinas Baru")
    Placement.objects.filter(employee=world.candidate).update(unit=there)

    with pytest.raises(CannotAssess, match=r"(?i)unit"):
        assessing.save_draft(
            world.period, world.candidate, answers(), at=NOW, by=make_authority(Role.UNIT_OFFICER, there)
        )


def in_parallel(work, arguments):
    """Run ``work`` once for each argument, each in a thread and connection of its own; errors come back as values."""

    def one(argument):
        try:
            return work(argument)
        except CannotAssess as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(one, arguments))


@pytest.mark.django_db(transaction=True)
def test_n85_twenty_equal_posts_make_one_row_one_paper_and_twenty_equal_answers():
    world, key = make_world(), new_public_id()

    results = in_parallel(
        lambda _n: actions.submit(world.period, world.candidate, answers(), key=key, at=NOW, by=world.officer).pk,
        range(20),
    )

    assert len(set(results)) == 1
    assert Event.objects.filter(action="assessment.submitted").count() == Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_n86_twenty_candidates_of_one_unit_in_parallel_leave_one_nominee_and_no_gap_in_the_numbers():
    world = make_world()
    people = [world.candidate, *(make_employee(world.unit) for _n in range(19))]

    results = in_parallel(
        lambda person: actions.submit(world.period, person, answers(), key=person.public_id, at=NOW, by=world.officer),
        people,
    )

    accepted = [result for result in results if isinstance(result, Assessment)]
    assert len(accepted) == Assessment.objects.exclude(slot=None).count() == 1
    assert Document.objects.get().number == "001/PETRUK/2026"


@pytest.mark.django_db(transaction=True)
def test_n88_nothing_is_recorded_after_the_period_was_closed():
    world = make_world(nominees_per_unit=100)
    agency = make_authority(Role.AGENCY_ADMIN, make_unit())
    people = [world.candidate, *(make_employee(world.unit) for _n in range(11))]

    def act(person):
        if person is None:
            return periods.close_now(world.period, at=NOW, by=agency)
        return actions.submit(world.period, person, answers(), key=person.public_id, at=NOW, by=world.officer)

    in_parallel(act, [*people[:6], None, *people[6:]])

    order = list(Event.objects.order_by("pk").values_list("action", flat=True))
    closed = order.index("period.closed")
    assert "assessment.submitted" not in order[closed:]
    assert order.count("assessment.submitted") == Assessment.objects.exclude(slot=None).count()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET actor_name = 'x'",
        "DELETE FROM audit_event",
        "UPDATE documents_document SET number = 'x'",
        "UPDATE documents_rendering SET pdf = ''",
        "DELETE FROM documents_document",
        "UPDATE appraisal_instrument SET title = 'x'",
    ],
)
def test_the_database_refuses_to_change_what_is_recorded_or_issued(sql):
    world = make_world()
    actions.submit(world.period, world.candidate, answers(), key="a", at=NOW, by=world.officer)

    with pytest.raises(Exception, match=r"only appended|never changed|never changes"), connection.cursor() as cursor:
        cursor.execute(sql)
