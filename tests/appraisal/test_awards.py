"""From the ranking to the winners: what is proposed, who decides, what needs a reason, who learns of it and when."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from petruk.access.roles import Role
from petruk.appraisal.actions import awards as actions
from petruk.appraisal.actions import reopening
from petruk.appraisal.actions.awards import CannotAward, ReasonWanted
from petruk.appraisal.models import Award, Period, Result
from petruk.appraisal.queries.ranking import announced_awards, awards
from petruk.audit.models import Event
from petruk.people.queries import authority_of
from tests.appraisal.contest import LATER, make_usual
from tests.factories import TODAY, make_authority, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def contest():
    made = make_usual()
    made.seal()
    return made


@pytest.fixture
def proposed(contest):
    actions.propose(contest.period, at=LATER, by=contest.agency)
    return contest


def award_of(contest, unit):
    return Award.objects.exclude(state="revoked").get(period=contest.period, unit=unit)


def decide(contest, unit, name, reason="", by=None):
    award = award_of(contest, unit)
    return actions.decide(award, contest.result(name), reason=reason, at=LATER, by=by or contest.agency)


def decide_all(contest):
    decide(contest, None, "ANI")
    decide(contest, contest.social, "ANI")
    decide(contest, contest.other, "DEDI")


def told(contest):
    return {(award.unit and award.unit.name, award.result.summary["person"]["name"]) for award in contest}


def test_the_first_of_each_unit_and_of_all_is_proposed_with_the_reason(proposed):
    rows = awards(proposed.agency, proposed.period)

    assert [(row.unit and row.unit.name, row.result.summary["person"]["name"], row.place) for row in rows] == [
        (None, "ANI", 1), ("Dinas Sosial", "ANI", 1), ("Dinas Lain", "DEDI", 1),
    ]  # fmt: skip
    assert rows[1].explanation == "menang atas BUDI karena total 90 > 80"
    assert len(Event.objects.get(action="period.awards_proposed").after["awards"]) == 3


def test_proposing_again_changes_nothing_and_leaves_what_is_decided(proposed):
    decide(proposed, proposed.social, "BUDI", reason="Ani menerima penghargaan nasional.")

    again = actions.propose(proposed.period, at=LATER, by=proposed.second)

    assert again == []
    assert award_of(proposed, proposed.social).result == proposed.result("BUDI")


def test_before_sealing_nothing_is_proposed():
    contest = make_usual()

    with pytest.raises(CannotAward, match="Seal the results first"):
        actions.propose(contest.period, at=LATER, by=contest.agency)


def test_the_first_needs_no_reason(proposed):
    award = decide(proposed, proposed.social, "ANI")

    event = Event.objects.get(action="award.decided")
    assert (award.state, award.place, award.reason, award.decided_by) == ("decided", 1, "", "Siti Rahma")
    assert (event.after["choice"]["sha256"], event.object_ref) == (proposed.result("ANI").sha256, award.public_id)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_whoever_departs_from_the_first_says_why(proposed, reason):
    with pytest.raises(ReasonWanted):
        decide(proposed, proposed.social, "BUDI", reason=reason)

    award = decide(proposed, proposed.social, "BUDI", reason="Ani sedang tugas belajar.")
    assert (award.place, award.reason) == (2, "Ani sedang tugas belajar.")


def test_the_database_too_wants_the_reason(proposed):
    award = award_of(proposed, proposed.social)

    with pytest.raises(IntegrityError, match="later_place_has_a_reason"), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(state="decided", place=2)


def test_only_a_sealed_result_of_the_same_contest_can_win(proposed):
    with pytest.raises(CannotAward, match="takes no part"):
        decide(proposed, proposed.social, "DEDI", reason="x")

    other = make_usual(name="Tahun lalu")
    other.seal()
    foreign = Result.objects.filter(assessment__period=other.period).first()
    with pytest.raises(CannotAward, match="takes no part"):
        actions.decide(award_of(proposed, None), foreign, reason="x", at=LATER, by=proposed.agency)


def test_an_award_is_decided_once(proposed):
    decide(proposed, proposed.social, "ANI")

    with pytest.raises(CannotAward, match="already decided"):
        decide(proposed, proposed.social, "BUDI", reason="x", by=proposed.second)


def test_a_revoked_award_stays_and_another_can_follow(proposed):
    award = decide(proposed, proposed.social, "ANI")

    actions.revoke(award, reason="Hukuman disiplin.", at=LATER, by=proposed.second)
    actions.propose(proposed.period, at=LATER, by=proposed.agency)
    decide(proposed, proposed.social, "BUDI", reason="Ani dicabut.")

    rows = Award.objects.filter(unit=proposed.social).order_by("pk")
    assert [(row.state, row.revoked_because) for row in rows] == [("revoked", "Hukuman disiplin."), ("decided", "")]
    event = Event.objects.get(action="award.revoked")
    assert (event.actor_name, event.after["reason"], event.before["state"]) == (
        "Badrun",
        "Hukuman disiplin.",
        "decided",
    )


def test_revoking_takes_a_reason_and_happens_once(proposed):
    award = award_of(proposed, proposed.social)
    with pytest.raises(CannotAward, match="why the award is revoked"):
        actions.revoke(award, reason=" ", at=LATER, by=proposed.agency)

    actions.revoke(award, reason="Keliru", at=LATER, by=proposed.agency)
    with pytest.raises(CannotAward, match="already revoked"):
        actions.revoke(award, reason="Keliru", at=LATER, by=proposed.agency)


def test_one_award_a_unit_also_for_the_database(proposed):
    award = award_of(proposed, None)

    with pytest.raises(IntegrityError, match="award_one_a_unit_and_period"), transaction.atomic():
        Award.objects.create(period=proposed.period, unit=None, result=award.result, place=1)


def test_nothing_is_announced_while_something_is_undecided(proposed):
    decide(proposed, None, "ANI")

    with pytest.raises(CannotAward, match="Decide every proposed award"):
        actions.announce(proposed.period, at=LATER, by=proposed.agency)

    assert Period.objects.get(pk=proposed.period.pk).announced_at is None


def test_only_after_the_announcement_officers_heads_and_winners_know(proposed):
    decide_all(proposed)
    people = {
        "officer": make_authority(Role.UNIT_OFFICER, proposed.social),
        "head": make_authority(Role.UNIT_HEAD, proposed.social),
        "other": make_authority(Role.UNIT_OFFICER, proposed.other),
        "winner": own(proposed, "ANI"),
        "loser": own(proposed, "BUDI"),
    }
    before = {name: told(announced_awards(who)) for name, who in people.items()}

    actions.announce(proposed.period, at=LATER, by=proposed.agency)

    ani = {(None, "ANI"), ("Dinas Sosial", "ANI")}
    assert before == {name: set() for name in people}
    assert {name: told(announced_awards(who)) for name, who in people.items()} == {
        "officer": ani, "head": ani, "other": {("Dinas Lain", "DEDI")}, "winner": ani, "loser": set(),
    }  # fmt: skip


def test_what_is_revoked_after_the_announcement_is_no_longer_shown(proposed):
    decide_all(proposed)
    actions.announce(proposed.period, at=LATER, by=proposed.agency)

    actions.revoke(award_of(proposed, None), reason="Keliru", at=LATER, by=proposed.agency)

    assert told(announced_awards(own(proposed, "ANI"))) == {("Dinas Sosial", "ANI")}


def test_it_is_announced_once(proposed):
    decide_all(proposed)
    actions.announce(proposed.period, at=LATER, by=proposed.agency)

    with pytest.raises(CannotAward, match="already announced"):
        actions.announce(proposed.period, at=LATER, by=proposed.agency)

    assert Event.objects.filter(action="period.announced").count() == 1


def test_an_award_of_a_replaced_result_holds_the_announcement_up(proposed):
    decide_all(proposed)
    asked = reopening.ask(proposed.result("ANI"), reason="Data keliru", at=LATER, by=proposed.agency)
    reopening.grant(asked, at=LATER, by=proposed.second)

    with pytest.raises(CannotAward, match="was replaced"):
        actions.announce(proposed.period, at=LATER, by=proposed.agency)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.PANELIST, Role.EMPLOYEE])
def test_other_roles_award_nothing(proposed, role):
    by = make_authority(role, proposed.root)
    award, result = award_of(proposed, None), proposed.result("ANI")
    before = (list(Award.objects.values()), Event.objects.count())
    acts = (
        lambda: actions.propose(proposed.period, at=LATER, by=by),
        lambda: actions.decide(award, result, reason="x", at=LATER, by=by),
        lambda: actions.revoke(award, reason="x", at=LATER, by=by),
        lambda: actions.announce(proposed.period, at=LATER, by=by),
    )

    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

    assert (list(Award.objects.values()), Event.objects.count()) == before
    assert decide(proposed, None, "ANI").state == "decided"


def own(contest, name):
    """Return the authority of the employee himself."""
    person = contest.result(name).assessment.employee
    return authority_of(make_user(Role.EMPLOYEE, contest.root, employee=person), on=TODAY)
