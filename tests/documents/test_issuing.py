"""One machine for every paper: its number, its states, and what the database refuses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.documents.actions.issuing import Subject, issue, revoke
from petruk.documents.models import Document, Rendering, Series, State
from petruk.documents.queries.papers import documents, issued_pdf
from petruk.documents.queries.public import public_paper
from tests.appraisal.contest import make_contest
from tests.appraisal.world import NOW
from tests.documents import samples
from tests.factories import make_authority

pytestmark = pytest.mark.django_db
BY = console("Uji")


@pytest.fixture
def contest():
    return make_contest()


def paper_of(assessment, *, at=NOW, because=""):
    subject = subject_of(assessment)
    return issue(subject, content(), template="result-1", dated_on=at.date(), at=at, by=BY, because=because)


def subject_of(assessment):
    kind = Document.Kind.RESULT
    return Subject(kind, assessment.unit, assessment.period, assessment=assessment, employee_id=assessment.employee_id)


def in_one(act, *given):
    with transaction.atomic():
        return act(*given)


def content():
    left_out = {"kind", "template", "number", "code", "verify_url"}
    return {key: said for key, said in samples.guide().items() if key not in left_out}


def test_a_paper_keeps_what_it_says_its_bytes_and_where_it_may_be_read(contest):
    assessment = contest.nominate("ANI")

    paper = paper_of(assessment)

    assert (paper.number, paper.year, paper.serial, paper.state) == ("001/PETRUK/2026", 2026, 1, State.ISSUED)
    assert paper.frozen["number"] == paper.number
    assert issued_pdf(BY, paper).startswith(b"%PDF")
    assert list(documents(make_authority(Role.UNIT_OFFICER, contest.social))) == [paper]
    assert list(documents(make_authority(Role.UNIT_OFFICER, contest.other))) == []
    assert list(documents(make_authority(Role.EMPLOYEE, contest.other, employee=assessment.employee))) == [paper]


def test_the_next_paper_about_the_same_replaces_the_one_in_force(contest):
    assessment = contest.nominate("ANI")
    first = paper_of(assessment)

    second = paper_of(assessment, at=NOW + timedelta(minutes=1), because="Skor berubah")

    first.refresh_from_db()
    assert (first.state, first.replaced_by, first.revoked_because) == (State.REPLACED, second, "Skor berubah")
    assert (second.number, second.state) == ("002/PETRUK/2026", State.ISSUED)
    told = public_paper(BY, first.code)
    assert (told.state, told.replaced_by) == (State.REPLACED, second.number)


def test_a_paper_that_was_taken_back_keeps_its_number_and_its_reason(contest):
    paper = paper_of(contest.nominate("ANI"))

    revoke(subject_of(paper.assessment), "Mengundurkan diri", at=NOW, by=BY)

    paper.refresh_from_db()
    assert (paper.state, paper.revoked_because) == (State.REVOKED, "Mengundurkan diri")
    assert paper_of(contest.nominate("BUDI")).number == "002/PETRUK/2026"


def test_each_year_counts_for_itself(contest):
    paper_of(contest.nominate("ANI"))

    assert paper_of(contest.nominate("BUDI"), at=NOW + timedelta(days=60)).number == "001/PETRUK/2027"


def test_an_issue_that_fails_leaves_no_gap(contest, monkeypatch):
    assessment = contest.nominate("ANI")

    with monkeypatch.context() as broken:
        broken.setattr("petruk.documents.actions.issuing.render", lambda _frozen, _arms: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            in_one(paper_of, assessment)

    assert paper_of(assessment).number == "001/PETRUK/2026"


@pytest.mark.parametrize(
    "change",
    [
        {"number": "9/X/2026"},
        {"frozen": {}},
        {"sha256": "0" * 64},
        {"revoked_at": NOW, "revoked_because": "", "serial": 7},
    ],
)
def test_the_database_refuses_to_change_an_issued_paper(contest, change):
    paper = paper_of(contest.nominate("ANI"))

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**change)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Rendering.objects.update(pdf=b"%PDF-")


def test_the_database_refuses_to_bring_a_paper_back_or_to_replace_it_twice(contest):
    first = paper_of(contest.nominate("ANI"))
    paper_of(first.assessment, at=NOW + timedelta(minutes=1))
    other = paper_of(contest.nominate("BUDI"))

    for change in ({"revoked_at": None}, {"revoked_because": "Lain"}, {"replaced_by": other}, {"replaced_by": None}):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            Document.objects.filter(pk=first.pk).update(**change)


def test_the_database_refuses_a_paper_about_nothing_or_a_serial_number_twice(contest):
    paper = paper_of(contest.nominate("ANI"))
    twin = {field.attname: getattr(paper, field.attname) for field in Document._meta.concrete_fields}
    for name in ("id", "public_id", "code"):
        del twin[name]

    with pytest.raises(IntegrityError, match="document_is_about_what_its_kind_says"), transaction.atomic():
        Document.objects.create(**twin | {"number": "x", "serial": 2, "assessment_id": None})
    with pytest.raises(IntegrityError, match="document_serial_once_a_kind_and_year"), transaction.atomic():
        Document.objects.create(**twin | {"number": "x", "revoked_at": NOW})


@pytest.mark.django_db(transaction=True)
def test_n91_fifty_parallel_issues_have_fifty_numbers_without_a_gap():
    contest = make_contest()
    assessments = [contest.nominate(f"PEGAWAI {each}") for each in range(50)]

    def act(assessment):
        try:
            with transaction.atomic():
                return paper_of(assessment).serial
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        serials = list(pool.map(act, assessments))

    assert sorted(serials) == list(range(1, 51))
    assert Document.objects.values("number").distinct().count() == 50
    assert Series.objects.get().last == 50
