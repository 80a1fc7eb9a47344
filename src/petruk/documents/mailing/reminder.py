"""What a reminder says: the same words in a mail, pasted into a chat, and on a letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.appraisal.queries.holdups import Step
from petruk.appraisal.queries.reminders import Due, Hindrance
from petruk.core.dates import format_date
from petruk.documents.mailing.message import one_line


@dataclass(frozen=True)
class Reminder:
    """One reminder in its parts. ``lines`` say what waits, each on its own."""

    subject: str
    salutation: str
    opening: str
    lines: tuple[str, ...]
    closing: str
    sender: str

    @property
    def text(self) -> str:
        listed = "\n".join(f"- {line}" for line in self.lines)
        return f"{self.salutation}\n\n{self.opening}\n\n{listed}\n\n{self.closing}\n\n{self.sender}"


def reminder(hindrance: Hindrance, period: str, sender: str) -> Reminder:
    """Word what waits for one person. ``sender`` is the name of the agency on the day."""
    known = {"period": one_line(period), "role": hindrance.role.words.lower()}
    return Reminder(
        subject=_("Reminder: %(period)s") % known,
        salutation=_("Dear %(name)s,") % {"name": one_line(hindrance.user.name)},
        opening=_("In %(period)s, others wait for you as %(role)s:") % known,
        lines=tuple(_line(due) for due in hindrance.dues),
        closing=_closing(hindrance.until),
        sender=one_line(sender),
    )


def _line(due: Due) -> str:
    words = _counted(due.step, due.count) % {"count": due.count}
    if due.unit:
        words = f"{one_line(due.unit)}: {words}"
    if due.since is None:
        return words
    return _("%(words)s, since %(day)s") % {"words": words, "day": format_date(timezone.localdate(due.since))}


def _counted(step: Step | None, count: int) -> str:
    told: Mapping[Step | None, str] = {
        Step.NOT_BEGUN: ngettext(
            "%(count)d candidate not assessed yet", "%(count)d candidates not assessed yet", count
        ),
        Step.DRAFT: ngettext("%(count)d draft not handed in yet", "%(count)d drafts not handed in yet", count),
        Step.RETURNED: ngettext(
            "%(count)d assessment to correct and hand in again",
            "%(count)d assessments to correct and hand in again",
            count,
        ),
        Step.SUBMITTED: ngettext(
            "%(count)d assessment waits for your confirmation",
            "%(count)d assessments wait for your confirmation",
            count,
        ),
        None: ngettext("%(count)d candidate waits for your points", "%(count)d candidates wait for your points", count),
    }
    return told[step]


def _closing(until: datetime | None) -> str:
    asked = _("Please sign in at %(address)s and finish it.") % {"address": settings.PETRUK_URL}
    if until is None:
        return asked
    local = timezone.localtime(until)
    moment = f"{format_date(local.date())}, {local:%H.%M} {local:%Z}"
    return _("%(asked)s There is time until %(moment)s.") % {"asked": asked, "moment": moment}
