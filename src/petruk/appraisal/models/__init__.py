from petruk.appraisal.models.assessments import HOLDS_A_SLOT, RESULT_STATES, Assessment, AssessmentQuerySet
from petruk.appraisal.models.evidence import Evidence, EvidenceQuerySet
from petruk.appraisal.models.instruments import Instrument, InstrumentDraft
from petruk.appraisal.models.panel import PanelMember, PanelScore, PanelSheet
from petruk.appraisal.models.periods import Extension, ExtensionQuerySet, Period
from petruk.appraisal.models.results import (
    Award,
    AwardQuerySet,
    Holiday,
    Objection,
    ObjectionQuerySet,
    Override,
    OverrideQuerySet,
    Reopening,
    ReopeningQuerySet,
    Result,
    ResultQuerySet,
)

__all__ = [
    "HOLDS_A_SLOT", "RESULT_STATES", "Assessment", "AssessmentQuerySet", "Award", "AwardQuerySet", "Evidence",
    "EvidenceQuerySet", "Extension", "ExtensionQuerySet", "Holiday", "Instrument", "InstrumentDraft", "Objection",
    "ObjectionQuerySet", "Override", "OverrideQuerySet", "PanelMember", "PanelScore", "PanelSheet", "Period",
    "Reopening", "ReopeningQuerySet", "Result", "ResultQuerySet",
]  # fmt: skip
