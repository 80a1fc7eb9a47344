from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet
from petruk.appraisal.models.assessments import Assessment
from petruk.appraisal.models.periods import Period


class ResultQuerySet(ScopedQuerySet["Result"]):
    unit_path = "assessment__unit__path"
    owner_path = "assessment__employee_id"


class Result(models.Model):
    """A sealed result: canonical JSON of all that is behind it, and its hash. A trigger keeps it unchanged.

    ``summary`` repeats of the content what a ranking reads, so that a list of thousands opens none of them.
    """

    public_id = PublicIdField()
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+", verbose_name=_("assessment"))
    version = models.PositiveSmallIntegerField(_("version"))
    content = models.BinaryField(_("sealed content"))
    sha256 = models.CharField(max_length=64)
    summary = models.JSONField(_("summary"))
    total = models.DecimalField(_("total"), max_digits=6, decimal_places=2)
    sealed_at = models.DateTimeField(_("sealed at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("assessment", "version", name="result_one_a_version"),
            models.UniqueConstraint("assessment", condition=Q(superseded_at=None), name="result_one_in_force"),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} v{self.version}"


class TwoPersonRequest(models.Model):
    """Something that one person asks for with a reason and another decides; the database refuses that both are one."""

    public_id = PublicIdField()
    reason = models.TextField(_("reason"), max_length=500)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.CharField(_("asked by"), max_length=200)
    asked_by_ref = models.CharField(max_length=22)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_by_ref = models.CharField(max_length=22, blank=True)
    granted = models.BooleanField(_("granted"), null=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(granted=None, decided_at=None)
                | (Q(granted__isnull=False, decided_at__isnull=False) & ~Q(decided_by_ref=F("asked_by_ref"))),
                name="%(class)s_takes_two_people",
            ),
        )


class ReopeningQuerySet(ScopedQuerySet["Reopening"]):
    unit_path = "result__assessment__unit__path"


class Reopening(TwoPersonRequest):
    """A sealed result is to be made anew."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="+", verbose_name=_("result"))

    objects = ReopeningQuerySet.as_manager()

    class Meta(TwoPersonRequest.Meta):
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.result_id}"


class OverrideQuerySet(ScopedQuerySet["Override"]):
    unit_path = "employee__placement__unit__path"


class Override(TwoPersonRequest):
    """Somebody may be a candidate although a rule of eligibility is against it.

    ``lifts`` names the reasons that stood against him when it was asked, and no others: what comes later holds.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_("period"))
    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="+", verbose_name=_("employee"))
    lifts = models.JSONField(_("reasons that it lifts"), default=list)

    objects = OverrideQuerySet.as_manager()

    class Meta(TwoPersonRequest.Meta):
        ordering = ("pk",)
        constraints = (
            *TwoPersonRequest.Meta.constraints,
            models.UniqueConstraint(
                "period", "employee", condition=Q(granted=None), name="override_one_waiting_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.employee_id}"


class AwardQuerySet(ScopedQuerySet["Award"]):
    unit_path = "result__assessment__unit__path"
    owner_path = "result__assessment__employee_id"


class Award(models.Model):
    """Who wins, in a unit or (without one) in the whole government: proposed by the ranking, decided by the agency."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        DECIDED = "decided", _("decided")
        REVOKED = "revoked", _("revoked")

    public_id = PublicIdField()
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_("period"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("work unit"))
    result = models.ForeignKey(Result, models.PROTECT, related_name="+", verbose_name=_("result"))
    place = models.PositiveIntegerField(_("place in the ranking"))
    explanation = models.TextField(_("why this place"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    reason = models.TextField(_("reason for departing from the first place"), blank=True, max_length=500)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.CharField(_("revoked by"), max_length=200, blank=True)
    revoked_because = models.TextField(_("reason of revocation"), blank=True, max_length=500)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("unit__path", "pk")
        constraints = (
            models.UniqueConstraint(
                "period",
                "unit",
                condition=~Q(state="revoked"),
                nulls_distinct=False,
                name="award_one_a_unit_and_period",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(place=1) | ~Q(reason=""), name="award_of_a_later_place_has_a_reason"
            ),
            models.CheckConstraint(
                condition=(Q(state="revoked") & Q(revoked_at__isnull=False) & ~Q(revoked_because=""))
                | (~Q(state="revoked") & Q(revoked_at=None)),
                name="award_is_revoked_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.unit_id}"
