"""One try to send a mail. Whether a copy may have arrived is written down before it can, so a kill is not forgotten.

Source: docs/rules/mail.md.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.audit.actions import record
from petruk.documents.actions.background import defer_mail
from petruk.documents.actions.letters import NotDue, written
from petruk.documents.mailing.server import DeliveryError, Fault, Server, deliver
from petruk.documents.models import Mail
from petruk.documents.queries.mail import mail_leaves, server

WAITS = (60, 300, 900, 3600, 4 * 3600, 12 * 3600)
"""Seconds before each further try, at most seven in all within a day."""
COPIES = 2
logger = logging.getLogger("petruk.mail")


class TakenError(Exception):
    """Another worker has this mail in hand."""


def attempt(mail: Mail, *, at: datetime, by: Authority) -> None:
    """Try once to send a mail that waits. What goes wrong stands on it in words, with its next try or without one."""
    if mail.state is not Mail.State.WAITING:
        return
    known = server()
    if known is None or not mail_leaves(by):
        _fail(mail, _("Mail was switched off before this one left."), at=at, by=by)
    elif mail.handed_over >= COPIES:
        _fail(mail, _words(Fault.UNANSWERED, known), at=at, by=by)
    else:
        _try(mail, known, at=at, by=by)


def _try(mail: Mail, known: Server, *, at: datetime, by: Authority) -> None:
    before = mail.handed_over
    try:
        composed = written(mail, known.sender, at=at, by=by)
        mail.recipient = composed.recipient
        deliver(known, composed.message, composed.recipient, before_data=lambda: _hand_over(mail))
    except TakenError:
        return
    except NotDue as why:
        _fail(mail, str(why), at=at, by=by)
    except DeliveryError as error:
        if error.fault is not Fault.UNANSWERED:
            mail.handed_over = before
        _later(mail, error, known, at=at, by=by)
    else:
        _sent(mail, at=at, by=by)


def _hand_over(mail: Mail) -> None:
    """Write down that from now on a copy may arrive. Raises ``TakenError`` when another worker was first."""
    waiting = Mail.objects.filter(pk=mail.pk, handed_over=mail.handed_over, sent_at=None, failed_at=None)
    if not waiting.update(handed_over=F("handed_over") + 1, recipient=mail.recipient):
        raise TakenError
    mail.handed_over += 1


@transaction.atomic
def _sent(mail: Mail, *, at: datetime, by: Authority) -> None:
    mail.sent_at, mail.trouble, mail.tries = at, "", mail.tries + 1
    mail.save(update_fields=["sent_at", "trouble", "tries"])
    record("mail.sent", mail, by=by, tries=mail.tries)


def _later(mail: Mail, error: DeliveryError, known: Server, *, at: datetime, by: Authority) -> None:
    """Try again later, or say why not."""
    logger.warning("Mail %s was not taken: %s, try %s.", mail.public_id, error.fault, mail.tries + 1)
    mail.tries += 1
    if error.for_good or mail.tries > len(WAITS) or mail.handed_over >= COPIES:
        _fail(mail, _words(error.fault, known), at=at, by=by)
    else:
        _wait(mail, _words(error.fault, known), WAITS[mail.tries - 1], at=at, by=by)


@transaction.atomic
def _wait(mail: Mail, words: str, seconds: int, *, at: datetime, by: Authority) -> None:
    mail.trouble, mail.next_at = words, at + timedelta(seconds=seconds)
    mail.save(update_fields=["tries", "handed_over", "trouble", "next_at"])
    defer_mail(mail, seconds=seconds, by=by)


@transaction.atomic
def _fail(mail: Mail, words: str, *, at: datetime, by: Authority) -> None:
    mail.failed_at, mail.trouble = at, words
    mail.save(update_fields=["failed_at", "trouble", "tries", "handed_over"])
    record("mail.failed", mail, by=by, tries=mail.tries, trouble=words)


def _words(fault: Fault, known: Server) -> str:
    return {
        Fault.UNREACHED: _("The mail server %(host)s cannot be reached."),
        Fault.UNSAFE: _(
            "The line to the mail server %(host)s is not safe: it offers no encryption, or its certificate does not "
            "fit. Ask the operator to look at it."
        ),
        Fault.LOGIN: _("The mail server %(host)s refuses our sign-in. Ask the operator to look at it."),
        Fault.RECIPIENT: _("The mail server %(host)s does not know the address. Check whether it is right."),
        Fault.REFUSED: _("The mail server %(host)s refuses the message."),
        Fault.UNANSWERED: _(
            "The mail server %(host)s broke off before it said whether it has the message. It may have arrived: ask "
            "the recipient before you send it again."
        ),
    }[fault] % {"host": known.host}
