from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet
from petruk.core.ids import new_verification_code


class Series(models.Model):
    """The counter of one kind and year. Locked while a number is given, so numbers have no gap and no twin."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint("kind", "year", name="series_one_per_kind_and_year"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class DocumentQuerySet(ScopedQuerySet["Document"]):
    unit_path = "assessment__unit__path"
    owner_path = "assessment__employee_id"


class Document(models.Model):
    """An issued paper: what was frozen, its number and code. A trigger lets it be revoked, never changed."""

    class Kind(models.TextChoices):
        RESULT = "result", _("Result sheet")

    public_id = PublicIdField()
    code = models.CharField(_("verification code"), max_length=26, unique=True, default=new_verification_code)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.CharField(_("number"), max_length=60, unique=True)
    assessment = models.ForeignKey("appraisal.Assessment", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_because = models.TextField(_("reason of revocation"), blank=True, max_length=500)
    frozen = models.JSONField(_("frozen content"))
    sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "assessment", "kind", condition=Q(revoked_at=None), name="document_one_valid_per_assessment_and_kind"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Rendering(models.Model):
    """The bytes of an issued paper, kept so that a reprint is the same for years, whatever renders then."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="rendering")
    pdf = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.document_id}"
