"""Send signed papers to the agency: who switches mail on, and who asks for one. A worker sends; nobody waits for it.

Source: docs/rules/mail.md.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.ids import new_public_id
from petruk.documents.actions.background import defer_mail
from petruk.documents.models import Document, Mail, MailRule, Signature
from petruk.documents.queries.mail import agency_address, may_mail, server
from petruk.documents.queries.signatures import signature_of


class CannotMail(Refusal):
    """Nothing is sent."""


class MailRuleRefused(Refusal):
    """Mail stays as it was."""


@transaction.atomic
def set_mail_rule(*, switched_on: bool, recipient: str, at: datetime, by: Authority) -> MailRule:
    """Switch mail on or off and say where signed papers go. Raises ``MailRuleRefused``."""
    by.require_top(Permission.USER_MANAGE)
    if recipient:
        _require_address(recipient)
    if switched_on and not recipient:
        raise MailRuleRefused(_("Write the address to which signed papers go before you switch mail on."))
    if switched_on and server() is None:
        raise MailRuleRefused(_("This installation has no mail server yet. Ask the operator to name one."))
    before = MailRule.objects.first()
    rule = MailRule.objects.create(switched_on=switched_on, recipient=recipient, set_at=at, set_by=by.name)
    was = {"switched_on": before.switched_on, "recipient": before.recipient} if before else None
    record("mail_rule.set", rule, by=by, before=was, switched_on=switched_on, recipient=recipient)
    return rule


@transaction.atomic
def send(document: Document, *, at: datetime, by: Authority) -> Mail:
    """Ask for the signed file of a paper to be sent; one that failed is tried again. Raises ``CannotMail``.

    A file goes once: who asks twice gets the mail that is on its way.
    """
    signature = signature_of(by, document)
    if signature is None:
        raise CannotMail(_("First sign the paper; only the signed file is sent."))
    signature = Signature.objects.select_for_update(of=("self",)).select_related("document").get(pk=signature.pk)
    if not may_mail(by, signature):
        raise CannotMail(_("Only a result that counts and is signed by all can be sent."))
    recipient = require_mail(by)
    mail = Mail.objects.filter(signature=signature).first()
    if mail is not None and mail.state is not Mail.State.FAILED:
        return mail
    mail = _again(mail, recipient, at=at) if mail else new_mail(recipient, signature=signature, at=at, by=by)
    record("mail.asked", mail, by=by, number=document.number, recipient=recipient, sha256=signature.sha256)
    defer_mail(mail, by=by)
    return mail


@transaction.atomic
def send_again(mail: Mail, *, at: datetime, by: Authority) -> None:
    """Take up a mail that failed, in the name of whoever asks now. Raises ``CannotMail``."""
    by.require_top(Permission.USER_MANAGE)
    mail = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if mail.state is not Mail.State.FAILED:
        raise CannotMail(_("This mail is on its way or was sent; it need not be sent again."))
    address = require_mail(by)
    recipient = mail.recipient if mail.signature_id is None else address
    if not _may_send_again(mail, by):
        raise CannotMail(_("Only whoever may sign papers sends a paper again, and whoever verifies a reminder."))
    rivals = Mail.objects.filter(period=mail.period_id, user=mail.user_id, role=mail.role, sent_at=None, failed_at=None)
    if mail.signature_id is None and rivals.exists():
        raise CannotMail(_("A newer reminder to this person is on its way."))
    mail = _again(mail, recipient, at=at)
    record("mail.asked", mail, by=by, recipient=recipient)
    defer_mail(mail, by=by)


def require_mail(by: Authority) -> str:
    """Return where signed papers go. Raises ``CannotMail`` while no mail leaves."""
    address = agency_address(by)
    if not address:
        raise CannotMail(_("Mail is switched off. An administrator of the agency switches it on."))
    return address


def _may_send_again(mail: Mail, by: Authority) -> bool:
    if mail.signature_id is None:
        return by.has(Permission.ASSESSMENT_VERIFY)
    return may_mail(by, Signature.objects.select_related("document").get(pk=mail.signature_id))


def new_mail(recipient: str, *, at: datetime, by: Authority, **about: Any) -> Mail:
    """Write down a mail about a signature, or about a period, a role and a person. Whoever calls records and queues."""
    ref, host = new_public_id(), urlsplit(settings.PETRUK_URL).hostname
    return Mail.objects.create(
        public_id=ref,
        message_id=f"<{ref}@{host}>",
        recipient=recipient,
        asked_at=at,
        asked_by=by.name,
        next_at=at,
        **about,
    )


def _again(mail: Mail, recipient: str, *, at: datetime) -> Mail:
    """Take up a failed mail. After a copy that may have arrived, one more may go, not two."""
    mail.recipient, mail.next_at, mail.failed_at = recipient, at, None
    mail.tries, mail.handed_over = 0, min(mail.handed_over, 1)
    mail.save(update_fields=["recipient", "next_at", "failed_at", "tries", "handed_over"])
    return mail


def _require_address(recipient: str) -> None:
    try:
        validate_email(recipient)
    except ValidationError as error:
        raise MailRuleRefused(_("This is no e-mail address. Write one like kepegawaian@contoh.go.id.")) from error
    if not recipient.isascii():
        raise MailRuleRefused(_("Write the address with the letters a to z, digits and signs only."))
