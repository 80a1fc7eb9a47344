from petruk.appraisal.models.assessments import HOLDS_A_SLOT, RESULT_STATES, Assessment, AssessmentQuerySet
from petruk.appraisal.models.evidence import Evidence, EvidenceQuerySet, KeptFile
from petruk.appraisal.models.instruments import Instrument, InstrumentDraft
from petruk.appraisal.models.objections import WAITS_FOR_ANSWER, Holiday, Objection, ObjectionQuerySet
from petruk.appraisal.models.panel import PanelMember, PanelScore, PanelSheet
from petruk.appraisal.models.periods import Extension, ExtensionQuerySet, Period
from petruk.appraisal.models.results import (
    Award,
    AwardQuerySet,
    Override,
    OverrideQuerySet,
    Reopening,
    ReopeningQuerySet,
    Result,
    ResultQuerySet,
)

__all__ = [
    "HOLDS_A_SLOT", "RESULT_STATES", "WAITS_FOR_ANSWER", "Assessment", "AssessmentQuerySet", "Award", "AwardQuerySet",
    "Evidence", "EvidenceQuerySet", "Extension", "ExtensionQuerySet", "Holiday", "Instrument", "InstrumentDraft",
    "KeptFile", "Objection", "ObjectionQuerySet", "Override", "OverrideQuerySet", "PanelMember", "PanelScore",
    "PanelSheet", "Period", "Reopening", "ReopeningQuerySet", "Result", "ResultQuerySet",
]  # fmt: skip
