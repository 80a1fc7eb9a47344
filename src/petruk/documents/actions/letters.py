"""What a mail that waits says when it leaves, and whether it still should: asked anew at each try."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.appraisal.queries.reminders import hindrances
from petruk.core.errors import Refusal
from petruk.documents.mailing.message import Composed, Enclosed, Envelope, compose, plain, usable
from petruk.documents.mailing.reminder import reminder
from petruk.documents.models import Mail, Signature
from petruk.documents.queries.mail import may_mail
from petruk.documents.queries.signatures import bytes_of
from petruk.people.queries import agency_on


class NotDue(Refusal):
    """The mail should not leave any more."""


def written(mail: Mail, sender: str, *, at: datetime, by: Authority) -> Composed:
    """Return the message, and to whom it goes now. Raises ``NotDue``."""
    if mail.signature_id is None:
        return _reminder(mail, sender, at=at, by=by)
    signature = Signature.objects.select_related("document__unit").get(pk=mail.signature_id)
    return _file(mail, signature, sender, by=by)


def _file(mail: Mail, signature: Signature, sender: str, *, by: Authority) -> Composed:
    if not may_mail(by, signature):
        raise NotDue(_("The signed file no longer counts, or whoever sent it may not any more."))
    try:
        content = bytes_of(by, signature)
    except OSError as error:
        raise NotDue(_("The signed file cannot be read. Tell the operator.")) from error
    envelope = Envelope(sender, mail.recipient, mail.message_id, mail.asked_at)
    return Composed(mail.recipient, compose(envelope, _enclosed(signature, content)))


def _reminder(mail: Mail, sender: str, *, at: datetime, by: Authority) -> Composed:
    period, role = mail.period, Role(mail.role)
    people = hindrances(by, period, role, at=at).people if period else ()
    waited_for = next((each for each in people if each.user.pk == mail.user_id), None)
    if period is None or waited_for is None:
        raise NotDue(_("Nothing waits for this person any more, so no mail left."))
    recipient, agency = waited_for.user.email, agency_on(by, timezone.localdate(at))
    if not usable(recipient):
        raise NotDue(_("The account of this person has no e-mail address any more."))
    said = reminder(waited_for, period.name, agency.name if agency else "SI-PETRUK")
    envelope = Envelope(sender, recipient, mail.message_id, mail.asked_at)
    return Composed(recipient, plain(envelope, said.subject, said.text))


def _enclosed(signature: Signature, content: bytes) -> Enclosed:
    document = signature.document
    return Enclosed(
        kind=str(document.get_kind_display()),
        number=document.number,
        person=(document.frozen.get("person") or {}).get("name", ""),
        unit=document.unit.name,
        address=f"{settings.PETRUK_URL}/verifikasi/{document.code}/",
        file_name=signature.file_name,
        media_type=signature.media_type,
        content=content,
    )
