from django.db import models
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField


class Instrument(models.Model):
    """A versioned definition of indicators (see ``core.instrument``). A trigger keeps a published one unchanged."""

    public_id = PublicIdField()
    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    definition = models.JSONField(_("definition"))
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title


class InstrumentDraft(models.Model):
    """An instrument in the workshop, which may still be wrong. Publishing makes an ``Instrument`` of it."""

    public_id = PublicIdField()
    definition = models.JSONField(_("definition"))
    based_on = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="+", verbose_name=_("based on"))
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.CharField(_("changed by"), max_length=200)
    published_as = models.OneToOneField(Instrument, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return str(self.definition.get("title", ""))
