from enum import StrEnum

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


class PaperRule(models.Model):
    """How papers of a kind are numbered and set from a day on; what was issued before stays as it is."""

    class Size(models.TextChoices):
        F4 = "F4", _("F4 (215 × 330 mm)")
        A4 = "A4", _("A4 (210 × 297 mm)")

    kind = models.CharField(_("kind"), max_length=20)
    started_on = models.DateField(_("from"))
    pattern = models.CharField(_("pattern of numbers"), max_length=50)
    size = models.CharField(_("paper size"), max_length=2, choices=Size, default=Size.F4)
    layout = models.PositiveSmallIntegerField(_("layout"), default=1)
    emblem = models.BooleanField(_("emblem is printed"), default=True)

    class Meta:
        ordering = ("kind", "-started_on")
        constraints = (
            models.UniqueConstraint("kind", "started_on", name="paper_rule_one_a_kind_and_day"),
            models.CheckConstraint(condition=Q(size__in=("F4", "A4")), name="paper_rule_size_is_known"),
            models.CheckConstraint(condition=Q(layout__in=(1, 2)), name="paper_rule_layout_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pattern}"


class Emblem(models.Model):
    """The coat of arms that papers bear from a day on, the latest of a day counting. A trigger keeps it as it came:
    a paper names its picture by hash, so that it can be drawn again for years."""

    public_id = PublicIdField()
    started_on = models.DateField(_("from"))
    png = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.CharField(_("recorded by"), max_length=200)

    class Meta:
        ordering = ("-started_on", "-pk")

    def __str__(self) -> str:
        return f"{self.started_on} {self.sha256[:8]}"


class State(StrEnum):
    """Whether a paper counts: in force, replaced by another one, or taken back with nothing in its place."""

    ISSUED = "issued"
    REPLACED = "replaced"
    REVOKED = "revoked"


class DocumentQuerySet(ScopedQuerySet["Document"]):
    unit_path = "unit__path"
    owner_path = "employee_id"

    def in_force(self) -> "DocumentQuerySet":
        return self.filter(revoked_at=None)


class Document(models.Model):
    """An issued paper: what was frozen, its number and code. A trigger lets it be revoked or replaced, never changed.

    ``unit`` is where it may be read, with all that stands above. An assessment or an award is what it is about;
    without either it is about what a period holds in that unit. ``serial`` counts the papers of a kind and ``year``.
    """

    class Kind(models.TextChoices):
        RESULT = "result", _("Result sheet of the appraisal")
        RECAP = "recap", _("Recapitulation of results")
        MINUTES = "minutes", _("Minutes of the panel")
        CHARTER = "charter", _("Charter")
        LETTER = "letter", _("Transmittal letter")
        FORM = "form", _("Blank form")

    public_id = PublicIdField()
    code = models.CharField(_("verification code"), max_length=26, unique=True, default=new_verification_code)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.CharField(_("number"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", verbose_name=_("work unit"))
    period = models.ForeignKey("appraisal.Period", models.PROTECT, related_name="+", verbose_name=_("period"))
    employee = models.ForeignKey(
        "people.Employee", models.PROTECT, null=True, related_name="+", verbose_name=_("employee")
    )
    assessment = models.ForeignKey("appraisal.Assessment", models.PROTECT, null=True, related_name="+")
    award = models.ForeignKey("appraisal.Award", models.PROTECT, null=True, related_name="+")
    dated_on = models.DateField(_("date"))
    issued_at = models.DateTimeField(_("issued at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_because = models.TextField(_("reason of revocation"), blank=True, max_length=500)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    frozen = models.JSONField(_("frozen content"))
    sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "assessment", "kind", condition=Q(revoked_at=None), name="document_one_valid_per_assessment_and_kind"
            ),
            models.UniqueConstraint(
                "award", "kind", condition=Q(revoked_at=None), name="document_one_valid_per_award_and_kind"
            ),
            models.UniqueConstraint(
                "period",
                "unit",
                "kind",
                condition=Q(revoked_at=None, assessment=None, award=None),
                name="document_one_valid_per_period_unit_and_kind",
            ),
            models.UniqueConstraint("kind", "number", name="document_number_once_a_kind"),
            models.UniqueConstraint("kind", "year", "serial", name="document_serial_once_a_kind_and_year"),
            models.CheckConstraint(
                condition=Q(kind="result", assessment__isnull=False, award=None)
                | Q(kind="charter", assessment=None, award__isnull=False)
                | Q(kind__in=("recap", "minutes", "letter", "form"), assessment=None, award=None),
                name="document_is_about_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(revoked_at__isnull=False), name="document_replaced_counts_no_more"
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> State:
        if self.revoked_at is None:
            return State.ISSUED
        return State.REVOKED if self.replaced_by_id is None else State.REPLACED


class Rendering(models.Model):
    """The bytes of an issued paper, kept so that a reprint is the same for years, whatever renders then."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="rendering")
    pdf = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.document_id}"


class SignatureQuerySet(ScopedQuerySet["Signature"]):
    unit_path = "document__unit__path"
    owner_path = "document__employee_id"


class Signature(models.Model):
    """A paper signed: the scan of one signed with ink, or the file with an electronic signature appended.

    The bytes lie in the vault. A trigger lets a row end, never change.
    """

    class Way(models.TextChoices):
        INK = "ink", _("Wet ink")
        CERTIFICATE = "certificate", _("Electronic, with a certificate of this installation")
        BSRE = "bsre", _("Electronic, certified by BSrE")

    public_id = PublicIdField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("paper"))
    way = models.CharField(_("way of signing"), max_length=12, choices=Way)
    signer = models.CharField(_("signatory"), max_length=200)
    issuer = models.CharField(_("issuer of the certificate"), max_length=200, blank=True)
    serial = models.CharField(_("serial number of the certificate"), max_length=64, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.CharField(_("recorded by"), max_length=200)
    file_name = models.CharField(_("file"), max_length=200)
    media_type = models.CharField(_("kind of file"), max_length=20)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=22, unique=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("document", condition=Q(ended_at=None), name="signature_one_in_force_per_paper"),
            models.CheckConstraint(
                condition=Q(way="ink", signed_at=None, serial="")
                | Q(way__in=("certificate", "bsre"), signed_at__isnull=False, media_type="application/pdf"),
                name="signature_has_what_its_way_gives",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id}: {self.way}"


class CharterRun(models.Model):
    """Charters ordered for every decided winner of a period; a worker issues them. Stopped half-way, it goes on where
    it stood: what is left to do is read from the charters that are there."""

    public_id = PublicIdField()
    period = models.ForeignKey("appraisal.Period", models.PROTECT, related_name="+", verbose_name=_("period"))
    dated_on = models.DateField(_("date on the charters"))
    honour = models.CharField(_("given as"), max_length=120)
    decree = models.CharField(_("decree"), max_length=250, blank=True)
    ordered_at = models.DateTimeField(_("ordered at"))
    ordered_by = models.CharField(_("ordered by"), max_length=200)
    wanted = models.PositiveIntegerField(_("charters to issue"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    trouble = models.TextField(_("trouble"), blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint("period", condition=Q(finished_at=None), name="charter_run_one_open_a_period"),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.dated_on}"


class MailRule(models.Model):
    """Whether mail leaves this installation, and where signed papers go. The newest row holds; earlier ones stay."""

    switched_on = models.BooleanField(_("mail leaves"))
    recipient = models.EmailField(_("address of the agency"), max_length=254, blank=True)
    set_at = models.DateTimeField(_("set at"))
    set_by = models.CharField(_("set by"), max_length=200)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(switched_on=False) | ~Q(recipient=""), name="mail_rule_on_has_address"),
        )

    def __str__(self) -> str:
        return self.recipient


class Mail(models.Model):
    """A signed file on its way to the agency, or a reminder to a person in a role of a period: waiting, sent or failed.

    A file has one row with one Message-ID for good; a reminder has one under way at most.
    ``handed_over`` counts how often the whole message went to a server that has not answered: it may have arrived.
    """

    class State(StrEnum):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    public_id = PublicIdField()
    signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, related_name="+", verbose_name=_("signature")
    )
    period = models.ForeignKey("appraisal.Period", models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", verbose_name=_("reminded"))
    role = models.CharField(_("role"), max_length=20, blank=True)
    message_id = models.CharField(max_length=250, unique=True)
    recipient = models.EmailField(_("to"), max_length=254)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.CharField(_("asked by"), max_length=200)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    handed_over = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failed_at = models.DateTimeField(_("failed at"), null=True)
    trouble = models.CharField(_("trouble"), max_length=500, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sent_at=None) | Q(failed_at=None), name="mail_is_sent_or_failed"),
            models.CheckConstraint(
                condition=Q(signature__isnull=False, period=None, user=None, role="")
                | Q(signature=None, period__isnull=False, user__isnull=False, role__gt=""),
                name="mail_is_of_a_file_or_a_reminder",
            ),
            models.UniqueConstraint(
                "period", "user", "role", condition=Q(sent_at=None, failed_at=None), name="mail_one_reminder_under_way"
            ),
            models.CheckConstraint(condition=Q(handed_over__lte=2), name="mail_has_at_most_one_extra_copy"),
        )

    def __str__(self) -> str:
        return self.message_id

    @property
    def state(self) -> "Mail.State":
        if self.sent_at is not None:
            return self.State.SENT
        return self.State.WAITING if self.failed_at is None else self.State.FAILED
