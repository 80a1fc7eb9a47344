"""What people may know of their own data: who opened it, and what they want corrected."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from petruk.access.fields import PublicIdField
from petruk.access.scope import ScopedQuerySet


class LookQuerySet(ScopedQuerySet["Look"]):
    unit_path = "employee__placement__unit__path"
    owner_path = "employee_id"


class Look(models.Model):
    """Somebody opened a page about an employee, once a day and kind of page. Kept beside the log: reading is no event.

    ``viewer`` and ``viewer_as`` are as they were that day; ``viewer_ref`` is the account, never a NIP.
    """

    class Kind(models.TextChoices):
        REGISTER = "register", pgettext_lazy("look", "register and facts")
        ASSESSMENT = "assessment", pgettext_lazy("look", "assessment")
        EVIDENCE = "evidence", pgettext_lazy("look", "supporting file")
        RESULT = "result", pgettext_lazy("look", "sealed result")
        PAPER = "paper", pgettext_lazy("look", "paper")
        OBJECTION = "objection", pgettext_lazy("look", "objection")

    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="+", verbose_name=_("employee"))
    kind = models.CharField(_("page"), max_length=12, choices=Kind)
    on = models.DateField(_("day"))
    viewer_ref = models.CharField(max_length=22)
    viewer = models.CharField(_("name"), max_length=200)
    viewer_as = models.CharField(_("as"), max_length=260, blank=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint("employee", "on", "viewer_ref", "kind", name="look_one_a_day_viewer_and_kind"),
        )

    def __str__(self) -> str:
        return f"{self.viewer_ref} {self.kind} {self.on}"


class CorrectionQuerySet(ScopedQuerySet["Correction"]):
    unit_path = "employee__placement__unit__path"
    owner_path = "employee_id"


class Correction(models.Model):
    """Somebody asks that something held of him be put right; the agency answers by ``due_at``, 3 x 24 hours later."""

    class Item(models.TextChoices):
        REGISTER = "register", _("Identity, rank or post")
        ATTENDANCE = "attendance", _("Attendance")
        PERFORMANCE = "performance", _("e-Kinerja")
        BEHAVIOUR = "behaviour", _("Behaviour")
        SANCTION = "sanction", _("Disciplinary penalty")
        ASSESSMENT = "assessment", _("Assessment or paper")
        ACCOUNT = "account", _("Account or e-mail")

    public_id = PublicIdField()
    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="+", verbose_name=_("employee"))
    item = models.CharField(_("What is wrong"), max_length=12, choices=Item)
    text = models.TextField(_("request"), max_length=1000)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by_ref = models.CharField(max_length=22)
    due_at = models.DateTimeField(_("answer due"))
    accepted = models.BooleanField(_("accepted"), null=True)
    answer = models.TextField(_("answer"), blank=True, max_length=1000)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    answered_by_ref = models.CharField(max_length=22, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "employee", "item", condition=Q(accepted=None), name="correction_one_open_an_item"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="correction_is_due_after_it_is_asked"),
            models.CheckConstraint(
                condition=Q(accepted=None, answered_at=None)
                | (Q(accepted__isnull=False, answered_at__isnull=False)
                   & ~Q(answer="") & ~Q(answered_by_ref=F("asked_by_ref"))),
                name="correction_is_answered_by_another_with_words",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employee_id} {self.item}"
