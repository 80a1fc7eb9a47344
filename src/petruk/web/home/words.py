"""What the first page says: tasks in words, how far units are, how long a period still runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.queries.candidates import UnitWork
from petruk.appraisal.queries.home import Home, PeriodCard, Task, TaskKind
from petruk.core.dates import format_date
from petruk.core.period import PeriodState
from petruk.privacy.queries import Waiting as CorrectionsWaiting
from petruk.web.templatetags.appraisal import moment
from petruk.web.templatetags.periods import deadline

MORNING, NOON, AFTERNOON, EVENING = 4, 11, 15, 19  # the hour from which each greeting holds


@dataclass(frozen=True)
class Waiting:
    """One line of the task list; ``kind`` is the look of its button."""

    title: str
    detail: str
    url: str
    action: str
    kind: str = ""


@dataclass(frozen=True)
class Progress:
    """How far one unit is: ``kind`` is the look of the badge."""

    work: UnitWork
    url: str
    word: str
    kind: str


def greeting(hour: int) -> str:
    if MORNING <= hour < NOON:
        return _("Good morning")
    if NOON <= hour < AFTERNOON:
        return _("Good day")
    return _("Good afternoon") if AFTERNOON <= hour < EVENING else _("Good evening")


def task(waiting: Task) -> Waiting:
    return _TASKS[waiting.kind](waiting)


def idle_account(user: Any) -> Waiting:
    detail = _("The account can sign in but may do nothing yet.")
    title = _("%(name)s has no mandate") % {"name": user.name}
    return Waiting(title, detail, reverse("users:user", args=[user.public_id]), _("Give a mandate"))


def corrections(waits: CorrectionsWaiting | None, now: datetime) -> list[Waiting]:
    """Return the line of what people want corrected; none while nothing waits."""
    if waits is None:
        return []
    number = {"count": waits.count}
    title = ngettext("%(count)s correction to answer", "%(count)s corrections to answer", waits.count) % number
    when = {"moment": moment(waits.due_at)}
    detail = _("Overdue since %(moment)s") % when if waits.due_at < now else _("The first is due %(moment)s") % when
    return [Waiting(title, detail, reverse("privacy:desk"), _("See them"), "main")]


def shortcuts(authority: Authority) -> list[tuple[str, str]]:
    """Return the ways that somebody with these permissions goes most, as label and address."""
    ways = (
        (authority.reaches_own(Permission.OBJECTION_FILE), _("My results"), "objections:own_list"),
        (authority.reaches_own(Permission.EMPLOYEE_VIEW), _("What is known of me"), "people:employees"),
        (authority.has(Permission.FACTS_IMPORT), _("Import a file"), "imports:batches"),
        (authority.has(Permission.PERIOD_MANAGE), _("Periods and their readiness"), "periods:periods"),
        (authority.has(Permission.USER_MANAGE), _("Users"), "users:users"),
        (authority.has(Permission.GUIDE_VIEW), _("Guide"), "guide:guide"),
    )
    return [(label, reverse(name)) for open_to, label, name in ways if open_to]


def closing(card: PeriodCard, now: datetime) -> str:
    """Say when the period opens, closes or has closed, counted in days of this installation's calendar."""
    opens_at, closes_at = card.period.opens_at, card.period.closes_at
    if card.state is PeriodState.OPEN:
        opened = _("Opened on %(day)s") % {"day": format_date(timezone.localdate(opens_at))}
        return f"{opened} · {_left(now, closes_at)}"
    if card.state is PeriodState.CLOSED:
        return _("Closed on %(moment)s") % {"moment": moment(closes_at)}
    return _("Opens on %(moment)s") % {"moment": moment(opens_at)}


def progress(home: Home, *, most: int) -> list[Progress]:
    """Return the first units: those that are not done before the others, each group in the order of the tree."""
    if home.card is None:
        return []
    card = home.card
    return [_progress(card, work) for work in sorted(home.units, key=lambda work: _done(card, work))[:most]]


def _progress(card: PeriodCard, work: UnitWork) -> Progress:
    url = reverse("appraisal:candidates", args=[card.period.public_id, work.unit.public_id])
    if _done(card, work):
        return Progress(work, url, _("Done"), "good")
    if card.state is PeriodState.CLOSED:
        return Progress(work, url, _("Too late"), "bad")
    if work.drafts or work.nominees:
        return Progress(work, url, _("Under way"), "wait")
    return Progress(work, url, _("Not begun"), "none")


def _done(card: PeriodCard, work: UnitWork) -> bool:
    return work.nominees >= min(card.period.nominees_per_unit, work.people)


def _left(now: datetime, closes_at: datetime) -> str:
    days = (timezone.localdate(closes_at) - timezone.localdate(now)).days
    if not days:
        return _("closes today")
    return ngettext("closes in %(days)s day", "closes in %(days)s days", days) % {"days": days}


def _moment(waiting: Task) -> str:
    return moment(waiting.at) if waiting.at else ""


def _to_assess(waiting: Task) -> Waiting:
    number = {"count": waiting.count, "unit": waiting.name}
    title = ngettext("%(count)s nominee to assess", "%(count)s nominees to assess", waiting.count) % number
    detail = _("%(unit)s · until %(moment)s") % {"unit": waiting.name, "moment": _moment(waiting)}
    url = reverse("appraisal:candidates", args=[waiting.period_ref, waiting.ref])
    return Waiting(title, detail, url, _("Assess"), "assess")


