"""Editions of the recap: each stays as it was issued, the next one replaces it and says what changed and why."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.actions import reopening
from petruk.documents.actions import recaps, sealed
from petruk.documents.actions.heading import CannotIssue
from petruk.documents.models import State
from petruk.documents.queries.papers import documents, issued_pdf
from petruk.documents.queries.public import public_paper
from petruk.documents.typesetting import render
from petruk.facts.models import Performance
from petruk.people.models import Official
from tests.appraisal.contest import LATER, make_contest, make_usual
from tests.documents import reading
from tests.factories import make_authority, make_employee, make_officials

pytestmark = pytest.mark.django_db
BY = console("Uji")
NEXT_DAY = LATER + timedelta(days=1)


@pytest.fixture
def contest(db):
    contest = make_usual()
    make_officials()
    return contest


def issue(contest, reason="", at=LATER):
    return recaps.issue_recap(contest.period, reason=reason, at=at, by=contest.agency)


def printed(paper):
    return reading.words(issued_pdf(BY, paper))


def test_the_first_edition_lists_the_results_as_they_stand(contest):
    paper = issue(contest)

    said = printed(paper)
    assert paper.number == "001/REKAP/2026"
    for words in (
        "EDISI : 1", "KEADAAN HASIL : Sementara: hasil belum disegel", "1 ANI", "90 Sangat tinggi", "4 hasil",
        "KEPALA SUB BIDANG PENILAIAN", "Mengetahui, KEPALA BKPPD", "dikirim",
    ):  # fmt: skip
        assert words in said, words
    assert "Perubahan sejak" not in said
    assert public_paper(BY, paper.code).kind == "Rekapitulasi hasil penilaian"


def test_a_unit_without_result_is_named(contest):
    make_employee(contest.root)

    assert "Unit kerja yang belum mengirim hasil (1) PEMERINTAH KABUPATEN" in printed(issue(contest))


def test_the_next_edition_says_what_changed_and_why_and_replaces_the_first(contest):
    contest.seal()
    first = issue(contest)
    before = issued_pdf(BY, first)
    Performance.objects.filter(employee=contest.result("BUDI").assessment.employee).update(score=Decimal(50))
    asked = reopening.ask(contest.result("BUDI"), reason="Nilai keliru", at=NEXT_DAY, by=contest.second)
    sealed.grant_reopening(asked, at=NEXT_DAY, by=contest.agency)

    second = issue(contest, "Satu hasil dibuka kembali.", NEXT_DAY)

    first.refresh_from_db()
    said = printed(second)
    assert (first.state, first.replaced_by) == (State.REPLACED, second)
    assert (issued_pdf(BY, first), render(first.frozen)) == (before, before)
    assert "Perubahan sejak edisi 001/REKAP/2026" in said
    assert "Alasan penerbitan: Satu hasil dibuka kembali." in said
    assert "1 BUDI Dinas Sosial Kinerja: semula 10, sekarang 0 skor total: semula 80, sekarang 70" in said
    assert "sekarang 70 Nilai keliru" in said
    assert len(second.frozen["since"]["changes"]) == 1


def test_an_edition_without_a_change_says_so(contest):
    issue(contest)

    assert "Tidak ada baris yang berubah." in printed(issue(contest, "Pejabat berganti.", NEXT_DAY))


def test_the_next_edition_needs_a_reason(contest):
    issue(contest)

    with pytest.raises(CannotIssue, match="alasan"):
        issue(contest, "  ")


def test_nothing_is_issued_of_nothing_or_without_who_signs():
    contest = make_contest()
    make_officials()

    with pytest.raises(CannotIssue, match="Belum ada unit"):
        issue(contest)
    contest.nominate("ANI")
    Official.objects.filter(role="agency_head").delete()
    with pytest.raises(CannotIssue, match="Kepala instansi kepegawaian"):
        issue(contest)


def test_without_an_evaluator_the_head_signs_alone(contest):
    Official.objects.filter(role="evaluator").delete()

    said = printed(issue(contest))

    assert "KEPALA BKPPD" in said
    assert "Mengetahui" not in said


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AGENCY_ADMIN}))
def test_only_the_agency_issues(contest, role):
    with pytest.raises(PermissionDenied):
        recaps.issue_recap(contest.period, reason="", at=LATER, by=make_authority(role, contest.root))


def test_an_edition_is_read_by_whoever_sees_the_whole_recap(contest):
    issue(contest)
    readers = {
        role: documents(make_authority(role, unit)).filter(kind="recap").count()
        for role, unit in (
            (Role.AGENCY_ADMIN, contest.root),
            (Role.INSPECTOR, contest.root),
            (Role.UNIT_OFFICER, contest.social),
            (Role.EMPLOYEE, contest.social),
        )
    }

    assert readers == {Role.AGENCY_ADMIN: 1, Role.INSPECTOR: 1, Role.UNIT_OFFICER: 0, Role.EMPLOYEE: 0}


def test_the_hash_on_the_paper_is_of_its_rows(contest):
    paper = issue(contest)

    assert paper.frozen["rows_sha256"] in printed(paper).replace(" ", "")
