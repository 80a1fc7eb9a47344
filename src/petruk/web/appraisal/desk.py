"""Where an officer sits: one period, one unit, one candidate, and whether work may be done there now."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from petruk.access.authority import Authority
from petruk.appraisal.queries.candidates import Candidate, Roll, roll_around, roll_of_one
from petruk.appraisal.queries.evidence import checklists
from petruk.appraisal.queries.periods import Opening, extensions, facts_of, opening, periods, rules_of
from petruk.core.instrument import Instrument
from petruk.core.lifecycle import Act, State, allowed
from petruk.core.scoring import Score, score
from petruk.web.appraisal.forms import JudgementsForm, initial_of


@dataclass(frozen=True)
class Desk:
    instrument: Instrument
    opening: Opening
    roll: Roll
    """Of the unit of whom this desk is about, with nobody on it but him."""
    at: datetime

    @property
    def candidate(self) -> Candidate:
        return self.roll.candidates[0]

    @property
    def period(self):
        return self.opening.period

    @property
    def employee(self):
        return self.candidate.employee

    @property
    def assessment(self):
        return self.candidate.assessment

    @property
    def placement(self):
        """The placement under which he is assessed: that of the day the draft was begun, or of today."""
        return self.assessment.placement if self.assessment else self.employee.placement

    @property
    def is_open(self) -> bool:
        return self.opening.is_open(self.at)

    @property
    def takes_work(self) -> bool:
        """Say whether there is nothing yet, or something that may still be saved."""
        return self.assessment is None or Act.SAVE in allowed(State(self.assessment.state))

    @property
    def full(self) -> bool:
        """Say whether the unit has as many nominees as it may."""
        return bool(len(self.roll.nominees) >= self.period.nominees_per_unit)

    @property
    def colleagues_wait(self) -> bool:
        """Say whether somebody else of the unit is not begun and may, by his post, be a candidate."""
        return bool(self.employee.colleagues_wait)

    @property
    def draft_ref(self) -> str:
        """The name under which the browser keeps what was typed and not sent."""
        return draft_ref(self.period, self.employee)

    def handed_in_with(self, key: str) -> bool:
        return bool(key and self.assessment and self.assessment.submission_key == key)

    def opened_form(self) -> JudgementsForm:
        return JudgementsForm(instrument=self.instrument, initial=saved_values(self.assessment))


def draft_ref(period, employee) -> str:
    return f"{period.public_id}-{employee.public_id}"


def saved_values(assessment) -> dict[str, object]:
    """Return what a form shows that opens on an assessment, or on none."""
    if assessment is None:
        return {}
    return initial_of(assessment.judgements, note=assessment.evidence_note, version=assessment.version)


def period_or_404(authority: Authority, public_id: str):
    """Return a period that was announced; one in preparation has no candidates yet."""
    return get_object_or_404(periods(authority), public_id=public_id, published_at__isnull=False)


def desk_or_404(authority: Authority, period_id: str, employee_id: str) -> Desk:
    at = timezone.now()
    period = period_or_404(authority, period_id)
    instrument, _windows = rules_of(period)
    roll = roll_of_one(authority, period, employee_id, on=timezone.localdate(at))
    if roll is None:
        raise Http404
    window = opening(period, roll.unit.path, extensions(authority, period))
    return Desk(instrument, window, roll, at)


def following(authority: Authority, desk: Desk) -> Candidate | None:
    """Return the next candidate of the unit whom nobody has begun to assess."""
    rules, on = desk.instrument.eligibility, timezone.localdate(desk.at)
    around = roll_around(authority, desk.period, desk.employee.public_id, rules, on=on)
    return around.waiting_after(desk.employee.public_id) if around else None


def score_now(authority: Authority, form: JudgementsForm, *, period, employee, placement, files) -> Score:
    """Score what a form holds with the facts and files of today; nothing is kept."""
    facts = facts_of(authority, period, [employee.pk])[employee.pk]
    documents = checklists(form.instrument, files, placement)
    return score(form.instrument, facts=facts, judgements=form.judgements(), documents=documents)
