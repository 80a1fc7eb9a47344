"""The coats of arms that papers bore, bear and will bear."""

from datetime import date

from django.db.models import QuerySet

from petruk.access.authority import Authority
from petruk.documents.models import Emblem


def emblems(authority: Authority) -> QuerySet[Emblem]:
    """Return every coat of arms that was recorded, the newest first, without its picture."""
    return Emblem.objects.defer("png") if authority.signed_in else Emblem.objects.none()


def emblem_on(authority: Authority, day: date) -> Emblem | None:
    """Return the coat of arms on papers of a day; nothing where none was recorded."""
    if not authority.signed_in:
        return None
    return Emblem.objects.filter(started_on__lte=day).first()


def picture(authority: Authority, sha256: str) -> bytes | None:
    """Return the picture that a paper names, so that it can be drawn again."""
    found = Emblem.objects.filter(sha256=sha256).first() if authority.signed_in else None
    return bytes(found.png) if found else None
