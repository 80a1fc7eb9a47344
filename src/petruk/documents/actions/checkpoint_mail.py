"""The signed note of the log by mail: a place that the server cannot reach back into.

Source: docs/rules/log.md section 4.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.audit.keys import signer
from petruk.audit.outside import KEY_FILE, note_file
from petruk.audit.queries import checkpoint
from petruk.documents.mailing.message import Envelope, plain
from petruk.documents.mailing.server import deliver
from petruk.documents.queries.mail import server


def mail_note(size: int, *, by: Authority) -> None:
    """Send the note of one size, and the public key, to whoever keeps them. It may arrive twice; that harms nobody.

    Raises ``DeliveryError``.
    """
    known, recipient, made = server(), settings.PETRUK_CHECKPOINT_MAIL, checkpoint(by, size)
    if known is None or not recipient or made is None:
        return
    name = f"<petruk-log-{size}@{urlsplit(settings.PETRUK_URL).hostname}>"
    envelope = Envelope(known.sender, recipient, name, made.at)
    text = _(
        "Enclosed is how the audit log stands: %(size)s entries, signed. Keep the .note file, and the key the first "
        "time. With both you can tell later whether the log was written anew: put them into one folder and run "
        "petruk verify log --against FOLDER, or petruk_verify.py with a bundle."
    ) % {"size": size}
    message = plain(envelope, _("Audit log of SI-PETRUK: %(size)s entries") % {"size": size}, text)
    for file, content in ((note_file(size), made.note), (KEY_FILE, f"{signer().verifier}\n")):
        message.add_attachment(content.encode(), maintype="application", subtype="octet-stream", filename=file)
    deliver(known, message, recipient, before_data=lambda: None)
