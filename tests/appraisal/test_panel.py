"""The panel: who sits in it, what the agency may know and when, what counts, and what is closed for good."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from petruk.access.roles import Role
from petruk.appraisal.actions import panel, panel_sheets
from petruk.appraisal.actions.panel import CannotChangePanel
from petruk.appraisal.actions.panel_sheets import PanelLocked
from petruk.appraisal.models import Assessment, Extension, PanelMember, PanelSheet
from petruk.appraisal.queries import panel as queries
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.panel_minutes import minutes
from petruk.audit.models import Event
from petruk.core.scoring import score
from petruk.people.models import Mandate
from tests.appraisal.panel_world import APPENDIX, MAXIMA, make_nominee, make_panel_world, points
from tests.factories import make_authority, make_employee, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_panel_world()


def progress(world):
    return queries.progress(world.agency, world.period, on=timezone.localdate(world.at))


def spreads(world):
    return queries.wide_spreads(world.agency, world.period, progress(world))


def test_one_panelist_gives_the_worked_example(world):
    nominee = world.nominee()
    world.hand_in(nominee, world.member())
    period = world.lock()

    [outcome] = queries.outcomes(world.agency, period, [nominee])

    [result] = outcome.results
    assert [group.total for group in result.groups] == [Decimal(75), Decimal(75), Decimal(73)]
    assert (result.total, result.shown) == (Decimal(223), Decimal("74.33"))


def test_with_a_second_panelist_the_mean_counts(world):
    nominee = world.nominee()
    world.hand_in(nominee, world.member())
    world.hand_in(nominee, world.member(), MAXIMA)
    period = world.lock()

    [outcome] = queries.outcomes(world.agency, period, [nominee])

    assert (outcome.results[0].total, outcome.results[0].shown) == (Decimal("261.5"), Decimal("87.17"))


def test_the_sheets_score_the_candidate_by_the_core(world):
    nominee = world.nominee()
    world.hand_in(nominee, world.member())
    period = world.lock()

    sheets = queries.sheets_of(world.agency, period)

    result = score(parsed(period.instrument), facts={}, judgements={}, panels=sheets[nominee.pk])
    assert (result.total, result.shown_total) == (Decimal(223), Decimal("74.33"))


def test_before_the_lock_nobody_gets_a_sheet_and_after_it_only_who_may_rank(world):
    nominee = world.nominee()
    member = world.member()
    world.hand_in(nominee, member)
    officer = make_authority(Role.UNIT_OFFICER, nominee.unit)
    before = (queries.sheets_of(world.agency, world.period), queries.outcomes(world.agency, world.period, [nominee]))
    world.lock()

    assert before == ({}, [])
    assert list(queries.sheets_of(world.agency, world.period)) == [nominee.pk]
    assert queries.sheets_of(officer, world.period) == {}
    assert queries.sheets_of(world.authority(member), world.period) == {}


def test_an_inspector_of_one_office_gets_the_sheets_of_that_office_only(world):
    here, there = world.nominee(), world.nominee()
    member = world.member()
    for nominee in (here, there):
        world.hand_in(nominee, member)
    world.lock()

    inspector = make_authority(Role.INSPECTOR, here.unit)

    assert list(queries.sheets_of(inspector, world.period)) == [here.pk]
    assert [each.name for each in minutes(inspector, world.period).candidates] == [here.sheet["person"]["name"]]


def test_drafts_do_not_count(world):
    nominee = world.nominee()
    world.hand_in(nominee, world.member())
    drafting = world.member()
    panel_sheets.save_draft(nominee, points(MAXIMA), version=0, at=world.at, by=world.authority(drafting))
    world.lock()

    assert len(queries.sheets_of(world.agency, world.period)[nominee.pk]["tim-penilai"].sheets) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda world, user: Mandate.objects.filter(user=user).update(ended_on=timezone.localdate() - timedelta(days=1)),
        lambda world, user: type(user).objects.filter(pk=user.pk).update(is_active=False),
        lambda world, user: make_nominee(world.period, user.employee, at=world.at),
        lambda world, user: world.appoint(user),
    ],
    ids=["no mandate today", "disabled", "candidate himself", "in it already"],
)
def test_n05_who_may_not_join_is_refused_with_a_sentence(world, spoil):
    user = world.panelist()
    spoil(world, user)
    before = PanelMember.objects.count()

    with pytest.raises(CannotChangePanel, match=r"\.$"):
        world.appoint(user)

    assert PanelMember.objects.count() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AGENCY_ADMIN])
def test_only_the_agency_of_the_whole_government_manages_the_panel(world, role):
    user, nominee = world.panelist(), world.nominee()
    member = world.appoint(user)
    by = make_authority(role, world.top)
    given = {"at": world.at, "by": by}

    for act in (
        lambda: panel.appoint(world.period, user, **given),
        lambda: panel.release(member, reason="x", **given),
        lambda: panel.ask_third(nominee, user, **given),
        lambda: panel.lock(world.period, **given),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_agency_of_a_part_does_not_manage_the_panel(world):
    with pytest.raises(PermissionDenied):
        panel.lock(world.period, at=world.at, by=make_authority(Role.AGENCY_ADMIN, world.office()))


def test_a_released_panelist_keeps_what_he_handed_in_and_owes_nothing_more(world):
    first, _second = world.nominee(), world.nominee()
    user = world.panelist()
    member = world.appoint(user)
    world.hand_in(first, user)

    panel.release(member, reason="Pindah tugas", at=world.at, by=world.agency)

    [seat] = progress(world).seats
    assert (seat.active, seat.handed_in, seat.waiting) == (False, 1, 0)


def test_who_was_released_can_come_back(world):
    user = world.panelist()
    member = world.appoint(user)
    panel.release(member, reason="Sakit", at=world.at, by=world.agency)

    again = world.appoint(user)

    assert (again.pk, again.released_at, again.released_because) == (member.pk, None, "")


def test_progress_counts_who_waits_who_gave_and_who_stands_aside(world):
    office = world.office()
    own, other, third = world.nominee(office), world.nominee(), world.nominee()
    user = world.member(office)
    world.hand_in(other, user)

    [seat] = progress(world).seats

    assert (seat.handed_in, seat.recused, seat.waiting) == (1, 1, 1)
    assert progress(world).unscored == 2
    assert {own.pk, third.pk} == {turn.assessment_id for turn in seat.turns} - {other.pk}


def test_a_mandate_for_one_part_reaches_the_candidates_of_that_part_only(world):
    here, _there = world.nominee(), world.nominee()
    user = make_user(Role.PANELIST, here.unit, employee=make_employee(world.office()))
    world.appoint(user)

    [seat] = progress(world).seats

    assert [turn.assessment_id for turn in seat.turns] == [here.pk]


def test_the_panel_is_not_locked_while_assessments_still_come(world):
    nominee = world.nominee()
    world.hand_in(nominee, world.member())
    world.close()
    Extension.objects.create(
        period=world.period, unit=nominee.unit, closes_at=world.at + timedelta(days=1), reason="Banjir"
    )

    with pytest.raises(CannotChangePanel):
        panel.lock(world.period, at=world.at, by=world.agency)


def test_the_panel_is_not_locked_while_a_candidate_has_no_sheet(world):
    world.hand_in(world.nominee(), world.member())
    world.nominee()

    with pytest.raises(CannotChangePanel, match="1"):
        world.lock()


def test_after_the_lock_nothing_of_the_panel_changes(world):
    nominee, user = world.nominee(), world.panelist()
    member = world.appoint(user)
    world.hand_in(nominee, user)
    other = world.panelist()
    world.lock()

    given = {"at": world.at, "by": world.agency}
    for act in (
        lambda: panel.appoint(world.period, other, **given),
        lambda: panel.release(member, reason="x", **given),
        lambda: panel.ask_third(nominee, other, **given),
        lambda: panel.lock(world.period, **given),
        lambda: world.hand_in(nominee, user, MAXIMA),
    ):
        with pytest.raises((CannotChangePanel, PanelLocked)):
            act()


def test_the_lock_writes_down_whom_the_rules_kept_from_judging(world):
    office = world.office()
    nominee, user = world.nominee(office), world.member(office)
    world.hand_in(nominee, world.member())

    world.lock()

    sheet = PanelSheet.objects.get(member__user=user)
    assert sheet.recused_because == "Unit kerja sendiri, di atasnya, atau di bawahnya."


WIDE = (9, *APPENDIX[1:])  # 20 and 9 of 20 are further apart than 40 percent


def test_a_third_opinion_is_asked_only_when_everybody_is_done_and_far_apart(world):
    nominee, calm = world.nominee(), world.nominee()
    first, second = world.member(), world.member()
    for each in (nominee, calm):
        world.hand_in(each, first)
    world.hand_in(calm, second)
    early = spreads(world)
    world.hand_in(nominee, second, WIDE)

    [outcome] = spreads(world)

    assert early == []
    assert outcome.assessment == nominee
    assert [(each.aspect.code, each.lowest, each.highest) for each in outcome.results[0].wide] == [
        ("orisinalitas", 9, 20)
    ]


def test_the_third_scores_only_the_candidate_he_was_asked_about(world):
    nominee, _other = world.nominee(), world.nominee()
    for given in (APPENDIX, WIDE):
        user = world.member()
        for each in (nominee, _other):
            world.hand_in(each, user, given if each == nominee else APPENDIX)
    third = world.panelist()

    panel.ask_third(nominee, third, at=world.at, by=world.agency)
    seat = progress(world).seats[-1]
    still = spreads(world)
    world.hand_in(nominee, third, MAXIMA)

    assert ([turn.assessment_id for turn in seat.turns], seat.waiting) == ([nominee.pk], 1)
    assert still == []
    assert spreads(world) == []
    assert not progress(world).waiting


def test_a_third_opinion_never_comes_from_who_saw_the_spread_or_works_there(world):
    nominee = world.nominee()
    for given in (APPENDIX, WIDE):
        world.hand_in(nominee, world.member(), given)
    seeing = world.panelist()
    Mandate.objects.create(
        user=seeing, role=Role.AGENCY_ADMIN, unit=world.top, started_on=timezone.localdate() - timedelta(days=1)
    )
    for user in (seeing, world.panelist(nominee.unit)):
        with pytest.raises(CannotChangePanel):
            panel.ask_third(nominee, user, at=world.at, by=world.agency)

    assert PanelMember.objects.filter(asked_only=True).count() == 0


def test_the_minutes_tell_who_took_part_who_stood_aside_and_the_means(world):
    office = world.office("Dinas Sosial")
    nominee, user = world.nominee(office, name="ASWENDI"), world.member(office, name="Panelis Satu")
    world.hand_in(nominee, world.member())
    assert minutes(world.agency, world.period) is None
    world.lock()

    told = minutes(world.agency, world.period)

    assert (told.period, told.locked_by, told.first_sheet_on) == (
        "ASN Berprestasi 2024",
        "Admin BKPSDM",
        timezone.localdate(world.at),
    )
    assert [(each.handed_in, each.recused) for each in told.participants] == [(0, 1), (1, 0)]
    assert [(each.panelist, each.candidate) for each in told.recusals] == [(user.employee.titled_name, "ASWENDI")]
    [candidate] = told.candidates
    assert (candidate.unit, candidate.total, candidate.shown, candidate.panelists) == (
        "Dinas Sosial",
        Decimal(223),
        Decimal("74.33"),
        1,
    )
    assert [group.total for group in candidate.groups] == [Decimal(75), Decimal(75), Decimal(73)]


def test_every_act_of_the_agency_is_an_event(world):
    nominee, user = world.nominee(), world.panelist()
    member = world.appoint(user)
    for given in (APPENDIX, WIDE):
        world.hand_in(nominee, world.member() if given is WIDE else user, given)
    panel.ask_third(nominee, world.panelist(), at=world.at, by=world.agency)
    world.lock()
    told = list(Event.objects.filter(action__startswith="panel.").values_list("action", flat=True))

    assert told == [
        *("panel.appointed", "panel.handed_in", "panel.appointed", "panel.handed_in"),
        *("panel.appointed", "panel.third_asked", "panel.locked"),
    ]
    assert Event.objects.filter(action="panel.appointed", object_ref=member.public_id).exists()


def test_a_withdrawn_nominee_leaves_every_list(world):
    nominee, user = world.nominee(), world.member()
    world.hand_in(nominee, user)
    Assessment.objects.filter(pk=nominee.pk).update(state="withdrawn", slot=None)

    assert (progress(world).candidates, progress(world).seats[0].turns) == ((), ())
