from django.db.models import QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Instrument, InstrumentDraft


def drafts(authority: Authority) -> QuerySet[InstrumentDraft]:
    """Return the drafts of the workshop, published ones too, the latest first."""
    known = InstrumentDraft.objects.select_related("based_on", "published_as")
    return known if authority.has(Permission.INSTRUMENT_MANAGE) else known.none()


def codes_taken(authority: Authority) -> frozenset[str]:
    """Return the codes of published instruments, which no other may have."""
    if not authority.has(Permission.INSTRUMENT_VIEW):
        return frozenset()
    return frozenset(Instrument.objects.values_list("code", flat=True))
