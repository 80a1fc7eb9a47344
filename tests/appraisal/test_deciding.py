"""Confirming, deciding the head's points, returning, verifying: what is promised to office, head and agency."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import assessing, deciding
from petruk.appraisal.actions.assessing import PeriodNotOpen
from petruk.appraisal.actions.deciding import CannotDecide, Decision, Moved
from petruk.appraisal.models import Assessment, Period
from petruk.appraisal.refusals import sentence
from petruk.audit.models import Event
from petruk.core.lifecycle import Act, Actor, Refused, State, after, allowed
from petruk.core.scoring import ScoringError
from petruk.documents.actions import issuing
from petruk.documents.actions import sheets as papers
from petruk.documents.models import Document
from petruk.people.models import Mandate, Signatory, User
from petruk.people.queries import authority_of
from tests.appraisal.desk import LATER, another, make_desk
from tests.appraisal.world import NOW, answers
from tests.factories import TODAY, make_authority, make_signatory, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def acts(desk, by, version=None):
    """Return each act on the assessment as it is now, or on the version that somebody saw, ready to be called."""
    now = desk.now()
    seen = now.version if version is None else version
    other, same = (Decision(seen, {"teamwork": Decimal(points)}) for points in (10, 20))
    why, rest = {"version": seen, "reason": "Uraian inovasi belum lengkap."}, {"at": LATER, "by": by}
    return {
        "decide": lambda: papers.decide(now, other, **rest),
        "confirm": lambda: papers.confirm(now, same, **rest),
        "return_by_head": lambda: papers.return_(now, actor=Actor.UNIT_HEAD, **why, **rest),
        "return_by_agency": lambda: papers.return_(now, actor=Actor.AGENCY, **why, **rest),
        "verify": lambda: deciding.verify(now, version=seen, **rest),
    }


def returned(desk, actor, by):
    return acts(desk, by)["return_by_head" if actor is Actor.UNIT_HEAD else "return_by_agency"]()


def events(assessment):
    return list(Event.objects.filter(object_ref=assessment.public_id).order_by("pk").values_list("action", flat=True))


def test_a_confirmed_assessment_says_by_whom_and_when_and_keeps_its_paper(desk):
    confirmed = desk.confirmed()

    assert (confirmed.state, confirmed.confirmed_by, confirmed.confirmed_at) == ("confirmed", desk.head.name, LATER)
    assert events(confirmed) == ["assessment.submitted", "assessment.confirmed"]
    assert Document.objects.get().revoked_at is None


def test_a_verified_assessment_is_at_the_end_of_its_road(desk):
    confirmed = desk.confirmed()

    verified = deciding.verify(confirmed, version=confirmed.version, at=LATER, by=desk.agency)

    assert (verified.state, verified.verified_by, verified.slot) == ("verified", desk.agency.name, 1)


def test_the_head_decides_the_team_work_and_a_new_paper_says_so(desk):
    decided = papers.decide(desk.assessment, desk.decision("10"), at=LATER, by=desk.head)

    old, new = Document.objects.order_by("pk")
    assert (decided.total, decided.judgements["teamwork"]["points"], decided.state) == (60, "10", "submitted")
    assert (old.revoked_at, old.revoked_because) == (LATER, papers.DECIDED_ANEW)
    assert (new.revoked_at, new.frozen["total"], new.frozen["decided_by"]) == (None, "60", desk.head.name)
    assert [line["points"] for line in new.frozen["lines"]] == ["0", "0", "40", "10", "10"]


def test_deciding_leaves_all_that_was_frozen_for_others_as_it_was(desk):
    before = desk.assessment.sheet

    after = papers.decide(desk.assessment, desk.decision("15"), at=LATER, by=desk.head).sheet

    assert {name for name in before if after[name] != before[name]} == {"lines", "total", "shown_total", "decided_by"}
    assert after["lines"][:4] == before["lines"][:4]
    assert set(after) == set(before)


def test_deciding_is_recorded_with_what_was_before(desk):
    papers.decide(desk.assessment, desk.decision("10"), at=LATER, by=desk.head)

    event = Event.objects.get(action="assessment.decided")
    assert (event.actor_ref, event.before, event.after) == (
        desk.head.ref,
        {"points": {"teamwork": "20"}, "total": "70"},
        {"points": {"teamwork": "10"}, "total": "60"},
    )


def test_the_same_points_are_no_decision(desk):
    papers.decide(desk.assessment, desk.decision("20"), at=LATER, by=desk.head)

    assert events(desk.assessment) == ["assessment.submitted"]
    assert (Document.objects.count(), desk.now().version) == (1, desk.assessment.version)


def test_confirming_with_other_points_does_both_or_neither(desk, monkeypatch):
    monkeypatch.setattr(issuing, "render", lambda _frozen, _arms: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        papers.confirm(desk.assessment, desk.decision("10"), at=LATER, by=desk.head)
    assert (desk.now().state, desk.now().total, Document.objects.get().revoked_at) == ("submitted", 70, None)

    monkeypatch.undo()
    confirmed = papers.confirm(desk.assessment, desk.decision("10"), at=LATER, by=desk.head)
    assert (confirmed.state, confirmed.total) == ("confirmed", 60)
    assert events(confirmed)[1:] == ["assessment.decided", "assessment.confirmed"]


@pytest.mark.parametrize("points", [{"teamwork": Decimal(11)}, {"inovasi": Decimal(10)}, {"kinerja": Decimal(10)}])
def test_n73_points_that_are_not_the_heads_to_give_are_refused_loudly(desk, points):
    with pytest.raises((ScoringError, KeyError)):
        papers.confirm(desk.assessment, Decision(desk.assessment.version, points), at=LATER, by=desk.head)

    assert (desk.now().state, desk.now().total) == ("submitted", 70)


@pytest.mark.parametrize("actor", [Actor.UNIT_HEAD, Actor.AGENCY])
def test_returning_frees_the_place_revokes_the_paper_and_keeps_the_reason(desk, actor):
    by = {Actor.UNIT_HEAD: desk.head, Actor.AGENCY: desk.agency}[actor]

    done = returned(desk, actor, by)

    assert (done.state, done.slot, done.returned_because) == ("returned", None, "Uraian inovasi belum lengkap.")
    assert Document.objects.get().revoked_because == "Uraian inovasi belum lengkap."
    assert Event.objects.get(action="assessment.returned").after["reason"] == "Uraian inovasi belum lengkap."


def test_what_the_agency_returns_after_confirmation_must_be_confirmed_anew(desk):
    desk.confirmed()
    returned(desk, Actor.AGENCY, desk.agency)

    resumed = assessing.resume(desk.now(), at=LATER, by=desk.officer)
    again = papers.submit(
        desk.period, desk.candidate, answers("30", version=resumed.version), key="l", at=LATER, by=desk.officer
    )

    assert (again.state, again.confirmed_at, again.confirmed_by, again.returned_because) == ("submitted", None, "", "")
    assert resumed.judgements["inovasi"]["text"] == "SILKa Online"


def test_nothing_is_returned_without_a_reason(desk):
    with pytest.raises(CannotDecide):
        papers.return_(desk.assessment, version=1, reason=" \n ", actor=Actor.UNIT_HEAD, at=LATER, by=desk.head)

    assert desk.now().state == "submitted"


def test_a_returned_assessment_is_taken_up_again_only_while_the_period_is_open(desk):
    returned(desk, Actor.UNIT_HEAD, desk.head)
    Period.objects.update(closes_at=NOW + timedelta(hours=1))

    with pytest.raises(PeriodNotOpen):
        assessing.resume(desk.now(), at=LATER, by=desk.officer)

    Period.objects.update(closes_at=LATER + timedelta(hours=1))
    assert assessing.resume(desk.now(), at=LATER, by=desk.officer).state == "draft"


@pytest.mark.parametrize("act", ["decide", "confirm", "return_by_head", "return_by_agency"])
def test_the_head_and_the_agency_decide_after_closing_until_the_results_are_sealed(desk, act):
    Period.objects.update(closes_at=NOW + timedelta(minutes=1))
    by = desk.agency if act == "return_by_agency" else desk.head

    Period.objects.update(sealed_at=LATER)
    with pytest.raises(CannotDecide, match=r"(?i)sealed|disegel"):
        acts(desk, by)[act]()
    Period.objects.update(sealed_at=None)
    acts(desk, by)[act]()

    assert desk.now().version > desk.assessment.version


ROLES = {Role.UNIT_OFFICER: set(), Role.INSPECTOR: set(), Role.PANELIST: set(), Role.EMPLOYEE: set()}
ROLES |= {Role.UNIT_HEAD: {"decide", "confirm", "return_by_head"}, Role.AGENCY_ADMIN: {"return_by_agency"}}


@pytest.mark.parametrize("role", ROLES)
def test_each_act_belongs_to_one_role(desk, role):
    by, done = make_authority(role, desk.unit), set()

    for name, act in acts(desk, by).items():
        before = desk.now()
        try:
            act()
        except (PermissionDenied, CannotDecide):
            continue
        done.add(name)
        Assessment.objects.filter(pk=before.pk).update(
            state=before.state, slot=before.slot, version=before.version, judgements=before.judgements
        )

    assert done == ROLES[role]


def test_n01_the_head_of_another_office_reaches_nothing_here(desk):
    stranger = make_authority(Role.UNIT_HEAD, make_unit("Dinas Lain", parent=desk.root))

    with pytest.raises(Assessment.DoesNotExist):
        papers.confirm(desk.assessment, desk.decision(), at=LATER, by=stranger)
    assert papers.confirm(desk.assessment, desk.decision(), at=LATER, by=desk.head).state == "confirmed"


def test_the_head_of_the_unit_above_may_confirm_too(desk):
    above = make_authority(Role.UNIT_HEAD, desk.root)

    assert papers.confirm(desk.assessment, desk.decision(), at=LATER, by=above).confirmed_by == above.name


@pytest.mark.parametrize("act", ["decide", "confirm", "return_by_head"])
def test_n05_a_head_does_not_decide_about_himself(desk, act):
    himself = make_authority(Role.UNIT_HEAD, desk.unit, employee=desk.candidate)

    with pytest.raises(CannotDecide):
        acts(desk, himself)[act]()
    assert desk.now().version == desk.assessment.version
    acts(desk, desk.head)[act]()


@pytest.mark.parametrize("act", ["verify", "return_by_agency"])
def test_n05_the_agency_does_not_decide_about_its_own(desk, act):
    desk.confirmed()
    himself = make_authority(Role.AGENCY_ADMIN, desk.root, employee=desk.candidate)

    with pytest.raises(CannotDecide):
        acts(desk, himself)[act]()
    acts(desk, desk.agency)[act]()


def test_n05_whoever_assessed_does_not_confirm_and_whoever_confirmed_does_not_verify(desk):
    user = User.objects.get(public_id=desk.officer.ref)
    for role in (Role.UNIT_HEAD, Role.AGENCY_ADMIN):
        Mandate.objects.create(user=user, role=role, unit=desk.root, started_on=TODAY)
    everything = authority_of(user, on=TODAY)

    with pytest.raises(CannotDecide):
        acts(desk, everything)["confirm"]()
    desk.confirmed()
    with pytest.raises(CannotDecide):
        acts(desk, everything)["verify"]()
    confirmer = User.objects.get(public_id=desk.head.ref)
    Mandate.objects.create(user=confirmer, role=Role.AGENCY_ADMIN, unit=desk.root, started_on=TODAY)
    with pytest.raises(CannotDecide):
        acts(desk, authority_of(confirmer, on=TODAY))["verify"]()
    assert acts(desk, desk.agency)["verify"]().state == "verified"


@pytest.mark.parametrize("act", ["decide", "confirm", "return_by_head"])
def test_n87_a_stale_page_decides_nothing_and_says_who_was_faster(desk, act):
    papers.decide(desk.assessment, desk.decision("15"), at=LATER, by=make_authority(Role.UNIT_HEAD, desk.root))

    with pytest.raises(Moved, match=desk.now().changed_by):
        acts(desk, desk.head, version=desk.assessment.version)[act]()
    assert (desk.now().state, desk.now().total) == ("submitted", 65)


def in_state(desk, state):
    """Put the assessment into a state without walking the road, as only a test may."""
    holds = state in {State.SUBMITTED, State.CONFIRMED, State.VERIFIED}
    Assessment.objects.filter(pk=desk.assessment.pk).update(state=state, slot=1 if holds else None)


ACTS = {"confirm": (Act.CONFIRM, Actor.UNIT_HEAD), "return_by_head": (Act.RETURN, Actor.UNIT_HEAD)}
ACTS |= {"return_by_agency": (Act.RETURN, Actor.AGENCY), "verify": (Act.VERIFY, Actor.AGENCY)}


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
@pytest.mark.parametrize("name", ACTS)
def test_every_refused_act_answers_with_its_sentence(desk, state, name):
    act, actor = ACTS[name]
    in_state(desk, state)
    before, by = desk.now(), desk.head if actor is Actor.UNIT_HEAD else desk.agency

    if act in allowed(state, actor):
        assert acts(desk, by)[name]().version == before.version + 1
        return
    with pytest.raises(CannotDecide) as answer:
        acts(desk, by)[name]()
    with pytest.raises(Refused) as refused:
        after(state, act, actor)

    assert str(answer.value) == sentence(refused.value)
    assert desk.now().version == before.version


def test_a_draft_does_not_exist_for_head_and_agency(desk):
    in_state(desk, State.DRAFT)

    for name in ACTS:
        with pytest.raises(Assessment.DoesNotExist):
            acts(desk, desk.head if ACTS[name][1] is Actor.UNIT_HEAD else desk.agency)[name]()


def test_the_new_paper_is_never_signed_by_the_candidate(desk):
    above = make_signatory(desk.root, office="BUPATI")
    Signatory.objects.filter(unit=desk.unit).update(employee=desk.candidate)

    decided = papers.decide(desk.assessment, desk.decision("10"), at=LATER, by=desk.head)

    assert decided.sheet["signatory"]["name"] == above.employee.titled_name


def test_the_new_paper_carries_its_own_day_and_who_is_in_office_then(desk):
    later = LATER + timedelta(days=3)
    make_signatory(desk.unit, capacity="PLT", started_on=timezone.localtime(later).date())

    decided = papers.decide(desk.assessment, desk.decision("10"), at=later, by=desk.head)

    assert (decided.sheet["date"], decided.sheet["signatory"]["capacity"]) == ("2026-11-27", "PLT")


def test_what_stays_of_others_is_untouched_when_one_is_decided(desk):
    Period.objects.update(nominees_per_unit=5)
    other = another(desk)

    papers.confirm(desk.assessment, desk.decision("10"), at=LATER, by=desk.head)

    untouched = Assessment.objects.get(pk=other.pk)
    assert (untouched.version, untouched.total, untouched.state) == (other.version, other.total, "submitted")
