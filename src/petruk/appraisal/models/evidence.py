from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet
from petruk.appraisal.models.assessments import Assessment


class KeptFile(models.Model):
    """A file that somebody sent, in private storage under a random name; the hash is of the bytes that are kept."""

    file_name = models.CharField(_("file"), max_length=200)
    media_type = models.CharField(_("kind of file"), max_length=20)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=22, unique=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(media_type__in=("application/pdf", "image/jpeg", "image/png")),
                name="%(class)s_kind_is_allowed",
            ),
            models.CheckConstraint(condition=Q(size__range=(1, 5_242_880)), name="%(class)s_at_most_5_mib"),
        )


class EvidenceQuerySet(ScopedQuerySet["Evidence"]):
    unit_path = "assessment__unit__path"
    owner_path = "assessment__employee_id"


class Evidence(KeptFile):
    """A file that supports an indicator or a document of its checklist."""

    public_id = PublicIdField()
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+", verbose_name=_("assessment"))
    indicator = models.CharField(_("indicator"), max_length=40)
    item = models.CharField(_("document"), max_length=40, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.CharField(_("uploaded by"), max_length=200)
    removed_at = models.DateTimeField(_("removed at"), null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta(KeptFile.Meta):
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.file_name
