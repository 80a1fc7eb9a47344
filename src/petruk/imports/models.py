from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet


class State(models.TextChoices):
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


class Batch(models.Model):
    """One file on its way in: checked, applied, undone. Nothing of it is in the register before it is applied.

    The counts are of rows. ``problems`` and ``preview`` hold the first of each kind; ``wrong`` counts all problems.
    ``plan_digest`` is the fingerprint of the plan that was shown; another plan is never applied in its place.
    """

    public_id = PublicIdField()
    kind = models.CharField(_("kind"), max_length=20)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKING)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.CharField(_("uploaded by"), max_length=200)
    uploaded_by_ref = models.CharField(max_length=22)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    same = models.PositiveIntegerField(_("same"), default=0)
    wrong = models.PositiveIntegerField(_("wrong"), default=0)
    problems = models.JSONField(_("problems"), default=list)
    preview = models.JSONField(_("preview"), default=dict)
    plan_digest = models.CharField(max_length=64, blank=True)
    percent_done = models.PositiveSmallIntegerField(_("percent done"), default=0)
    trouble = models.TextField(_("trouble"), blank=True)
    source = models.OneToOneField("audit.Source", models.PROTECT, null=True, related_name="+", verbose_name=_("source"))

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="batch_state_is_known"),
            models.CheckConstraint(condition=Q(percent_done__range=(0, 100)), name="batch_percent_0_to_100"),
            models.CheckConstraint(
                condition=Q(state__in=(State.APPLIED, State.UNDONE), source__isnull=False)
                | (~Q(state__in=(State.APPLIED, State.UNDONE)) & Q(source=None)),
                name="batch_has_a_source_once_applied",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.same

    @property
    def busy(self) -> bool:
        return self.state in {State.CHECKING, State.APPLYING}

    @property
    def applicable(self) -> bool:
        return self.state == State.CHECKED and not self.wrong and bool(self.new or self.changed)


class BatchFile(models.Model):
    """The bytes as they came. In the database, not on a disk: they commit, are backed up and reach every worker with
    the batch, so no row is without its file and no file without its row."""

    batch = models.OneToOneField(Batch, models.CASCADE, primary_key=True, related_name="+")
    content = models.BinaryField(_("content"))

    def __str__(self) -> str:
        return f"{self.batch_id}"


class ReachQuerySet(ScopedQuerySet["Reach"]):
    unit_path = "unit__path"


class Reach(models.Model):
    """A unit that the uploader reached. Whoever reaches all of them may see the batch; nobody else."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", verbose_name=_("work unit"))

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint("batch", "unit", name="reach_one_per_batch_and_unit"),)

    def __str__(self) -> str:
        return f"{self.batch_id} {self.unit_id}"


class Trace(models.Model):
    """What a register row was before a batch changed it; without ``before`` the batch made it. Undoing reads these."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(_("row"))
    before = models.JSONField(_("before"), null=True)

    class Meta:
        constraints = (models.UniqueConstraint("batch", "object_id", name="trace_one_per_batch_and_row"),)

    def __str__(self) -> str:
        return f"{self.batch_id} {self.object_id}"
