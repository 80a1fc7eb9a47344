from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet
from petruk.appraisal.models.evidence import KeptFile
from petruk.appraisal.models.results import Result

WAITS_FOR_ANSWER = Q(accepted=None, withdrawn_at=None)


class ObjectionQuerySet(ScopedQuerySet["Objection"]):
    unit_path = "result__assessment__unit__path"
    owner_path = "result__assessment__employee_id"


class Objection(KeptFile):
    """An employee objects to one indicator of his own announced result (sanggah), with a file; the agency answers.

    While it is open, ``result`` is the version in force. Accepted, it made ``newer``; ``amended`` are the points that
    it set, by code. A trigger takes it only within the window of its period, and keeps what is answered or withdrawn.
    """

    public_id = PublicIdField()
    result = models.ForeignKey(Result, models.PROTECT, related_name="+", verbose_name=_("result"))
    indicator = models.CharField(_("indicator"), max_length=40)
    text = models.TextField(_("objection"), max_length=1000)
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.CharField(_("filed by"), max_length=200)
    filed_by_ref = models.CharField(max_length=22)
    answer_due_on = models.DateField(_("answer due on"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    accepted = models.BooleanField(_("accepted"), null=True)
    answer = models.TextField(_("answer"), blank=True, max_length=1000)
    amended = models.JSONField(_("points that it set"), default=dict)
    newer = models.ForeignKey(Result, models.PROTECT, null=True, related_name="+", verbose_name=_("new version"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    answered_by_ref = models.CharField(max_length=22, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        ordering = ("pk",)
        constraints = (
            *KeptFile.Meta.constraints,
            models.UniqueConstraint(
                "result", "indicator", condition=Q(withdrawn_at=None), name="objection_one_an_indicator"
            ),
            models.CheckConstraint(
                condition=Q(accepted=None, answered_at=None, newer=None)
                | Q(accepted=False, answered_at__isnull=False, newer=None)
                | Q(accepted=True, answered_at__isnull=False, newer__isnull=False),
                name="objection_is_answered_or_not",
            ),
            models.CheckConstraint(
                condition=Q(accepted=None)
                | (Q(withdrawn_at=None) & ~Q(answer="") & ~Q(answered_by_ref=F("filed_by_ref"))),
                name="objection_is_answered_by_another_with_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.result_id} {self.indicator}"


class Holiday(models.Model):
    """A day on which no deadline runs: a national holiday or collective leave, with its decree."""

    class Kind(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("holiday", "National holiday")
        COLLECTIVE = "collective", pgettext_lazy("holiday", "Collective leave")

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NATIONAL)
    decree = models.CharField(_("decree"), max_length=200, blank=True)

    class Meta:
        ordering = ("day",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=("national", "collective")), name="holiday_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name
