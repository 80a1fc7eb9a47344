"""Whether mail leaves, to which address, and how the mail of a signed paper stands."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.access.roles import Role
from petruk.appraisal.models import Period
from petruk.documents.mailing.server import Server
from petruk.documents.models import Document, Mail, MailRule, Signature
from petruk.documents.queries.signatures import is_whole, papers_to_sign

MAILED = (Document.Kind.RESULT,)
"""Kinds of papers that an office sends to the agency."""

_IN_STATE = {
    Mail.State.WAITING: Q(sent_at=None, failed_at=None),
    Mail.State.SENT: Q(sent_at__isnull=False),
    Mail.State.FAILED: Q(failed_at__isnull=False),
}


@dataclass(frozen=True)
class MailState:
    """The mail of a signed file, None before anybody asked, and whether this reader may ask for one now."""

    mail: Mail | None
    address: str
    open: bool


def server() -> Server | None:
    """Return the mail server of this installation; nothing where its operator named none."""
    return Server.of(settings.PETRUK_SMTP) if settings.PETRUK_SMTP else None


def mail_rule(authority: Authority) -> MailRule | None:
    """Return what holds about mail; nothing while nobody has set it."""
    return MailRule.objects.first() if authority.signed_in else None


def mail_leaves(authority: Authority) -> bool:
    """Say whether mail is switched on, which needs an address, and there is a server to hand it to."""
    return bool(agency_address(authority))


def agency_address(authority: Authority) -> str:
    """Return where signed papers go; nothing while mail is switched off."""
    rule = mail_rule(authority)
    return rule.recipient if rule and rule.switched_on and server() else ""


def mail_of(authority: Authority, signature: Signature) -> Mail | None:
    """Return the mail of a signed file that came through the caller's scope."""
    return Mail.objects.filter(signature=signature).first() if authority.signed_in else None


def last_reminders(authority: Authority, period: Period, role: Role) -> dict[int, Mail]:
    """Return by the key of the account the last mail that reminded somebody in a role of a period."""
    if not authority.has(Permission.ASSESSMENT_VERIFY):
        return {}
    return {mail.user_id: mail for mail in Mail.objects.filter(period=period, role=role).order_by("pk") if mail.user_id}


def outbox(authority: Authority) -> QuerySet[Mail]:
    """Return every mail of this installation, the last asked for first, for who manages its users."""
    if not authority.reaches_top(Permission.USER_MANAGE):
        return Mail.objects.none()
    return Mail.objects.select_related("signature__document", "period", "user").order_by("-asked_at", "-pk")


def in_state(mails: QuerySet[Mail], state: str) -> QuerySet[Mail]:
    """Narrow mails to those that are ``waiting``, ``sent`` or ``failed``."""
    return mails.filter(_IN_STATE[Mail.State(state)])


def may_mail(authority: Authority, signature: Signature) -> bool:
    """Say whether this person may send a signed file: it counts, all have signed, and it is in his reach."""
    document = signature.document
    if document.kind not in MAILED or document.revoked_at is not None or signature.ended_at is not None:
        return False
    return is_whole(authority, document, signature) and papers_to_sign(authority).filter(pk=document.pk).exists()


def mail_state(authority: Authority, signature: Signature | None) -> MailState | None:
    """Return how the mail of a signed file stands; nothing where there is none and none can be asked for."""
    if signature is None:
        return None
    mail = mail_of(authority, signature)
    asked = mail is not None and mail.state is not Mail.State.FAILED
    address = "" if asked else agency_address(authority)
    may = bool(address) and may_mail(authority, signature)
    return MailState(mail, address, may) if mail or may else None
