"""Charters: for whom, with which number, what ends them, and how the issuing goes on after it was stopped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from procrastinate.contrib.django import app

from petruk.access.authority import console
from petruk.access.roles import Role
from petruk.appraisal.actions import awards, reopening
from petruk.appraisal.actions.objections import Answer
from petruk.appraisal.models import Award
from petruk.documents.actions import charters, sealed
from petruk.documents.actions.charters import Terms
from petruk.documents.actions.heading import CannotIssue
from petruk.documents.actions.jobs import issue_for
from petruk.documents.actions.rules import Terms as RuleTerms
from petruk.documents.actions.rules import set_rule
from petruk.documents.models import CharterRun, Document, State
from petruk.documents.queries.charters import progress
from petruk.documents.queries.papers import documents, issued_pdf
from petruk.documents.queries.public import public_paper
from petruk.people.models import Mandate, Official, User
from tests.appraisal.contest import LATER, make_usual
from tests.appraisal.objecting import ANSWERED, Objecting
from tests.documents import reading
from tests.factories import make_authority, make_officials

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 26)
BY = console("Uji")


@pytest.fixture
def contest(db):
    return decided()


def decided():
    """Return a contest of two offices whose three awards are decided: of all, of each office."""
    contest = make_usual()
    make_officials()
    contest.seal()
    for award in awards.propose(contest.period, at=LATER, by=contest.agency):
        awards.decide(award, award.result, reason="", at=LATER, by=contest.agency)
    return contest


def ordered(contest, **terms):
    given = {"dated_on": DAY, "honour": "ASN Berkinerja Terbaik", "decree": ""}
    return charters.order(contest.period, Terms(**given | terms), at=LATER, by=contest.agency)


def issued(contest):
    charters.carry_out(ordered(contest), by=contest.agency)
    return list(Document.objects.filter(kind="charter").order_by("serial"))


def test_every_decided_winner_gets_a_charter_by_unit_and_the_winner_of_all_last(contest):
    papers = issued(contest)

    assert [(each.number, each.employee.name, each.award.unit) for each in papers] == [
        ("001/PIAGAM/2026", "ANI", contest.social),
        ("002/PIAGAM/2026", "DEDI", contest.other),
        ("003/PIAGAM/2026", "ANI", None),
    ]
    assert [each.unit for each in papers] == [contest.social, contest.other, contest.social]


def test_a_charter_says_who_for_what_and_by_whom(contest):
    set_rule("charter", RuleTerms(DAY, "800/{n}/BKPSDM-BLG/{yyyy}", "A4", 2), by=BY)

    paper = issued(contest)[0]

    printed = reading.words(issued_pdf(BY, paper))
    for said in (
        "Nomor : 800/1/BKPSDM-BLG/2026", "BUPATI BALANGAN", "ANI", "ASN Berkinerja Terbaik", "Dinas Sosial",
        "pada Penilaian Instrumen Kinerja 2021", "26 Desember 2026", "H. ABDUL HADIJAYA", "Dr. H. SURYA PERMANA, M.Si",
    ):  # fmt: skip
        assert said in printed
    assert paper.frozen["template"] == "charter-2"


def test_proposed_and_revoked_awards_get_none(contest):
    social = Award.objects.get(unit=contest.social)
    charters.revoke_award(social, reason="Keliru", at=LATER, by=contest.agency)
    awards.propose(contest.period, at=LATER, by=contest.agency)

    assert [each.employee.name for each in issued(contest)] == ["DEDI", "ANI"]


def test_nothing_is_issued_without_both_who_sign(contest):
    Official.objects.filter(role="regional_head").delete()

    with pytest.raises(CannotIssue, match="Kepala daerah"):
        ordered(contest)


@pytest.mark.parametrize("day", [LATER.date() - timedelta(days=2), LATER.date() + timedelta(days=120)])
def test_a_charter_is_dated_from_the_sealing_on_and_not_long_ahead(contest, day):
    with pytest.raises(CannotIssue, match="tanggal"):
        ordered(contest, dated_on=day)


def test_an_order_is_refused_while_one_is_open_or_nobody_waits(contest):
    run = ordered(contest)

    with pytest.raises(CannotIssue, match="sedang"):
        ordered(contest)
    charters.carry_out(run, by=contest.agency)
    with pytest.raises(CannotIssue, match="Tidak ada pemenang"):
        ordered(contest)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AGENCY_ADMIN}))
def test_only_the_agency_issues(contest, role):
    somebody = make_authority(role, contest.root)

    with pytest.raises(PermissionDenied):
        charters.order(contest.period, Terms(DAY, "X"), at=LATER, by=somebody)


def test_a_revoked_award_takes_its_charter_back_and_the_number_stays(contest):
    paper = issued(contest)[0]

    charters.revoke_award(paper.award, reason="Hukuman disiplin", at=LATER, by=contest.agency)

    paper.refresh_from_db()
    assert (paper.state, paper.revoked_because, paper.number) == (State.REVOKED, "Hukuman disiplin", "001/PIAGAM/2026")
    assert public_paper(BY, paper.code).state is State.REVOKED


def test_n92_a_reopened_result_ends_the_charters_that_were_given_for_it(contest):
    papers = issued(contest)
    asked = reopening.ask(contest.result("ANI"), reason="Data keliru", at=LATER, by=contest.second)

    sealed.grant_reopening(asked, at=LATER, by=contest.agency)

    states = [public_paper(BY, each.code).state for each in papers]
    assert states == [State.REVOKED, State.ISSUED, State.REVOKED]
    assert progress(contest.agency, contest.period).winners == 1


def test_an_accepted_objection_ends_the_charters_that_were_given_for_the_old_version(contest, settings, tmp_path):
    settings.PETRUK_FILES = tmp_path
    papers = issued(contest)
    awards.announce(contest.period, at=LATER, by=contest.agency)
    filed = Objecting(contest).file("ANI")

    sealed.accept_objection(filed, Answer("Keliru.", {"teamwork": Decimal(10)}), at=ANSWERED, by=contest.agency)

    states = [public_paper(BY, each.code).state for each in papers]
    assert states == [State.REVOKED, State.ISSUED, State.REVOKED]


def test_a_charter_is_a_secret_of_the_agency_until_the_winners_are_announced(contest):
    issued(contest)
    ani = contest.result("ANI").assessment.employee
    readers = {
        "agency": contest.agency,
        "officer": make_authority(Role.UNIT_OFFICER, contest.social),
        "winner": make_authority(Role.EMPLOYEE, contest.social, employee=ani),
        "other": make_authority(Role.UNIT_OFFICER, contest.other),
    }

    def seen():
        return {who: documents(by).filter(kind="charter").count() for who, by in readers.items()}

    assert seen() == {"agency": 3, "officer": 0, "winner": 0, "other": 0}
    awards.announce(contest.period, at=LATER, by=contest.agency)
    assert seen() == {"agency": 3, "officer": 2, "winner": 2, "other": 1}


def test_stopped_half_way_it_goes_on_without_a_double_number_or_a_gap(contest, monkeypatch):
    monkeypatch.setattr(charters, "AT_ONCE", 1)
    run = ordered(contest)
    charters.issue_some(run, at=LATER, by=contest.agency)
    with monkeypatch.context() as broken:
        broken.setattr("petruk.documents.actions.issuing.render", lambda _frozen, _arms: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            charters.carry_out(run, by=contest.agency)
    assert progress(contest.agency, contest.period).done == 1

    charters.carry_out(run, by=contest.agency)

    papers = Document.objects.filter(kind="charter")
    assert sorted(papers.values_list("serial", flat=True)) == [1, 2, 3]
    assert papers.values("award").distinct().count() == 3
    run.refresh_from_db()
    assert (run.finished_at is not None, run.trouble) == (True, "")


def test_what_goes_wrong_stands_on_the_order(contest):
    run, admin = ordered(contest), User.objects.get(public_id=contest.agency.ref)
    Mandate.objects.filter(user=admin).update(revoked_on=date(2026, 1, 1))

    issue_for(admin.public_id, run.public_id)

    run.refresh_from_db()
    assert (run.finished_at is not None, bool(run.trouble)) == (True, True)
    assert not Document.objects.filter(kind="charter").exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_issues_what_was_ordered():
    contest = decided()
    run = ordered(contest)

    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    run.refresh_from_db()
    assert (run.finished_at is not None, run.trouble) == (True, "")
    assert Document.objects.filter(kind="charter").count() == 3


@pytest.mark.django_db(transaction=True)
def test_n91_two_workers_on_one_order_give_each_winner_one_charter(monkeypatch):
    monkeypatch.setattr(charters, "AT_ONCE", 1)
    contest = decided()
    run = ordered(contest)

    def act(_number):
        try:
            return charters.carry_out(CharterRun.objects.get(pk=run.pk), by=contest.agency)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(act, range(4)))

    assert sum(made) == 3
    assert sorted(Document.objects.filter(kind="charter").values_list("serial", flat=True)) == [1, 2, 3]
