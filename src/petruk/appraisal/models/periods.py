from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet
from petruk.appraisal.models.instruments import Instrument


class Period(models.Model):
    """One round of appraisal: an instrument, the data windows of its indicators, and when it is open.

    ``draw_seed`` is made when the period is published; its hash is known from then on, the seed itself after closing.
    ``objections_close_at`` is set with the announcement; a holiday recorded later may move it on, never back.
    """

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=200, unique=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+", verbose_name=_("instrument"))
    windows = models.JSONField(_("data windows"), help_text=_("For each automatic indicator the year, and the months."))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    published_at = models.DateTimeField(_("published at"), null=True)
    nominees_per_unit = models.PositiveSmallIntegerField(_("nominees a unit"), default=1)
    closed_text = models.TextField(_("text of the closed page"), blank=True, max_length=500)
    draw_seed = models.CharField(max_length=64, blank=True, editable=False)
    panel_locked_at = models.DateTimeField(_("panel locked at"), null=True)
    panel_locked_by = models.CharField(_("panel locked by"), max_length=200, blank=True)
    sealed_at = models.DateTimeField(_("sealed at"), null=True)
    announced_at = models.DateTimeField(_("announced at"), null=True)
    objections_close_at = models.DateTimeField(_("objections close at"), null=True)

    class Meta:
        ordering = ("-opens_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="period_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(nominees_per_unit__range=(1, 100)), name="period_nominees_1_to_100"),
            models.CheckConstraint(
                condition=Q(announced_at=None, objections_close_at=None)
                | Q(
                    announced_at__isnull=False,
                    objections_close_at__isnull=False,
                    objections_close_at__gt=F("announced_at"),
                ),
                name="period_announced_takes_objections",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ExtensionQuerySet(ScopedQuerySet["Extension"]):
    unit_path = "unit__path"


class Extension(models.Model):
    """More time for one unit and those below it, with the reason that the agency gave."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="extensions")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", verbose_name=_("work unit"))
    closes_at = models.DateTimeField(_("closes at"))
    reason = models.TextField(_("reason"), max_length=500)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint("period", "unit", name="extension_one_per_period_and_unit"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.closes_at}"
