import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.actions.locking import hold_alone
from petruk.appraisal.models import Extension, Instrument, Period
from petruk.appraisal.queries.instruments import parsed
from petruk.audit.actions import checkpoints, record
from petruk.core.draw import SEED_BYTES, commitment
from petruk.core.errors import Refusal
from petruk.core.windows import WindowError, parse_windows
from petruk.people.models import Unit


class CannotChangePeriod(Refusal):
    """The period stays as it is."""


class NameTaken(CannotChangePeriod):
    """Another period has the name."""


class Sealed(CannotChangePeriod):
    """The results are sealed, and the seed of the draw is known: no time of the period moves any more."""

    def __init__(self) -> None:
        super().__init__(_("The results of this period are sealed. It cannot be opened or extended any more."))


@dataclass(frozen=True)
class Terms:
    """What the agency decides about a period."""

    name: str
    instrument: Instrument
    windows: Mapping[str, Mapping[str, object]]
    opens_at: datetime
    closes_at: datetime
    nominees_per_unit: int
    closed_text: str

    def as_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "instrument": self.instrument.code,
            "windows": dict(self.windows),
            "opens_at": self.opens_at.isoformat(),
            "closes_at": self.closes_at.isoformat(),
            "nominees_per_unit": self.nominees_per_unit,
            "closed_text": self.closed_text,
        }


@transaction.atomic
def create_period(terms: Terms, *, by: Authority) -> Period:
    """Prepare a period. Officers see nothing of it until it is published. Raises ``CannotChangePeriod``."""
    by.require(Permission.PERIOD_MANAGE)
    period = Period()
    _apply(period, terms)
    record("period.created", period, by=by, terms=terms.as_dict())
    return period


@transaction.atomic
def change_period(period: Period, terms: Terms, *, by: Authority) -> Period:
    """Change a period that is not published; afterwards only its times move, by acts of their own."""
    by.require(Permission.PERIOD_MANAGE)
    period = hold_alone(period.pk)
    if period.published_at is not None:
        raise CannotChangePeriod(_("The period is published. Open it, close it or extend a unit instead."))
    before = {"terms": terms_of(period).as_dict()}
    _apply(period, terms)
    record("period.changed", period, by=by, before=before, terms=terms.as_dict())
    return period


@transaction.atomic
def publish_period(period: Period, *, at: datetime, by: Authority) -> Period:
    """Announce the period: from now on it opens and closes by its times, and its instrument and windows are fixed."""
    by.require(Permission.PERIOD_MANAGE)
    period = hold_alone(period.pk)
    if period.published_at is not None:
        raise CannotChangePeriod(_("The period is already published."))
    period.published_at = at
    period.draw_seed = secrets.token_hex(SEED_BYTES)
    period.save(update_fields=["published_at", "draw_seed"])
    committed = commitment(bytes.fromhex(period.draw_seed))
    record("period.published", period, by=by, published_at=at.isoformat(), draw_commitment=committed)
    return period


@transaction.atomic
def open_now(period: Period, *, closes_at: datetime, at: datetime, by: Authority) -> Period:
    """Open a published period at this moment, until ``closes_at``."""
    if closes_at <= at:
        raise CannotChangePeriod(_("The closing time must lie ahead."))
    return _move(period, "period.opened", opens_at=at, closes_at=closes_at, by=by)


@transaction.atomic
def close_now(period: Period, *, at: datetime, by: Authority) -> Period:
    """Close an open period at this moment. Waits for saves under way, so none is recorded after it."""
    by.require(Permission.PERIOD_MANAGE)
    period = hold_alone(period.pk)
    if not period.opens_at < at < period.closes_at:
        raise CannotChangePeriod(_("The period is not open."))
    checkpoints.ask()
    return _move(period, "period.closed", opens_at=period.opens_at, closes_at=at, by=by)


@transaction.atomic
def extend(period: Period, unit: Unit, *, closes_at: datetime, reason: str, at: datetime, by: Authority) -> Extension:
    """Give one unit and those below it more time. Raises ``CannotChangePeriod`` when it would not be more."""
    by.require(Permission.PERIOD_MANAGE)
    unit = Unit.objects.visible_to(by, Permission.PERIOD_MANAGE).get(pk=unit.pk)
    period = hold_alone(period.pk)
    if period.sealed_at is not None:
        raise Sealed
    if period.published_at is None or closes_at <= max(period.closes_at, at):
        raise CannotChangePeriod(_("The extension must end later than the period itself, and later than now."))
    earlier = Extension.objects.filter(period=period, unit=unit).first()
    before = {"closes_at": earlier.closes_at.isoformat(), "reason": earlier.reason} if earlier else {}
    extension, _created = Extension.objects.update_or_create(
        period=period, unit=unit, defaults={"closes_at": closes_at, "reason": reason}
    )
    after = {"unit": unit.public_id, "closes_at": closes_at.isoformat(), "reason": reason}
    record("period.extended", period, by=by, before=before, **after)
    return extension


def terms_of(period: Period) -> Terms:
    return Terms(
        name=period.name,
        instrument=period.instrument,
        windows=period.windows,
        opens_at=period.opens_at,
        closes_at=period.closes_at,
        nominees_per_unit=period.nominees_per_unit,
        closed_text=period.closed_text,
    )


def _move(period: Period, event: str, *, opens_at: datetime, closes_at: datetime, by: Authority) -> Period:
    by.require(Permission.PERIOD_MANAGE)
    period = hold_alone(period.pk)
    if period.sealed_at is not None:
        raise Sealed
    if period.published_at is None:
        raise CannotChangePeriod(_("Publish the period first."))
    before = {"opens_at": period.opens_at.isoformat(), "closes_at": period.closes_at.isoformat()}
    period.opens_at, period.closes_at = opens_at, closes_at
    period.save(update_fields=["opens_at", "closes_at"])
    record(event, period, by=by, before=before, opens_at=opens_at.isoformat(), closes_at=closes_at.isoformat())
    return period


def _apply(period: Period, terms: Terms) -> None:
    try:
        parse_windows(parsed(terms.instrument), terms.windows)
    except WindowError as error:
        raise CannotChangePeriod(f"{error.indicator}: {error}") from error
    if terms.closes_at <= terms.opens_at:
        raise CannotChangePeriod(_("The period must close later than it opens."))
    for field in ("name", "instrument", "windows", "opens_at", "closes_at", "nominees_per_unit", "closed_text"):
        setattr(period, field, getattr(terms, field))
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError as error:
        raise NameTaken(_("Another period already has this name.")) from error
