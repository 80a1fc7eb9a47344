from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet
from petruk.appraisal.models.periods import Period
from petruk.core.lifecycle import State

RESULT_STATES = (State.SUBMITTED, State.CONFIRMED, State.VERIFIED)
"""The states in which an assessment is a result, in the order of the road."""
HOLDS_A_SLOT = Q(state__in=RESULT_STATES)


POINTS = Func(
    F("sheet"), function="jsonb_path_query_array", template="%(function)s(%(expressions)s, '$.lines[*].points')"
)


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    unit_path = "unit__path"
    owner_path = "employee_id"


class Assessment(models.Model):
    """What one office says of one employee in one period. Written only by ``appraisal.actions``.

    ``unit`` and ``placement`` are those of the day it was begun; ``sheet`` is frozen at submission, never recomputed.
    The database itself keeps ``points``, the points of its lines in their order, so that thousands can be sorted.
    """

    public_id = PublicIdField()
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_("period"))
    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="+", verbose_name=_("employee"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", verbose_name=_("work unit"))
    placement = models.ForeignKey("people.Placement", models.PROTECT, related_name="+", verbose_name=_("placement"))
    state = models.CharField(
        _("state"), max_length=12, choices=[(s.value, s.value) for s in State], default=State.DRAFT
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    slot = models.PositiveSmallIntegerField(_("nominee number"), null=True)
    judgements = models.JSONField(_("judgements"), default=dict)
    evidence_note = models.TextField(_("evidence note"), blank=True, max_length=500)
    sheet = models.JSONField(_("frozen sheet"), null=True)
    points = models.GeneratedField(expression=POINTS, output_field=models.JSONField(null=True), db_persist=True)
    total = models.DecimalField(_("total"), max_digits=6, decimal_places=2, null=True)
    maximum = models.DecimalField(_("maximum"), max_digits=6, decimal_places=2, null=True)
    has_missing = models.BooleanField(_("data were missing"), default=False)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.CharField(_("changed by"), max_length=200)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    submission_key = models.CharField(max_length=22, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    verified_at = models.DateTimeField(_("verified at"), null=True)
    verified_by = models.CharField(_("verified by"), max_length=200, blank=True)
    returned_because = models.TextField(_("reason of return"), blank=True, max_length=500)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint("period", "employee", name="assessment_one_per_employee_and_period"),
            models.UniqueConstraint("period", "unit", "slot", name="assessment_one_per_nominee_slot"),
            models.CheckConstraint(
                condition=(HOLDS_A_SLOT & Q(slot__isnull=False)) | (~HOLDS_A_SLOT & Q(slot__isnull=True)),
                name="assessment_holds_a_slot_while_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(sheet__isnull=False, total__isnull=False, maximum__isnull=False, submitted_at__isnull=False),
                name="assessment_is_frozen_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(total=None) | Q(total__gte=0, total__lte=F("maximum")),
                name="assessment_total_within_maximum",
            ),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="assessment_state_is_known"),
        )
        indexes = (models.Index(fields=("period", "total"), name="assessment_by_total"),)

    def __str__(self) -> str:
        return f"{self.period_id}/{self.employee_id} {self.state}"

    @property
    def has_final_total(self) -> bool:
        """Say whether the total may be shown: the instrument adds up, and no panel has still to add its points."""
        return bool(self.maximum) and (self.sheet or {}).get("final") is not False
