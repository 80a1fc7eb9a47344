"""Reopening a sealed result: two people, a reason, a new version; the old one stays readable with its hash."""

from decimal import Decimal
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from petruk.access.roles import Role
from petruk.appraisal.actions import reopening as actions
from petruk.appraisal.actions.reopening import CannotReopen
from petruk.appraisal.models import Reopening, Result
from petruk.appraisal.queries.ranking import ranking
from petruk.appraisal.queries.sealed import discrepancies, discrepancy_candidates, opened, versions
from petruk.audit.models import Event
from petruk.facts.models import Performance
from tests.appraisal.contest import LATER, make_usual, names
from tests.appraisal.test_sealing import correct
from tests.factories import make_authority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def contest():
    made = make_usual()
    made.seal()
    return made


@pytest.fixture
def asked(contest):
    return actions.ask(contest.result("ANI"), reason="Nilai e-Kinerja dikoreksi.", at=LATER, by=contest.agency)


def test_a_second_person_makes_a_new_version_from_the_facts_of_today(contest, asked):
    old = contest.result("ANI")
    correct(Performance, "ANI", score=Decimal("84"))

    newer = actions.grant(asked, at=LATER, by=contest.second)

    whole = opened(newer)
    assert (newer.version, newer.total, whole["lines"][0]["value"]) == (2, Decimal(80), "84.00")
    assert whole["sealed"]["reason"] == "Nilai e-Kinerja dikoreksi."
    assert (whole["sealed"]["by"], whole["sealed"]["asked_by"]) == ("Badrun", "Siti Rahma")
    assert [fact["file"] for fact in whole["facts"] if fact["indicator"] == "kinerja"] == ["koreksi.xlsx"]
    assert newer.sha256 == sha256(bytes(newer.content)).hexdigest()
    event = Event.objects.get(action="reopening.granted")
    assert (event.before["sha256"], event.after["sha256"]) == (old.sha256, newer.sha256)


def test_the_old_version_stays_readable_with_its_hash(contest, asked):
    old = contest.result("ANI")
    kept = (bytes(old.content), old.sha256)

    newer = actions.grant(asked, at=LATER, by=contest.second)

    old = Result.objects.get(pk=old.pk)
    assert (bytes(old.content), old.sha256, old.superseded_at) == (*kept, LATER)
    assert [each.version for each in versions(contest.agency, newer)] == [2, 1]


def test_the_ranking_follows_the_new_version_and_nothing_differs_any_more(contest, asked):
    correct(Performance, "ANI", score=Decimal("10"))
    assert names(ranking(contest.agency, contest.period).places)[0] == "ANI"

    actions.grant(asked, at=LATER, by=contest.second)

    places = ranking(contest.agency, contest.period).places
    rows = list(discrepancy_candidates(contest.agency, contest.period))
    assert names(places) == ["ANI", "BUDI", "CICI", "DEDI"]
    assert places[0].because == "menang atas BUDI karena skor Tim Kerja 20 > 10" or places[0].tied
    assert discrepancies(contest.agency, contest.period, rows) == []


def test_n14_nobody_grants_his_own_request(contest, asked):
    with pytest.raises(CannotReopen, match="Another person"):
        actions.grant(asked, at=LATER, by=contest.agency)

    assert Result.objects.filter(version=2).count() == 0


def test_n14_the_database_refuses_one_person_too(contest, asked):
    with pytest.raises(IntegrityError, match="takes_two_people"), transaction.atomic():
        Reopening.objects.filter(pk=asked.pk).update(
            granted=True, decided_at=LATER, decided_by="x", decided_by_ref=contest.agency.ref
        )


def test_a_refused_request_changes_nothing_and_stays_on_record(contest, asked):
    actions.refuse(asked, at=LATER, by=contest.second)

    assert (Result.objects.count(), Reopening.objects.get().granted) == (4, False)
    with pytest.raises(CannotReopen, match="already decided"):
        actions.grant(asked, at=LATER, by=contest.second)


def test_a_request_needs_a_reason_and_there_is_one_at_a_time(contest, asked):
    with pytest.raises(CannotReopen, match="Say why"):
        actions.ask(contest.result("BUDI"), reason="  ", at=LATER, by=contest.agency)
    with pytest.raises(CannotReopen, match="already asked"):
        actions.ask(contest.result("ANI"), reason="x", at=LATER, by=contest.second)

    assert Reopening.objects.count() == 1


def test_a_replaced_version_is_not_reopened(contest, asked):
    old = contest.result("ANI")
    actions.grant(asked, at=LATER, by=contest.second)

    with pytest.raises(CannotReopen, match="was replaced already"):
        actions.ask(old, reason="x", at=LATER, by=contest.agency)


def test_a_superseded_version_cannot_be_changed_or_revived(contest, asked):
    old = contest.result("ANI")
    actions.grant(asked, at=LATER, by=contest.second)

    for change in ({"superseded_at": None}, {"total": 1}):
        with pytest.raises(DatabaseError, match="superseded, never changed"), transaction.atomic():
            Result.objects.filter(pk=old.pk).update(**change)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.EMPLOYEE])
def test_only_the_agency_asks_and_grants(contest, asked, role):
    by = make_authority(role, contest.root)

    for act in (
        lambda: actions.ask(contest.result("BUDI"), reason="x", at=LATER, by=by),
        lambda: actions.grant(asked, at=LATER, by=by),
        lambda: actions.refuse(asked, at=LATER, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert (Reopening.objects.count(), Result.objects.count()) == (1, 4)
