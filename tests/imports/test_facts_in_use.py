"""N93: files come in while offices assess. A result keeps what it was made from, and holds its file in place."""

import pytest

from petruk.appraisal.models import Assessment
from petruk.documents.actions import sheets as papers
from petruk.facts.models import Attendance
from petruk.imports.actions.refusals import CannotUndo
from petruk.imports.actions.undoing import undo
from petruk.imports.models import State
from tests.appraisal.world import NOW, answers, make_world
from tests.imports.world import applied, attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def corrected(world, deduction, name="koreksi.xlsx"):
    row = (world.candidate.nip, 3, 2021, 22, 22, deduction)
    return applied(attendance(row, name=name), world.officer)


def submitted(world, version=0):
    return papers.submit(world.period, world.candidate, answers(version=version), key="k", at=NOW, by=world.officer)


def discipline(assessment):
    line = next(line for line in assessment.sheet["lines"] if line["code"] == "disiplin")
    return line["points"], line["source"].split(" baris")[0]


def test_n93_a_file_that_comes_before_the_submission_counts_and_is_cited(world):
    corrected(world, 1)

    assert discipline(submitted(world)) == ("10", "koreksi.xlsx")


def test_n93_a_file_that_comes_after_the_submission_changes_nothing_of_it(world):
    assessment = submitted(world)
    before = Assessment.objects.filter(pk=assessment.pk).values().get()

    corrected(world, 1)

    assert Assessment.objects.filter(pk=assessment.pk).values().get() == before
    assert discipline(assessment)[0] == "0"


def test_a_file_that_a_result_cites_is_not_undone_before_the_result_is_withdrawn(world):
    batch = corrected(world, 1)
    assessment = submitted(world)
    with pytest.raises(CannotUndo):
        undo(batch, reason="Keliru", at=NOW, by=world.officer)
    assert Attendance.objects.get(superseded_at=None).source == batch.source

    papers.withdraw(assessment, reason="Keliru", at=NOW, by=world.officer)
    undo(batch, reason="Keliru", at=NOW, by=world.officer)

    batch.refresh_from_db()
    assert batch.state == State.UNDONE
    assert Attendance.objects.get(superseded_at=None).realisation == 94


def test_a_file_that_no_result_cites_is_undone_although_its_person_has_one(world):
    submitted(world)
    batch = corrected(world, 1, name="lain.xlsx")

    assert undo(batch, reason="Keliru", at=NOW, by=world.officer).state == State.UNDONE
