"""What a panelist does with a candidate of his list: keep a draft, hand in, stand aside. Always in his own name."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_open
from petruk.appraisal.models import Assessment, PanelMember, PanelScore, PanelSheet
from petruk.appraisal.queries.panelist import full_marks, memberships, own_points, panels_of, to_score, turn_of
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.panel import PanelError, check_sheet
from petruk.core.recusal import Conflict

Points = Mapping[str, int]


class CannotScore(Refusal):
    """The sheet is refused as it stands; what was typed is kept by the page."""


class NotInThePanel(CannotScore):
    """He does not sit in this panel any more, or the candidate is not on his list."""


class PanelLocked(CannotScore):
    """The agency has closed the panel."""


class Barred(CannotScore):
    """A conflict of interest keeps him from this candidate."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(_("You cannot judge this candidate: there is a conflict of interest."))
        self.conflict = conflict


class Settled(CannotScore):
    """The sheet is handed in already, or he stood aside."""


class SavedMeanwhile(CannotScore):
    """Another window saved the same sheet in between."""

    def __init__(self, sheet: PanelSheet) -> None:
        at = timezone.localtime(sheet.changed_at)
        words = _("You saved this sheet in another window at %(time)s. Compare, then save again.")
        super().__init__(words % {"time": f"{at:%H.%M}"})


@transaction.atomic
def save_draft(assessment: Assessment, points: Points, *, version: int, at: datetime, by: Authority) -> PanelSheet:
    """Keep the points given so far. Raises ``CannotScore``, and ``PanelError`` for points that no form offers."""
    return _write(assessment, points, version=version, finished=False, at=at, by=by)


@transaction.atomic
def hand_in(assessment: Assessment, points: Points, *, version: int, at: datetime, by: Authority) -> PanelSheet:
    """Hand the whole sheet in, for good. The very same sheet again returns what the first time made."""
    return _write(assessment, points, version=version, finished=True, at=at, by=by)


@transaction.atomic
def recuse(assessment: Assessment, *, reason: str, at: datetime, by: Authority) -> PanelSheet:
    """Stand aside, for good, with the reason that the minutes will tell; points of a draft are dropped."""
    _member, assessment, sheet = _begin(assessment, at=at, by=by)
    if sheet.submitted_at is not None or sheet.recused_because:
        raise Settled(_("This sheet is settled already; it cannot be changed."))
    sheet.scores.all().delete()
    sheet.recused_because = reason
    _touch(sheet, at)
    record("panel.recused", sheet.member, by=by, assessment=assessment.public_id, reason=reason)
    return sheet


def _write(
    assessment: Assessment, points: Points, *, version: int, finished: bool, at: datetime, by: Authority
) -> PanelSheet:
    member, assessment, sheet = _begin(assessment, at=at, by=by)
    before = own_points(by, member, [assessment.pk]).get(assessment.pk, {})
    if sheet.submitted_at is not None and finished and before == points:
        return sheet
    _require_open(member, assessment, sheet, version, by=by)
    _check(assessment, points, finished=finished)
    sheet.scores.all().delete()
    marks = full_marks(panels_of(assessment.period))
    PanelScore.objects.bulk_create(
        PanelScore(sheet=sheet, aspect=aspect, points=given, maximum=marks[aspect]) for aspect, given in points.items()
    )
    sheet.submitted_at = at if finished else None
    _touch(sheet, at)
    event = "panel.handed_in" if finished else "panel.saved"
    record(event, sheet.member, by=by, before={"points": before}, assessment=assessment.public_id, points=dict(points))
    return sheet


def _begin(assessment: Assessment, *, at: datetime, by: Authority) -> tuple[PanelMember, Assessment, PanelSheet]:
    """Return his place in the panel, the candidate, and his own sheet locked, made if there was none."""
    by.require(Permission.PANEL_SCORE)
    period = hold_open(assessment.period_id)
    if period.panel_locked_at is not None:
        raise PanelLocked(_("The panel is locked. What you typed is not saved."))
    member = memberships(by).filter(period=period).first()
    found = to_score(by, member).filter(pk=assessment.pk).first() if member else None
    if member is None or found is None:
        raise NotInThePanel(_("This candidate is not on your list any more."))
    fresh = PanelSheet(member=member, assessment=found, version=0, changed_at=at)
    PanelSheet.objects.bulk_create([fresh], ignore_conflicts=True)
    sheet = PanelSheet.objects.select_for_update().get(member=member, assessment=found)
    return member, found, sheet


def _require_open(
    member: PanelMember, assessment: Assessment, sheet: PanelSheet, version: int, *, by: Authority
) -> None:
    if sheet.submitted_at is not None or sheet.recused_because:
        raise Settled(_("This sheet is settled already; it cannot be changed."))
    barred = turn_of(by, member, assessment).conflict
    if barred:
        raise Barred(barred)
    if sheet.version != version:
        raise SavedMeanwhile(sheet)


def _check(assessment: Assessment, points: Points, *, finished: bool) -> None:
    """Raise ``PanelError`` for an aspect or points that the instrument does not have; a draft may lack aspects."""
    panels = panels_of(assessment.period)
    unknown = set(points) - set(full_marks(panels))
    if unknown:
        raise PanelError(min(unknown), "aspek ini tidak ada dalam instrumen")
    for panel in panels:
        blank = {} if finished else dict.fromkeys((each.code for each in panel.aspects), 0)
        own = {each.code for each in panel.aspects}
        check_sheet(panel, blank | {code: given for code, given in points.items() if code in own})


def _touch(sheet: PanelSheet, at: datetime) -> None:
    sheet.version += 1
    sheet.changed_at = at
    sheet.save()
