"""Charters: ordered for all winners of a period, issued one by one, ended when the award behind them ends."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions import awards
from petruk.appraisal.models import Award, Period
from petruk.audit.actions import checkpoints, record
from petruk.audit.keys import KeyMissing
from petruk.audit.queries.proving import Carried, carried
from petruk.core.log.standing import ContradictionError
from petruk.documents import frozen
from petruk.documents.actions.background import defer
from petruk.documents.actions.heading import CannotIssue, agency_of_day, official_of_day
from petruk.documents.actions.issuing import Subject, issue, revoke
from petruk.documents.models import CharterRun, Document, PaperRule
from petruk.documents.queries.charters import waiting_for_charter
from petruk.documents.queries.rules import rule_on
from petruk.people.models import Agency, Official

AHEAD = timedelta(days=92)
AT_ONCE = 20
"""Charters of one transaction: a kill loses at most these, with their numbers, and they are issued again."""


@dataclass(frozen=True)
class Terms:
    """What is the same on all charters of an order: the date, as what they are given, the decree behind them."""

    dated_on: date
    honour: str
    decree: str = ""


@dataclass(frozen=True)
class _Day:
    """What holds on the date of the charters: the agency, who confers and signs, how they are numbered and set."""

    agency: Agency
    regional_head: Official
    agency_head: Official
    rule: PaperRule


@transaction.atomic
def order(period: Period, terms: Terms, *, at: datetime, by: Authority, wait: bool = False) -> CharterRun:
    """Order the charters of all winners who have none; who says ``wait`` carries it out himself.

    Raises ``CannotIssue``.
    """
    by.require(Permission.PAPER_ISSUE)
    period = Period.objects.select_for_update().get(pk=period.pk)
    if CharterRun.objects.filter(period=period, finished_at=None).exists():
        raise CannotIssue(_("Charters of this period are being issued already."))
    wanted = waiting_for_charter(by, period).count()
    if not wanted:
        raise CannotIssue(_("No winner waits for a charter. Decide the awards first."))
    _require_date(terms.dated_on, period, at=at)
    _day(terms.dated_on, by=by)
    run = CharterRun.objects.create(
        period=period,
        dated_on=terms.dated_on,
        honour=terms.honour.strip(),
        decree=terms.decree.strip(),
        ordered_at=at,
        ordered_by=by.name,
        wanted=wanted,
    )
    if not wait:
        defer(run, by=by)
    record("charters.ordered", run, by=by, period=period.public_id, wanted=wanted, dated_on=str(terms.dated_on))
    return run


def carry_out(run: CharterRun, *, by: Authority) -> int:
    """Issue what an order still lacks, twenty a transaction, and finish it. Returns how many were issued.

    Raises ``CannotIssue`` while the audit log is not as it was signed.
    """
    issued, proven = 0, _proven(run, by=by)
    while made := issue_some(run, at=timezone.now(), by=by, proven=proven):
        issued += made
    finish(run, at=timezone.now(), by=by)
    return issued


def _proven(run: CharterRun, *, by: Authority) -> Mapping[str, Carried]:
    """Sign the log before a batch, and return the proofs that the decisions behind its charters are in it."""
    by.require(Permission.PAPER_ISSUE)
    try:
        with suppress(OSError, IntegrityError):  # a folder is handed the note later; another signed the same just now
            checkpoints.sign(by=by)
        refs = waiting_for_charter(by, run.period).values_list("public_id", flat=True)
        return carried(by, Award, "award.decided", list(refs))
    except (ContradictionError, KeyMissing) as trouble:
        words = _("The audit log is not as it was signed, or its key is gone; no charter is issued. Tell the operator.")
        raise CannotIssue(words) from trouble


@transaction.atomic
def issue_some(
    run: CharterRun, *, at: datetime, by: Authority, proven: Mapping[str, Carried] = MappingProxyType({})
) -> int:
    """Issue the next charters of an order and return how many; 0 when there is nothing left to do."""
    by.require(Permission.PAPER_ISSUE)
    run = CharterRun.objects.select_for_update(of=("self",)).select_related("period").get(pk=run.pk)
    if run.finished_at is not None:
        return 0
    waiting = waiting_for_charter(by, run.period).select_for_update(of=("self",))
    chosen = list(waiting.select_related("result__assessment__unit", "unit").defer("result__content")[:AT_ONCE])
    day = _day(run.dated_on, by=by)
    for award in chosen:
        _issue(award, run, day, at=at, by=by, proof=proven.get(award.public_id))
    return len(chosen)


@transaction.atomic
def finish(run: CharterRun, *, at: datetime, by: Authority, trouble: str = "") -> None:
    """Close an order, with what went wrong, if anything did."""
    run = CharterRun.objects.select_for_update().get(pk=run.pk)
    if run.finished_at is None:
        run.finished_at, run.trouble = at, trouble
        run.save(update_fields=["finished_at", "trouble"])
        record("charters.finished", run, by=by, trouble=trouble)
        checkpoints.ask()


@transaction.atomic
def revoke_award(award: Award, *, reason: str, at: datetime, by: Authority) -> Award:
    """Take an award back, and its charter with it. Raises ``CannotAward``."""
    award = awards.revoke(award, reason=reason, at=at, by=by)
    for subject in _subjects([award]):
        revoke(subject, reason.strip(), at=at, by=by)
    return award


def end_charters_of(result: int, reason: str, *, at: datetime, by: Authority) -> None:
    """Take back what was given for a version of a result, within the act that ends that version."""
    given = Award.objects.filter(result=result).select_related("result__assessment__unit", "period")
    for subject in _subjects(list(given)):
        revoke(subject, reason, at=at, by=by)


def _subjects(given: Sequence[Award]) -> Iterator[Subject]:
    for award in given:
        assessment = award.result.assessment
        yield Subject(
            Document.Kind.CHARTER,
            assessment.unit,
            award.period,
            award=award,
            employee_id=assessment.employee_id,
        )


def _issue(award: Award, run: CharterRun, day: _Day, *, at: datetime, by: Authority, proof: Carried | None) -> Document:
    award.period = run.period
    (subject,) = _subjects([award])
    content = frozen.charter(award, run, agency=day.agency, emblem=day.rule.emblem) | {
        "regional_head": frozen.official(day.regional_head),
        "agency_head": frozen.official(day.agency_head),
        "giver": day.regional_head.office,
    }
    if proof:
        content |= {"award": award.public_id, "log": proof.as_dict()}
    template = f"charter-{day.rule.layout}"
    return issue(subject, content, template=template, dated_on=run.dated_on, at=at, by=by, rule=day.rule)


def _day(on: date, *, by: Authority) -> _Day:
    return _Day(
        agency=agency_of_day(on, by=by),
        regional_head=official_of_day(Official.Role.REGIONAL_HEAD, on, by=by),
        agency_head=official_of_day(Official.Role.AGENCY_HEAD, on, by=by),
        rule=rule_on(by, Document.Kind.CHARTER, on),
    )


def _require_date(day: date, period: Period, *, at: datetime) -> None:
    today = timezone.localdate(at)
    first = timezone.localdate(period.sealed_at) if period.sealed_at else today
    if not first <= day <= today + AHEAD:
        raise CannotIssue(_("Choose a date from the sealing of the results on, at most three months ahead."))
