"""A draft on the desk of whoever works on it: itself, what is not right, and what a page says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from petruk.appraisal.queries.drafts import codes_taken, drafts
from petruk.core.indicators import Kind
from petruk.core.instrument import Instrument, InstrumentError, digest, parse
from petruk.core.words import written
from petruk.web.page import PageRequest
from petruk.web.workshop.faults import Fault, faults_of


@dataclass(frozen=True)
class Desk:
    """``draft`` is the row; ``faults`` are all that can be found at once."""

    draft: Any
    faults: tuple[Fault, ...]

    @property
    def definition(self) -> Mapping[str, Any]:
        definition: Mapping[str, Any] = self.draft.definition
        return definition

    @property
    def title(self) -> str:
        return str(self.definition.get("title") or self.definition.get("code") or "–")

    @property
    def finished(self) -> bool:
        return self.draft.published_as_id is not None

    @property
    def sha256(self) -> str:
        return digest(self.definition)

    def rules(self) -> Instrument | None:
        """Return the rules, when they can be read; a code that is taken stands against publishing only."""
        try:
            return parse(self.definition)
        except InstrumentError:
            return None

    def faults_of(self, code: str) -> list[Fault]:
        return [fault for fault in self.faults if fault.indicator == code]


def desk_or_404(request: PageRequest, public_id: str) -> Desk:
    found = drafts(request.authority).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    taken = () if found.published_as_id else codes_taken(request.authority)
    return Desk(found, tuple(faults_of(public_id, found.definition, taken)))


def kind_words(kind: str) -> str:
    return written("kind", kind)


def kinds() -> list[tuple[Kind, str]]:
    """Return the kinds of indicator with their words, for the form that adds one."""
    return [(kind, kind_words(kind)) for kind in Kind]
