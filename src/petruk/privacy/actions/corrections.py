"""Ask for a correction of what is held of oneself, and answer such a request."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.privacy import answer_due
from petruk.people.models import Employee
from petruk.privacy.models import Correction
from petruk.privacy.queries import OPEN, own_corrections, subject


class CannotAsk(Refusal):
    """The request is not taken."""


class CannotAnswer(Refusal):
    """The request stays as it is."""


@dataclass(frozen=True)
class Answer:
    accepted: bool
    text: str


@transaction.atomic
def ask(item: str, text: str, *, at: datetime, by: Authority) -> Correction:
    """Ask that something held of oneself be put right. Raises ``CannotAsk``."""
    by.require(P.DATA_OWN)
    own = Employee.objects.visible_to(subject(by), P.EMPLOYEE_VIEW).select_for_update(of=("self",)).first()
    if own is None:
        raise CannotAsk(_("Your account belongs to no employee. Ask the operator of the agency to link it."))
    if item not in Correction.Item or not text.strip():
        raise CannotAsk(_("Say what is wrong, and what it should be."))
    if own_corrections(by).filter(OPEN, item=item).exists():
        raise CannotAsk(_("You have asked for a correction of this already; it still waits for its answer."))
    made = Correction.objects.create(
        employee=own, item=item, text=text.strip(), asked_at=at, asked_by_ref=by.ref, due_at=answer_due(at)
    )
    about: dict[str, Any] = {
        "employee": own.public_id,
        "item": item,
        "text": made.text,
        "due_at": made.due_at.isoformat(),
    }
    record("correction.asked", made, by=by, **about)
    return made


@transaction.atomic
def answer(correction: Correction, given: Answer, *, at: datetime, by: Authority) -> Correction:
    """Say that the data are put right, or why they stay as they are. Raises ``CannotAnswer``."""
    by.require(P.CORRECTION_ANSWER)
    known = Correction.objects.visible_to(by, P.CORRECTION_ANSWER).select_for_update(of=("self",))
    correction = known.get(pk=correction.pk)
    if correction.accepted is not None:
        raise CannotAnswer(_("%(name)s has answered this request already.") % {"name": correction.answered_by})
    if by.ref == correction.asked_by_ref or by.employee_id == correction.employee_id:
        raise CannotAnswer(_("This is your own request. Another person of the agency must answer it."))
    if not given.text.strip():
        raise CannotAnswer(_("Write the answer: the employee reads it."))
    correction.accepted, correction.answer = given.accepted, given.text.strip()
    correction.answered_at, correction.answered_by, correction.answered_by_ref = at, by.name, by.ref
    correction.save()
    late = at > correction.due_at
    record("correction.answered", correction, by=by, accepted=given.accepted, answer=correction.answer, late=late)
    return correction
