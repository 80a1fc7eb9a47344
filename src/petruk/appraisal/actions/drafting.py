"""Write drafts of instruments: begin, change, discard, publish. A draft may be wrong; what is published may not."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.appraisal.models import Instrument, InstrumentDraft
from petruk.appraisal.queries.drafts import codes_taken
from petruk.audit.actions import record
from petruk.core import instrument as rules
from petruk.core.comparison import compare
from petruk.core.errors import Refusal
from petruk.core.instrument import InstrumentError, digest

Definition = Mapping[str, object]

LONGEST_CODE, LONGEST_TITLE = 40, 200
MOST_POINTS = Decimal("9999.99")
MOST_TOLD = 100
_YEAR = re.compile(r"20[0-9]{2}")
_NEW: Definition = {
    "legal_basis": [],
    "places": "0",
    "eligibility": {"kinds": ["PNS"], "excluded_echelons": [], "legal_statuses": ["01"]},
    "indicators": [],
}


class CannotDraft(Refusal):
    """The draft stays as it is."""


class Finished(CannotDraft):
    """The draft is published, and what is published never changes."""

    def __init__(self) -> None:
        super().__init__(_("This draft is published. Copy the instrument to change it for another year."))


class Moved(CannotDraft):
    """Somebody else, or another tab, saved in between."""

    def __init__(self, draft: InstrumentDraft) -> None:
        moment = timezone.localtime(draft.changed_at)
        words = _("%(name)s saved this draft at %(time)s. Compare with what you typed below, then save again.")
        super().__init__(words % {"name": draft.changed_by, "time": f"{moment:%H.%M}"})
        self.draft = draft


class NotRight(CannotDraft):
    """The draft does not add up; ``error`` names the first place."""

    def __init__(self, error: InstrumentError) -> None:
        super().__init__(str(error))
        self.error = error


class CodeTaken(CannotDraft):
    """A published instrument has the code."""

    def __init__(self, code: str) -> None:
        super().__init__(_("The code %(code)s belongs to a published instrument. Choose another.") % {"code": code})


class Discarded(CannotDraft):
    """Somebody has thrown the draft away."""

    def __init__(self) -> None:
        super().__init__(_("This draft was thrown away meanwhile."))


@transaction.atomic
def begin(*, code: str, title: str, at: datetime, by: Authority) -> InstrumentDraft:
    """Begin with nothing but a name."""
    return _begin({**_NEW, "code": code, "title": title}, None, at=at, by=by)


@transaction.atomic
def clone(instrument: Instrument, *, at: datetime, by: Authority) -> InstrumentDraft:
    """Begin with a copy of a published instrument, named for the next year."""
    return _begin(next_year(instrument.definition, codes_taken(by)), instrument, at=at, by=by)


@transaction.atomic
def bring_in(definition: Definition, *, at: datetime, by: Authority) -> InstrumentDraft:
    """Begin with the definition of a file, as it stands there. Raises ``NotRight`` when it is no instrument."""
    by.require(Permission.INSTRUMENT_MANAGE)
    _parsed(definition)
    return _begin(definition, None, at=at, by=by)


@transaction.atomic
def change(
    draft: InstrumentDraft, definition: Definition, *, version: int, at: datetime, by: Authority
) -> InstrumentDraft:
    """Keep another definition, right or wrong, of a draft that nobody changed since ``version``.

    Raises ``Moved`` when somebody did, and ``Finished`` when it is published.
    """
    draft = _locked(draft, version=version, by=by)
    if definition == draft.definition:
        return draft
    told = [each.words for each in compare(draft.definition, definition)][:MOST_TOLD]
    before = {"version": draft.version, "sha256": digest(draft.definition)}
    draft.definition = dict(definition)
    _touch(draft, at=at, by=by)
    draft.save()
    record("draft.changed", draft, by=by, before=before, sha256=digest(definition), changes=told)
    return draft


@transaction.atomic
def discard(draft: InstrumentDraft, *, reason: str, by: Authority) -> None:
    """Throw a draft away; the audit log keeps what it said."""
    draft = _locked(draft, version=None, by=by)
    record("draft.discarded", draft, by=by, before={"definition": draft.definition}, reason=reason)
    draft.delete()


@transaction.atomic
def publish(draft: InstrumentDraft, *, version: int, at: datetime, by: Authority) -> Instrument:
    """Make the draft an instrument, which never changes.

    Raises ``NotRight`` with the place when it does not add up, ``CodeTaken``, ``Moved`` and ``Finished``.
    """
    draft = _locked(draft, version=version, by=by)
    parsed = _parsed(draft.definition)
    try:
        with transaction.atomic():
            instrument = Instrument.objects.create(
                code=parsed.code, title=parsed.title, definition=draft.definition, sha256=parsed.sha256, published_at=at
            )
    except IntegrityError as error:
        raise CodeTaken(parsed.code) from error
    draft.published_as = instrument
    _touch(draft, at=at, by=by)
    draft.save()
    record("instrument.published", instrument, by=by, code=parsed.code, sha256=parsed.sha256, draft=draft.public_id)
    return instrument


def checked(definition: Definition) -> rules.Instrument:
    """Return the rules of a definition that can be published. Raises ``InstrumentError`` with the first place.

    Beside the rules of an instrument it must fit into the tables: codes, title and points have their room.
    """
    parsed = rules.parse(definition)
    if len(parsed.title) > LONGEST_TITLE:
        raise InstrumentError("title", f"paling banyak {LONGEST_TITLE} karakter")
    if parsed.maximum > MOST_POINTS:
        raise InstrumentError("maximum", "paling tinggi 9999,99")
    for place, code in _codes(definition, ""):
        if len(code) > LONGEST_CODE:
            raise InstrumentError(place, f"paling banyak {LONGEST_CODE} karakter")
    return parsed


def next_year(definition: Definition, taken: Collection[str]) -> dict[str, object]:
    """Return a copy whose code and title name the next year of which no instrument has the code yet."""
    code, title = str(definition["code"]), str(definition["title"])
    found = _YEAR.findall(code) or _YEAR.findall(title)
    if not found:
        return {**definition, "code": _free(f"{code}-baru", taken)}
    year = int(found[-1])
    later = next(new for new in range(year + 1, year + 100) if _of_year(code, new) not in {code, *taken})
    return {**definition, "code": _of_year(code, later), "title": _YEAR.sub(str(later), title)}


def _of_year(code: str, year: int) -> str:
    return _YEAR.sub(str(year), code) if _YEAR.search(code) else f"{code}-{year}"


def _free(code: str, taken: Collection[str]) -> str:
    return next(name for name in (code, *(f"{code}-{number}" for number in range(2, 100))) if name not in taken)


def _begin(definition: Definition, based_on: Instrument | None, *, at: datetime, by: Authority) -> InstrumentDraft:
    by.require(Permission.INSTRUMENT_MANAGE)
    draft = InstrumentDraft.objects.create(
        definition=dict(definition), based_on=based_on, changed_at=at, changed_by=by.name
    )
    source = based_on.code if based_on else ""
    record("draft.begun", draft, by=by, based_on=source, sha256=digest(definition))
    return draft


def _locked(draft: InstrumentDraft, *, version: int | None, by: Authority) -> InstrumentDraft:
    by.require(Permission.INSTRUMENT_MANAGE)
    found = InstrumentDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if found is None:
        raise Discarded
    if found.published_as_id is not None:
        raise Finished
    if version not in {None, found.version}:
        raise Moved(found)
    return found


def _parsed(definition: Definition) -> rules.Instrument:
    try:
        return checked(definition)
    except InstrumentError as error:
        raise NotRight(error) from error


def _codes(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Return every code of a definition with its place."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            where = f"{place}.{key}" if place else key
            yield from [(where, str(inner))] if key == "code" else _codes(inner, where)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _codes(item, f"{place}[{at}]")


def _touch(draft: InstrumentDraft, *, at: datetime, by: Authority) -> None:
    draft.version += 1
    draft.changed_at = at
    draft.changed_by = by.name
