from datetime import datetime

from django.db import transaction

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Instrument
from petruk.audit.actions import record
from petruk.core.instrument import parse, ready_made


@transaction.atomic
def publish_ready_made(*, at: datetime, by: Authority) -> list[Instrument]:
    """Publish the instruments that come with this version and are not here yet."""
    by.require(Permission.PERIOD_MANAGE)
    known = set(Instrument.objects.values_list("code", flat=True))
    return [_publish(definition, at=at, by=by) for code, definition in ready_made().items() if code not in known]


def _publish(definition: dict[str, object], *, at: datetime, by: Authority) -> Instrument:
    rules = parse(definition)
    instrument = Instrument.objects.create(
        code=rules.code, title=rules.title, definition=definition, sha256=rules.sha256, published_at=at
    )
    record("instrument.published", instrument, by=by, code=rules.code, sha256=rules.sha256)
    return instrument
