"""A panelist's sheet: whole points within the maxima, in his own name, once; and what two hands at once make of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, connections, transaction

from petruk.access.roles import Role
from petruk.appraisal.actions import panel, panel_sheets
from petruk.appraisal.actions.panel_sheets import Barred, CannotScore, NotInThePanel, PanelLocked, SavedMeanwhile
from petruk.appraisal.models import PanelMember, PanelScore, PanelSheet
from petruk.appraisal.queries import panelist
from petruk.appraisal.queries.panelist import SheetState
from petruk.audit.models import Event
from petruk.core.panel import PanelError
from petruk.core.recusal import Conflict, in_one_line
from tests.appraisal.panel_world import APPENDIX, MAXIMA, make_nominee, make_panel_world, points
from tests.factories import make_authority, make_employee, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_panel_world()


def save(world, nominee, user, given, *, version=0):
    by = world.authority(user)
    return panel_sheets.save_draft(nominee, given, version=version, at=world.at, by=by)


def turns(world, user):
    by = world.authority(user)
    return panelist.turns(by, panelist.memberships(by).get())


def test_a_draft_may_lack_aspects_and_a_sheet_may_not(world):
    nominee, user = world.nominee(), world.member()
    draft = save(world, nominee, user, {"manfaat": 40})

    with pytest.raises(PanelError, match="belum dinilai"):
        panel_sheets.hand_in(nominee, {"manfaat": 40}, version=1, at=world.at, by=world.authority(user))

    assert (draft.version, list(draft.scores.values_list("aspect", "points", "maximum"))) == (1, [("manfaat", 40, 40)])


@pytest.mark.parametrize(
    "wrong",
    [{"orisinalitas": 21}, {"orisinalitas": -1}, {"orisinalitas": 1.5}, {"orisinalitas": "20"}, {"orisinalitas": True},
     {"kopeten": 5}, {"inovatif": 5}],
    ids=["above", "negative", "decimal", "text", "truth", "unknown", "a group"],
)  # fmt: skip
def test_n09_n73_points_that_the_instrument_does_not_have_are_refused(world, wrong):
    nominee, user = world.nominee(), world.member()

    for finished in (panel_sheets.save_draft, panel_sheets.hand_in):
        with pytest.raises(PanelError):
            finished(nominee, points() | wrong, version=0, at=world.at, by=world.authority(user))

    assert not PanelSheet.objects.exists()


def test_handing_in_again_the_same_changes_nothing_and_another_is_refused(world):
    nominee, user = world.nominee(), world.member()
    world.hand_in(nominee, user)
    events = Event.objects.count()

    world.hand_in(nominee, user)
    with pytest.raises(CannotScore):
        world.hand_in(nominee, user, MAXIMA)

    assert (Event.objects.count(), PanelSheet.objects.get().version) == (events, 1)


def test_n05_nobody_scores_himself_or_his_own_unit_or_a_rival(world):
    office = world.office()
    below, above = make_unit(parent=office), office
    user = world.panelist(below)
    world.appoint(user)
    colleague, chief_office, elsewhere = world.nominee(below), world.nominee(above), world.nominee()

    for nominee in (colleague, chief_office):
        with pytest.raises(Barred):
            world.hand_in(nominee, user)
    himself = make_nominee(world.period, user.employee, at=world.at)
    for nominee in (himself, elsewhere):
        with pytest.raises(Barred):
            world.hand_in(nominee, user)

    assert {turn.assessment_id: turn.conflict for turn in turns(world, user)} == {
        colleague.pk: Conflict.RIVAL,
        chief_office.pk: Conflict.RIVAL,
        himself.pk: Conflict.SELF,
        elsewhere.pk: Conflict.RIVAL,
    }
    assert not PanelScore.objects.exists()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("0001.0002", "0001.0002", True), ("0001.0002", "0001.0002.0003", True), ("0001.0002.0003", "0001.0002", True),
     ("0001.0002", "0001.0003", False), ("", "0001", False)],
)  # fmt: skip
def test_units_are_in_one_line_when_one_stands_above_the_other(one, other, expected):
    assert in_one_line(one, other) is expected


def test_who_moves_into_the_unit_of_a_candidate_may_no_longer_judge_him(world):
    nominee, user = world.nominee(), world.member()
    save(world, nominee, user, {"manfaat": 1})
    moved = make_employee(nominee.unit).placement
    user.employee.placement.unit = moved.unit
    user.employee.placement.save()

    assert [turn.state for turn in turns(world, user)] == [SheetState.BARRED]


def test_recusal_is_final_drops_the_draft_and_keeps_the_reason(world):
    nominee, user = world.nominee(), world.member()
    save(world, nominee, user, points())

    sheet = panel_sheets.recuse(nominee, reason="Hubungan keluarga: ipar", at=world.at, by=world.authority(user))

    with pytest.raises(CannotScore):
        save(world, nominee, user, points(), version=sheet.version)
    assert (sheet.recused_because, PanelScore.objects.count()) == ("Hubungan keluarga: ipar", 0)
    assert [turn.state for turn in turns(world, user)] == [SheetState.RECUSED]


def test_who_handed_in_can_no_longer_stand_aside(world):
    nominee, user = world.nominee(), world.member()
    world.hand_in(nominee, user)

    with pytest.raises(CannotScore):
        panel_sheets.recuse(nominee, reason="Ipar", at=world.at, by=world.authority(user))


def test_who_is_not_in_the_panel_scores_nobody(world):
    nominee, outsider, user = world.nominee(), world.panelist(), world.panelist()
    member = world.appoint(user)
    panel.release(member, reason="Pindah", at=world.at, by=world.agency)

    for each in (outsider, user):
        with pytest.raises(NotInThePanel):
            world.hand_in(nominee, each)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PANELIST])
def test_no_other_role_scores(world, role):
    nominee, by = world.nominee(), make_authority(role, world.top)

    with pytest.raises(PermissionDenied):
        panel_sheets.hand_in(nominee, points(), version=0, at=world.at, by=by)


def test_every_write_is_an_event_of_the_member(world):
    first, second = world.nominee(), world.nominee()
    user = world.member()
    save(world, first, user, {"manfaat": 1})
    panel_sheets.hand_in(first, points(), version=1, at=world.at, by=world.authority(user))
    panel_sheets.recuse(second, reason="Ipar", at=world.at, by=world.authority(user))

    member = PanelMember.objects.get()
    events = Event.objects.filter(object_ref=member.public_id, action__in=["panel.saved", "panel.handed_in"])
    assert [(each.before["points"], each.after["points"]) for each in events.order_by("pk")] == [
        ({}, {"manfaat": 1}),
        ({"manfaat": 1}, points()),
    ]
    assert Event.objects.get(action="panel.recused").after["reason"] == "Ipar"


IMPOSSIBLE = {
    "above the maximum": "UPDATE appraisal_panelscore SET points = maximum + 1",
    "negative": "UPDATE appraisal_panelscore SET points = -1",
    "a maximum of its own": "UPDATE appraisal_panelscore SET maximum = 101",
    "an aspect twice": "INSERT INTO appraisal_panelscore (sheet_id, aspect, points, maximum)"
    " SELECT sheet_id, aspect, points, maximum FROM appraisal_panelscore",
    "a second sheet": "INSERT INTO appraisal_panelsheet (member_id, assessment_id, version, changed_at,"
    " recused_because) SELECT member_id, assessment_id, 1, changed_at, '' FROM appraisal_panelsheet",
    "handed in and recused": "UPDATE appraisal_panelsheet SET submitted_at = now(), recused_because = 'x'",
}  # fmt: skip
KEPT = {
    "other points": "UPDATE appraisal_panelscore SET points = 0",
    "fewer points": "DELETE FROM appraisal_panelscore",
    "another aspect": "INSERT INTO appraisal_panelscore (sheet_id, aspect, points, maximum)"
    " SELECT id, 'x', 1, 1 FROM appraisal_panelsheet",
    "back to a draft": "UPDATE appraisal_panelsheet SET submitted_at = NULL",
}
LOCKED = {
    "a new member": "INSERT INTO appraisal_panelmember (public_id, period_id, user_id, appointed_at, asked_only,"
    " released_because) SELECT 'x', period_id, user_id, now(), false, '' FROM appraisal_panelmember",
    "a member released": "UPDATE appraisal_panelmember SET released_at = now()",
    "a recusal": "UPDATE appraisal_panelsheet SET recused_because = 'x', submitted_at = NULL",
    "unlocked": "UPDATE appraisal_period SET panel_locked_at = NULL",
    "locked later": "UPDATE appraisal_period SET panel_locked_at = now() + interval '1 day'",
}


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_n73_the_database_refuses_an_impossible_sheet(world, statement):
    nominee, user = world.nominee(), world.member()
    save(world, nominee, user, points(MAXIMA))

    refused(statement)


@pytest.mark.parametrize("statement", KEPT.values(), ids=KEPT)
def test_the_database_keeps_what_was_handed_in(world, statement):
    world.hand_in(world.nominee(), world.member())

    refused(statement)


@pytest.mark.parametrize("statement", (KEPT | LOCKED).values(), ids=KEPT | LOCKED)
def test_the_database_keeps_a_locked_panel(world, statement):
    world.hand_in(world.nominee(), world.member())
    world.lock()

    refused(statement)


def test_the_database_gives_no_points_to_a_recused_sheet(world):
    nominee, user = world.nominee(), world.member()
    panel_sheets.recuse(nominee, reason="Ipar", at=world.at, by=world.authority(user))

    refused(KEPT["another aspect"])


def at_once(*acts):
    """Run acts on connections of their own at the same time; return what each gave or raised."""

    def run(act):
        try:
            return act()
        except Exception as error:  # noqa: BLE001  the outcome is what is tested
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_n86_two_windows_save_one_sheet_and_one_of_them_is_told(world):
    nominee, user = world.nominee(), world.member()

    done = at_once(*[lambda given=given: save(world, nominee, user, {"manfaat": given}) for given in (10, 20, 30, 40)])

    assert sorted(type(each).__name__ for each in done) == ["PanelSheet", *["SavedMeanwhile"] * 3]
    assert (PanelSheet.objects.get().version, PanelScore.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_n85_a_double_click_hands_in_once(world):
    nominee, user = world.nominee(), world.member()

    done = at_once(*[lambda: world.hand_in(nominee, user)] * 5)

    assert done == [None] * 5
    assert Event.objects.filter(action="panel.handed_in").count() == 1


@pytest.mark.django_db(transaction=True)
def test_n86_two_panelists_hand_in_at_once_and_both_count(world):
    nominee = world.nominee()
    users = [world.member(), world.member(), world.member()]

    done = at_once(*[lambda user=user: world.hand_in(nominee, user) for user in users])

    assert done == [None] * 3
    assert PanelSheet.objects.filter(submitted_at__isnull=False).count() == 3


def test_n87_an_old_version_is_refused_and_nothing_is_lost(world):
    nominee, user = world.nominee(), world.member()
    save(world, nominee, user, {"manfaat": 10})

    with pytest.raises(SavedMeanwhile):
        save(world, nominee, user, {"manfaat": 20})

    assert PanelScore.objects.get().points == 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_n88_a_sheet_handed_in_while_the_panel_is_locked_counts_whole_or_not_at_all(world, _round):
    nominee, early, late = world.nominee(), world.member(), world.member()
    world.hand_in(nominee, early)
    world.close()

    locked, handed = at_once(
        lambda: panel.lock(world.period, at=world.at, by=world.agency), lambda: world.hand_in(nominee, late, MAXIMA)
    )

    sheets = PanelSheet.objects.filter(submitted_at__isnull=False).count()
    assert not isinstance(locked, Exception)
    assert (handed is None, sheets) in {(True, 2), (False, 1)}
    assert handed is None or isinstance(handed, PanelLocked)
    assert PanelScore.objects.count() == sheets * len(APPENDIX)
