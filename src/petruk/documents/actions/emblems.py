"""Record the coat of arms that papers bear from a day on."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.uploads import SAID
from petruk.audit.actions import record
from petruk.core.errors import Refusal
from petruk.core.files import Fault, FileRefused
from petruk.documents.emblem import FILE_BYTES, OutOfMeasure, clean
from petruk.documents.models import Emblem


class EmblemRefused(Refusal):
    """The file is no picture that papers could bear; nothing has changed."""


@transaction.atomic
def record_emblem(content: bytes, *, started_on: date, at: datetime, by: Authority) -> Emblem:
    """Let papers of a day and later bear a picture. Those that were issued stay. Raises ``EmblemRefused``."""
    by.require_top(Permission.USER_MANAGE)
    png = _taken(content)
    emblem = Emblem.objects.create(
        started_on=started_on, png=png, sha256=sha256(png).hexdigest(), recorded_at=at, recorded_by=by.name
    )
    record("emblem.recorded", emblem, by=by, started_on=started_on.isoformat(), sha256=emblem.sha256)
    return emblem


def _taken(content: bytes) -> bytes:
    if len(content) > FILE_BYTES:
        raise EmblemRefused(_("The picture is larger than 200 kB. Save it smaller; 400 pixels high are enough."))
    try:
        return clean(content)
    except OutOfMeasure as refused:
        words = _("The picture is %(size)s pixels. Each side must have 100 to 600 pixels.")
        raise EmblemRefused(words % {"size": refused}) from refused
    except FileRefused as refused:
        raise EmblemRefused(_words(refused.fault)) from refused


def _words(fault: Fault) -> str:
    if fault is Fault.UNKNOWN:
        return _("Only a PNG is accepted. What is inside decides, not the name.")
    return str(SAID[fault])
