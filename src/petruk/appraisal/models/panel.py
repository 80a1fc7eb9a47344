from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.appraisal.models.assessments import Assessment
from petruk.appraisal.models.periods import Period


class PanelMember(models.Model):
    """Somebody who scores in a period in his own name: every candidate, or only those of whom he was asked."""

    public_id = PublicIdField()
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", verbose_name=_("period"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user"))
    appointed_at = models.DateTimeField(_("appointed at"))
    asked_only = models.BooleanField(_("only where a third opinion is asked"), default=False)
    released_at = models.DateTimeField(_("released at"), null=True)
    released_because = models.TextField(_("reason of release"), blank=True, max_length=500)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("period", "user", name="panel_member_once_a_period"),)

    def __str__(self) -> str:
        return f"{self.period_id} {self.user_id}"


class PanelSheet(models.Model):
    """What one member gives one candidate: a draft until it is handed in; or why he does not judge him at all.

    ``asked_at`` is when the agency asked for this sheet as a third opinion. Triggers keep what was handed in, and
    everything once the panel is locked.
    """

    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="+", verbose_name=_("panelist"))
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+", verbose_name=_("assessment"))
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed at"))
    asked_at = models.DateTimeField(_("asked at"), null=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    recused_because = models.TextField(_("reason of recusal"), blank=True, max_length=500)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("member", "assessment", name="panel_sheet_one_per_member_and_candidate"),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(recused_because=""), name="panel_sheet_handed_in_or_recused"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.assessment_id}"


class PanelScore(models.Model):
    """The points of one aspect, whole, from 0 to the maximum that the instrument gives the aspect."""

    sheet = models.ForeignKey(PanelSheet, models.CASCADE, related_name="scores")
    aspect = models.CharField(_("aspect"), max_length=40)
    points = models.PositiveSmallIntegerField(_("points"))
    maximum = models.PositiveSmallIntegerField(_("maximum"))

    class Meta:
        constraints = (
            models.UniqueConstraint("sheet", "aspect", name="panel_score_one_an_aspect"),
            models.CheckConstraint(condition=Q(points__lte=F("maximum")), name="panel_score_within_its_maximum"),
            models.CheckConstraint(condition=Q(maximum__range=(1, 100)), name="panel_score_maximum_1_to_100"),
        )

    def __str__(self) -> str:
        return f"{self.aspect} {self.points}"
