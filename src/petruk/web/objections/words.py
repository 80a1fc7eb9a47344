"""What pages say of objections and of results that are not final yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from petruk.access.authority import Authority
from petruk.appraisal.queries.holidays import calendar
from petruk.appraisal.queries.instruments import parsed
from petruk.appraisal.queries.objections import Standing, finality_of, standing_of, takes_objections
from petruk.core.calendar import Calendar
from petruk.core.objection import Finality
from petruk.web.templatetags.periods import deadline

MOMENT = timedelta(microseconds=1)

STANDINGS: Mapping[Standing, tuple[Promise, str]] = {
    Standing.OPEN: (pgettext_lazy("objection", "Waits for an answer"), "wait"),
    Standing.ACCEPTED: (pgettext_lazy("objection", "Accepted"), "good"),
    Standing.REJECTED: (pgettext_lazy("objection", "Rejected"), "bad"),
    Standing.WITHDRAWN: (pgettext_lazy("objection", "Taken back"), "none"),
}
_WHY: Mapping[Finality, Promise] = {
    Finality.NOT_SEALED: gettext_lazy("The results are not sealed yet and can still change."),
    Finality.NOT_ANNOUNCED: gettext_lazy("The results are sealed and not announced yet."),
    Finality.OBJECTIONS_OPEN: gettext_lazy("The time to object is over; an objection still waits for its answer."),
    Finality.FINAL: gettext_lazy("The time to object is over and every objection is answered."),
}


@dataclass(frozen=True)
class FinalityWords:
    """``word`` stands on a badge, ``text`` says why."""

    word: str
    kind: str
    text: str
    final: bool


@dataclass(frozen=True)
class Line:
    """One objection as a list shows it. ``left`` counts working days and is empty where nothing is due."""

    objection: Any
    title: str
    word: str
    kind: str
    left: str
    late: bool
    waits: bool

    @property
    def person(self) -> Mapping[str, str]:
        person: Mapping[str, str] = self.objection.result.summary["person"]
        return person


def finality_words(period: Any, finality: Finality) -> FinalityWords:
    final = finality is Finality.FINAL
    word, kind = (_("Final"), "good") if final else (_("Provisional"), "wait")
    if finality is Finality.WINDOW_OPEN:
        text = _("Employees may object until %(moment)s.") % {"moment": deadline(period.objections_close_at)}
    else:
        text = str(_WHY[finality])
    return FinalityWords(word, kind, text, final)


def finalities(authority: Authority, periods: Iterable[Any]) -> dict[int, FinalityWords]:
    """Return of each period, by key, whether its results are final, in words. One query at most."""
    known = list(periods)
    found = finality_of(authority, known, at=timezone.now())
    return {period.pk: finality_words(period, found[period.pk]) for period in known}


def lines(authority: Authority, objections: Iterable[Any]) -> Iterator[Line]:
    """Return objections with their words. One query, none where nothing waits."""
    known, today = list(objections), timezone.localdate()
    due = [each.answer_due_on for each in known if standing_of(each) is Standing.OPEN]
    days = calendar(authority, since=min([*due, today])) if due else Calendar()
    return (_line(each, today, days) for each in known)


def days_left(until: date, today: date, days: Calendar) -> str:
    """Count what is left of a deadline, or by how much it is overdue."""
    if until == today:
        return _("today is the last day")
    number = days.between(today, until)
    if until < today:
        late = max(1, -number)
        return ngettext("overdue by %(days)d working day", "overdue by %(days)d working days", late) % {"days": late}
    return ngettext("%(days)d working day left", "%(days)d working days left", number) % {"days": number}


def window_left(authority: Authority, period: Any) -> str:
    """Count the working days in which one may still object; empty when that is over, or has not begun."""
    if not takes_objections(period, at=timezone.now()):
        return ""
    today = timezone.localdate()
    last = timezone.localdate(period.objections_close_at - MOMENT)
    return days_left(last, today, calendar(authority, since=today))


def title_of(objection: Any) -> str:
    return parsed(objection.result.assessment.period.instrument).indicator(objection.indicator).title


def _line(objection: Any, today: date, days: Calendar) -> Line:
    standing = standing_of(objection)
    word, kind = STANDINGS[standing]
    waits = standing is Standing.OPEN
    late = waits and objection.answer_due_on < today
    return Line(
        objection=objection,
        title=title_of(objection),
        word=str(word),
        kind="bad" if late else kind,
        left=days_left(objection.answer_due_on, today, days) if waits else "",
        late=late,
        waits=waits,
    )
