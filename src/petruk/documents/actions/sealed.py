"""Papers in step with sealed results: the sheet of a result sealed anew is issued anew, and says the panel's points.

Source: docs/rules/papers.md section 6.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions import objections, reopening, sealing
from petruk.appraisal.actions.objections import Answer
from petruk.appraisal.actions.sealing import Sealed
from petruk.appraisal.models import Objection, Period, Reopening, Result
from petruk.appraisal.queries.deciding import signs_for
from petruk.appraisal.queries.sealed import opened
from petruk.appraisal.sheet import Parties, sealed_anew
from petruk.documents.actions.background import defer_sheets
from petruk.documents.actions.charters import AT_ONCE, end_charters_of
from petruk.documents.actions.issuing import issue
from petruk.documents.actions.sheets import TEMPLATE, subject_of
from petruk.documents.models import Document
from petruk.documents.queries.sheets import waiting_for_sheet
from petruk.people.queries import agency_on

REOPENED = "Hasil yang mendasari piagam ini dibuka kembali dan disegel ulang."
OBJECTED = "Sanggah atas hasil yang mendasari piagam ini diterima, dan hasilnya disegel ulang."
WITH_PANEL = "Hasil disegel dengan skor tim penilai."
LONGEST = 500


@transaction.atomic
def seal(period: Period, *, at: datetime, by: Authority) -> Sealed:
    """Seal the results of a period; where a panel judged, a worker issues the sheets anew. Raises ``CannotSeal``."""
    done = sealing.seal(period, at=at, by=by)
    if waiting_for_sheet(by, period).exists():
        defer_sheets(period, by=by)
    return done


@transaction.atomic
def grant_reopening(asked: Reopening, *, at: datetime, by: Authority) -> Result:
    """Seal a result anew, with the papers that this ends and begins. Raises ``CannotReopen``."""
    newer = reopening.grant(asked, at=at, by=by)
    end_charters_of(asked.result_id, REOPENED, at=at, by=by)
    _issue(newer, f"Hasil disegel ulang: {asked.reason}", at=at, by=by)
    return newer


@transaction.atomic
def accept_objection(objection: Objection, answer: Answer, *, at: datetime, by: Authority) -> Objection:
    """Accept an objection, with the papers that this ends and begins. Raises ``CannotAnswer``."""
    done = objections.accept(objection, answer, at=at, by=by)
    end_charters_of(done.result_id, OBJECTED, at=at, by=by)
    if done.newer is not None:
        _issue(done.newer, opened(done.newer)["sealed"]["reason"], at=at, by=by)
    return done


def issue_sheets(period: Period, *, by: Authority) -> int:
    """Issue the sheets that do not say yet what is sealed, twenty a transaction. Returns how many were issued."""
    issued = 0
    while made := _issue_some(period, at=timezone.now(), by=by):
        issued += made
    return issued


@transaction.atomic
def _issue_some(period: Period, *, at: datetime, by: Authority) -> int:
    by.require(Permission.RESULT_DECIDE)
    waiting = waiting_for_sheet(by, period).select_for_update(of=("self",))
    chosen = list(waiting[:AT_ONCE])
    for result in chosen:
        _issue(result, WITH_PANEL, at=at, by=by)
    return len(chosen)


def _issue(result: Result, because: str, *, at: datetime, by: Authority) -> Document:
    """Print a sealed result; its earlier sheet is replaced."""
    assessment, day, whole = result.assessment, timezone.localdate(at), opened(result)
    agency = agency_on(by, day)
    assert agency is not None, "nothing was submitted before the agency had a name"
    signatory = signs_for(by, assessment, on=day)
    parties = Parties(on=day, assessor="", signatory=signatory, agency=agency)
    sheet = sealed_anew(whole, parties, sealed_on=timezone.localdate(result.sealed_at))
    return issue(
        subject_of(assessment), sheet, template=TEMPLATE, dated_on=day, at=at, by=by, because=because[:LONGEST]
    )
