from django.db.models import QuerySet

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Instrument, Period
from petruk.core import instrument as rules

_parsed: dict[str, rules.Instrument] = {}


def parsed(instrument: Instrument) -> rules.Instrument:
    """Return the rules of a stored instrument. It never changes, so it is checked once a process."""
    if instrument.sha256 not in _parsed:
        _parsed[instrument.sha256] = rules.parse(instrument.definition)
    return _parsed[instrument.sha256]


def instruments(authority: Authority) -> QuerySet[Instrument]:
    return Instrument.objects.all() if authority.has(Permission.INSTRUMENT_VIEW) else Instrument.objects.none()


def periods_of(authority: Authority, instrument: Instrument) -> QuerySet[Period]:
    """Return the periods that use an instrument; drafts too, for whoever may see instruments."""
    if not authority.has(Permission.INSTRUMENT_VIEW):
        return Period.objects.none()
    return Period.objects.filter(instrument=instrument)
