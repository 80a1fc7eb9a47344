"""How the log stands, signed and handed to others: what happened before can then no longer be written anew unseen."""

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from petruk.access.authority import Authority
from petruk.audit import outside
from petruk.audit.keys import ensure_signer, signer
from petruk.audit.models import Checkpoint, Head
from petruk.audit.queries import leaf_hashes, signed_notes
from petruk.core.log import notes
from petruk.core.log.standing import ContradictionError, Reason, stands
from petruk.core.log.verifying import roots

SIGN = "petruk.config.tasks.sign_log"
MAIL = "petruk.config.tasks.mail_log"
QUEUE = "log"


def ask() -> None:
    """Queue the signing of the log, for after the caller's transaction: at a closing, at a batch of papers."""
    app.configure_task(SIGN, queue=QUEUE, lock=QUEUE).defer()


def prepare_key() -> None:
    """Make the key of a log of which nothing was signed yet; later, one that is missing must be put back."""
    if not Checkpoint.objects.exists():
        ensure_signer()


def sign(*, by: Authority) -> Checkpoint | None:
    """Sign how the log stands and hand the note out; None while the log is empty.

    Signed is only what was read again and begins with everything that we, or whoever keeps our notes, hold signed.
    Raises ``ContradictionError`` when it does not, ``KeyMissing``, and ``OSError`` for a folder that cannot be
    written: the checkpoint is then kept, and handed out the next time.
    """
    made = _sign(by=by)
    if made:
        key = str(signer().verifier)
        for folder in settings.PETRUK_CHECKPOINT_DIRS:
            outside.hand_out(folder, made.size, made.note, key)
    return made


@transaction.atomic
def _sign(*, by: Authority) -> Checkpoint | None:
    head = Head.objects.first()
    if head is None or not head.size:
        return None
    ours = signed_notes(by)
    key = signer() if ours else ensure_signer()
    theirs = [note for folder in settings.PETRUK_CHECKPOINT_DIRS for note in outside.notes(folder)]
    grown = stands(leaf_hashes(by, head.size), roots([*ours, *theirs], key.verifier, key.scheme))
    if b"".join(grown.hashes) != bytes(head.frontier):
        raise ContradictionError(Reason.HEAD, grown.size)
    known = Checkpoint.objects.filter(size=head.size).first()
    if known is not None:
        return known
    note = key.sign(notes.Checkpoint(key.name, grown.size, grown.root()).text())
    if settings.PETRUK_CHECKPOINT_MAIL:
        app.configure_task(MAIL, queue=QUEUE).defer(size=grown.size)
    return Checkpoint.objects.create(size=grown.size, root=grown.root(), note=note)