def _draft(waiting: Task) -> Waiting:
    title = _("Draft not sent: %(name)s") % {"name": waiting.name}
    url = reverse("appraisal:assess", args=[waiting.period_ref, waiting.ref])
    return Waiting(title, _("Saved on %(moment)s") % {"moment": _moment(waiting)}, url, _("Continue the draft"))


def _returned(waiting: Task) -> Waiting:
    title = _("To be corrected: %(name)s") % {"name": waiting.name}
    detail = _("Returned on %(moment)s: %(reason)s") % {"moment": _moment(waiting), "reason": waiting.reason}
    return Waiting(title, detail, reverse("appraisal:result", args=[waiting.ref]), _("See why"), "main")


def _to_confirm(waiting: Task) -> Waiting:
    words = ngettext("%(count)s assessment to confirm", "%(count)s assessments to confirm", waiting.count)
    return _to_decide(waiting, words, "deciding:head", _("Look through and decide"))


def _to_verify(waiting: Task) -> Waiting:
    words = ngettext("%(count)s assessment to verify", "%(count)s assessments to verify", waiting.count)
    return _to_decide(waiting, words, "deciding:agency", _("Verify"))


def _to_decide(waiting: Task, words: str, desk: str, action: str) -> Waiting:
    said = {"period": waiting.name, "moment": _moment(waiting)}
    detail = _("%(period)s · the first since %(moment)s") % said
    url = f"{reverse(desk)}?periode={waiting.ref}"
    return Waiting(words % {"count": waiting.count}, detail, url, action, "main")


def _own_result(waiting: Task) -> Waiting:
    title = _("Your result: %(period)s") % {"period": waiting.name}
    detail = _("Handed in on %(moment)s") % {"moment": _moment(waiting)}
    return Waiting(title, detail, reverse("appraisal:result", args=[waiting.ref]), _("See"))


def _to_answer(waiting: Task) -> Waiting:
    words = ngettext("%(count)s objection to answer", "%(count)s objections to answer", waiting.count)
    if waiting.done:
        detail = _("The first was due by %(moment)s and is overdue.")
    else:
        detail = _("The first is due by %(moment)s.")
    said = detail % {"moment": deadline(waiting.at) if waiting.at else ""}
    return Waiting(words % {"count": waiting.count}, said, reverse("objections:desk"), _("Answer them"), "main")


def _answered(waiting: Task) -> Waiting:
    words = _("Your objection is accepted: %(title)s") if waiting.done else _("Your objection is rejected: %(title)s")
    detail = _("Answered on %(moment)s") % {"moment": _moment(waiting)}
    url = reverse("objections:objection", args=[waiting.ref])
    return Waiting(words % {"title": waiting.name}, detail, url, _("Read the answer"), "main")


def _may_object(waiting: Task) -> Waiting:
    title = _("Your result is announced: %(period)s") % {"period": waiting.name}
    detail = _("You may object until %(moment)s.") % {"moment": deadline(waiting.at) if waiting.at else ""}
    return Waiting(title, detail, reverse("objections:own_result", args=[waiting.ref]), _("See my result"))


def _prepare(waiting: Task) -> Waiting:
    title = _("%(period)s is being prepared") % {"period": waiting.name}
    detail = _("Officers see it once it is published.")
    return Waiting(title, detail, reverse("periods:readiness", args=[waiting.ref]), _("Check readiness"), "main")


def _to_second(waiting: Task) -> Waiting:
    title = ngettext("%(count)s exemption to decide", "%(count)s exemptions to decide", waiting.count)
    return _asked_by_another(waiting, title)


def _to_reopen(waiting: Task) -> Waiting:
    title = ngettext("%(count)s result to reopen or not", "%(count)s results to reopen or not", waiting.count)
    return _asked_by_another(waiting, title)


def _asked_by_another(waiting: Task, title: str) -> Waiting:
    detail = _("%(period)s · asked for by somebody else, the first on %(moment)s")
    said = {"period": waiting.name, "moment": _moment(waiting)}
    url = reverse("overrides:overrides")
    return Waiting(title % {"count": waiting.count}, detail % said, url, _("Look through and decide"), "main")


def _to_score(waiting: Task) -> Waiting:
    title = ngettext("%(count)s candidate to score", "%(count)s candidates to score", waiting.count)
    url = f"{reverse('panel:own_list')}?periode={waiting.period_ref}&menunggu=1"
    return Waiting(title % {"count": waiting.count}, waiting.name, url, _("Give points"), "assess")


_TASKS: Mapping[TaskKind, Callable[[Task], Waiting]] = {
    TaskKind.RETURNED: _returned,
    TaskKind.TO_CONFIRM: _to_confirm,
    TaskKind.TO_VERIFY: _to_verify,
    TaskKind.TO_ASSESS: _to_assess,
    TaskKind.DRAFT: _draft,
    TaskKind.OWN_RESULT: _own_result,
    TaskKind.PREPARE_PERIOD: _prepare,
    TaskKind.TO_ANSWER: _to_answer,
    TaskKind.ANSWERED: _answered,
    TaskKind.MAY_OBJECT: _may_object,
    TaskKind.TO_SECOND: _to_second,
    TaskKind.TO_REOPEN: _to_reopen,
    TaskKind.TO_SCORE: _to_score,
}
