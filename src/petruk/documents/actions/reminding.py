"""Remind by mail those who hold a period up. Who that is, and at which address, is asked again when each mail leaves.

Source: docs/rules/reminders.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.appraisal.models import Period
from petruk.appraisal.queries.reminders import hindrances
from petruk.audit.actions import record
from petruk.documents.actions.background import defer_mail
from petruk.documents.actions.outbox import new_mail, require_mail
from petruk.documents.mailing.message import usable
from petruk.documents.models import Mail

QUIET = timedelta(hours=12)
"""So long nobody is reminded of the same anew."""


@dataclass(frozen=True)
class Reminded:
    """How many get a mail now, how many got one a while ago, and how many have no address."""

    now: int
    lately: int
    unaddressed: int


@transaction.atomic
def remind(period: Period, role: Role, *, at: datetime, by: Authority) -> Reminded:
    """Ask for a mail to everybody who holds up a period in a role. Raises ``CannotMail``."""
    by.require(Permission.ASSESSMENT_VERIFY)
    require_mail(by)
    period = Period.objects.select_for_update(of=("self",)).get(pk=period.pk)
    people = [each.user for each in hindrances(by, period, role, at=at).people]
    known = [user for user in people if usable(user.email)]
    under_way = Q(sent_at=None) | Q(asked_at__gt=at - QUIET)
    lately = Mail.objects.filter(under_way, period=period, role=role, failed_at=None, user__in=known)
    reminded = set(lately.values_list("user", flat=True))
    fresh = [user for user in known if user.pk not in reminded]
    for user in fresh:
        defer_mail(new_mail(user.email, period=period, user=user, role=role, at=at, by=by), by=by)
    if fresh:
        record("period.reminded", period, by=by, role=role.value, accounts=[user.public_id for user in fresh])
    return Reminded(len(fresh), len(known) - len(fresh), len(people) - len(known))
