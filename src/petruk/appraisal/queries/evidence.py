"""The files behind an assessment: which are there, and what they complete."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal import vault
from petruk.appraisal.models import HOLDS_A_SLOT, Assessment, Evidence, EvidenceQuerySet
from petruk.appraisal.queries.results import assessments
from petruk.core.indicators import Condition, Judged
from petruk.core.instrument import Instrument
from petruk.core.lifecycle import State
from petruk.core.scoring import Checklist
from petruk.people.models import Placement

NO_POST = {"", "JFU"}
"""Where the register leaves the echelon empty, or writes pelaksana, nobody holds a post (menjabat)."""


@dataclass(frozen=True)
class Place:
    """Where a file may be attached: an indicator that people judge, or one document of a list. ``wanted``: it must."""

    indicator: str
    item: str
    title: str
    demand: str
    note: str
    wanted: bool

    @property
    def key(self) -> str:
        return f"{self.indicator}/{self.item}"


@dataclass(frozen=True)
class Twin:
    """The same bytes, attached elsewhere. ``name`` is empty where the reader may not know whose they are."""

    file_name: str
    same_person: bool
    name: str
    period: str


def places(instrument: Instrument, placement: Placement | None) -> tuple[Place, ...]:
    """Return where files of this person may be attached, in the order of the instrument."""
    return tuple(_places(instrument, conditions_of(placement)))


def _places(instrument: Instrument, conditions: frozenset[Condition]) -> Iterator[Place]:
    listed = {documents.code: documents for documents in instrument.documents}
    for indicator in instrument.indicators:
        if isinstance(indicator, Judged):
            yield Place(indicator.code, "", indicator.title, "", "", wanted=False)
        elif documents := listed.get(indicator.code):
            for item in documents.items:
                yield Place(documents.code, item.code, item.title, item.demand, item.note, item.wanted(conditions))


def evidence(authority: Authority) -> EvidenceQuerySet:
    """Return the files in force of the assessments that this person may see."""
    seen = Evidence.objects.filter(assessment__in=assessments(authority).values("pk"), removed_at=None)
    return seen.select_related("assessment")


def evidence_to_judge(authority: Authority) -> EvidenceQuerySet:
    """Return the files in force within the mandate of a panelist; whom of these he judges, ``panelist`` says."""
    judged = Assessment.objects.visible_to(authority, P.PANEL_SCORE).filter(HOLDS_A_SLOT)
    return Evidence.objects.filter(assessment__in=judged.values("pk"), removed_at=None).select_related("assessment")


def evidence_to_remove(authority: Authority) -> EvidenceQuerySet:
    """Return the files in force of this person's own office; whether one may still go, the action decides."""
    mine = Evidence.objects.visible_to(authority, P.ASSESSMENT_SUBMIT).filter(removed_at=None)
    return mine.select_related("assessment")


def bytes_of(authority: Authority, file: Evidence, permission: P = P.ASSESSMENT_VIEW) -> bytes:
    """Return what was kept of a file that came through this scope. Raises ``OSError`` when it is not there."""
    authority.require(permission)
    return vault.read(file.stored_as)


def twins(authority: Authority, assessment: Assessment, files: Iterable[Evidence]) -> list[Twin]:
    """Return where else the files of an assessment are attached: to somebody else, or in another period."""
    if not authority.covers(P.ASSESSMENT_VIEW, assessment.unit.path):
        return []
    names = {file.sha256: file.file_name for file in files}
    others = Evidence.objects.filter(sha256__in=names, removed_at=None).exclude(assessment=assessment)
    others = others.select_related("assessment__employee", "assessment__unit", "assessment__period").order_by("pk")
    found = (_twin(authority, assessment, other.assessment, names[other.sha256]) for other in others)
    return list(dict.fromkeys(found))


def _twin(authority: Authority, assessment: Assessment, other: Assessment, file_name: str) -> Twin:
    drafted = State(other.state) is State.DRAFT
    known = authority.covers(P.ASSESSMENT_SUBMIT if drafted else P.ASSESSMENT_VIEW, other.unit.path)
    return Twin(
        file_name=file_name,
        same_person=other.employee_id == assessment.employee_id,
        name=other.employee.titled_name if known else "",
        period=other.period.name,
    )


def files_of(authority: Authority, assessment: Assessment | None) -> EvidenceQuerySet:
    """Return the files in force of an assessment that came through the caller's scope, in the order they came."""
    if assessment is None or not authority.signed_in:
        return Evidence.objects.none()
    return Evidence.objects.filter(assessment=assessment, removed_at=None).order_by("pk")


def checklists(instrument: Instrument, files: Iterable[Evidence], placement: Placement | None) -> dict[str, Checklist]:
    """Return what each list of documents is scored from: the names of its files, and what is true of the person."""
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    for file in files:
        place = file.indicator, file.item
        names[place] = (*names.get(place, ()), file.file_name)
    conditions = conditions_of(placement)
    return {
        documents.code: Checklist(
            {item.code: names.get((documents.code, item.code), ()) for item in documents.items}, conditions
        )
        for documents in instrument.documents
    }


def conditions_of(placement: Placement | None) -> frozenset[Condition]:
    holds_post = placement is not None and placement.echelon not in NO_POST
    return frozenset({Condition.HOLDS_POST}) if holds_post else frozenset()
