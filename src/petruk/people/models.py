from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PublicIdField
from petruk.access.roles import Role
from petruk.access.scope import ScopedQuerySet
from petruk.core.names import titled_name
from petruk.core.nip import EmployeeKind
from petruk.core.ranks import Seniority

OPEN_END = Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on"))


class UnitQuerySet(ScopedQuerySet["Unit"]):
    unit_path = "path"


class Unit(models.Model):
    """A work unit (unor) of the tree. ``path`` is four digits a level, so a subtree is a range of prefixes."""

    public_id = PublicIdField()
    code = models.CharField(_("unit code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("parent unit"))
    path = models.CharField(max_length=60, unique=True, editable=False)
    active = models.BooleanField(_("active"), default=True)
    source = models.ForeignKey("audit.Source", models.PROTECT, null=True, related_name="+")

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=Q(path__regex=r"^\d{4}(\.\d{4})*$"), name="unit_path_is_four_digits_a_level"
            ),
        )

    def __str__(self) -> str:
        return self.name


class EmployeeQuerySet(ScopedQuerySet["Employee"]):
    unit_path = "placement__unit__path"
    owner_path = "pk"


class Employee(models.Model):
    """A civil servant (PNS, CPNS, PPPK) as the register knows him. Written by imports only."""

    public_id = PublicIdField()
    nip = models.CharField("NIP", max_length=18, unique=True)
    kind = models.CharField(_("status"), max_length=20, choices=[(kind.value, kind.value) for kind in EmployeeKind])
    name = models.CharField(_("name"), max_length=200)
    title_before = models.CharField(_("title before the name"), max_length=60, blank=True)
    title_after = models.CharField(_("title after the name"), max_length=100, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=100, blank=True)
    birth_on = models.DateField(_("date of birth"))
    sex = models.CharField(_("sex"), max_length=1, choices=[("L", _("male")), ("P", _("female"))])
    legal_status = models.CharField(_("legal status"), max_length=2, default="01")
    appointed_on = models.DateField(_("appointed on"), null=True)
    contract_ends_on = models.DateField(_("contract ends on"), null=True)
    education = models.CharField(_("education"), max_length=20, blank=True)
    graduated_year = models.PositiveSmallIntegerField(_("year of graduation"), null=True)
    placement = models.OneToOneField(
        "Placement", models.PROTECT, null=True, related_name="+", verbose_name=_("placement")
    )
    source = models.ForeignKey("audit.Source", models.PROTECT, null=True, related_name="+")
    source_row = models.PositiveIntegerField(null=True)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(nip__regex=r"^[0-9]{18}$"), name="employee_nip_is_18_digits"),
            models.CheckConstraint(condition=Q(sex__in=("L", "P")), name="employee_sex_is_known"),
        )
        indexes = (models.Index(fields=("name", "id"), name="employee_by_name"),)

    def __str__(self) -> str:
        return self.titled_name

    @property
    def titled_name(self) -> str:
        return titled_name(self.title_before, self.name, self.title_after)

    @property
    def seniority(self) -> Seniority:
        """What decides the place in the DUK; needs ``placement`` loaded."""
        place = self.placement
        return Seniority(
            golongan=place.rank if place else None,
            golongan_on=place.rank_since if place else None,
            echelon=place.echelon if place else None,
            cpns_on=self.appointed_on,
            education=self.education,
            graduated=self.graduated_year,
            birth_on=self.birth_on,
            nip=self.nip,
        )


class PlacementQuerySet(ScopedQuerySet["Placement"]):
    unit_path = "unit__path"
    owner_path = "employee_id"


class Placement(models.Model):
    """Where somebody works, in which post and rank, from and to. A result keeps the placement it was made under."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("work unit"))
    position = models.CharField(_("post"), max_length=250)
    position_kind = models.CharField(_("kind of post"), max_length=20)
    echelon = models.CharField(_("echelon"), max_length=5, blank=True)
    position_since = models.DateField(_("in this post since"), null=True)
    rank = models.CharField(_("rank"), max_length=6, blank=True)
    rank_since = models.DateField(_("in this rank since"), null=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint("employee", condition=Q(ended_on=None), name="placement_one_in_force"),
            models.CheckConstraint(condition=OPEN_END, name="placement_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return f"{self.position}, {self.unit_id}"


class SignatoryQuerySet(ScopedQuerySet["Signatory"]):
    unit_path = "unit__path"


class Signatory(models.Model):
    """Who signs for a unit (spesimen), in which capacity, from and to. Resolved at the date of a document."""

    class Capacity(models.TextChoices):
        DEFINITIVE = "DEFINITIF", _("definitive")
        INTERIM = "PJ", _("Pj.")
        ACTING = "PLT", _("Plt.")
        DAILY = "PLH", _("Plh.")
        ON_BEHALF = "AN", _("a.n.")

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("work unit"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("official"))
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity)
    office = models.CharField(_("office"), max_length=250)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True)
    source = models.ForeignKey("audit.Source", models.PROTECT, null=True, related_name="+")
    source_row = models.PositiveIntegerField(null=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint("unit", "started_on", name="signatory_one_start_a_day_and_unit"),
            models.CheckConstraint(condition=OPEN_END, name="signatory_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(capacity__in=("DEFINITIF", "PJ", "PLT", "PLH", "AN")), name="signatory_capacity_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.capacity} {self.office}"


class Agency(models.Model):
    """How the personnel agency is called from a day on; what is printed takes the name of its own date."""

    started_on = models.DateField(_("from"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=40)
    government = models.CharField(_("regional government"), max_length=200)
    seat = models.CharField(_("seat"), max_length=60)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contact = models.CharField(_("telephone, e-mail, site"), max_length=200, blank=True)

    class Meta:
        ordering = ("-started_on",)

    def __str__(self) -> str:
        return self.short_name


class Official(models.Model):
    """Who signs for the government or its personnel agency, in which capacity, from and to.

    The head of a region is no civil servant and the head of an agency may come from outside the register, so name,
    rank and NIP are written here; a paper takes them as they are on its own date.
    """

    class Role(models.TextChoices):
        REGIONAL_HEAD = "regional_head", _("Head of the region")
        AGENCY_HEAD = "agency_head", _("Head of the personnel agency")
        EVALUATOR = "evaluator", _("Official in charge of the appraisal")

    public_id = PublicIdField()
    role = models.CharField(_("signs as"), max_length=20, choices=Role)
    capacity = models.CharField(_("capacity"), max_length=10, choices=Signatory.Capacity)
    office = models.CharField(_("office"), max_length=250)
    own_office = models.CharField(_("own office"), max_length=250, blank=True)
    name = models.CharField(_("name with titles"), max_length=200)
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True)

    class Meta:
        ordering = ("role", "-started_on")
        constraints = (
            models.UniqueConstraint("role", "started_on", name="official_one_start_a_day_and_role"),
            models.CheckConstraint(condition=OPEN_END, name="official_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(nip__regex=r"^([0-9]{18})?$"), name="official_nip_is_18_digits_or_none"),
        )

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """Somebody who may sign in; what he may do is in his mandates. Signs in by user name or NIP."""

    public_id = PublicIdField()
    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    employee = models.OneToOneField(Employee, models.PROTECT, null=True, related_name="+", verbose_name=_("employee"))
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=True)
    sessions_ended_at = models.DateTimeField(_("sessions ended at"), null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    granted: tuple[date, list[tuple[str, str, str]]] | None = None
    """A day and the role, path and name of unit of each mandate in force on it; see ``accounts.queries``."""

    second_factor: bool | None = None
    """Whether the account has one, where it was loaded with that; see ``accounts.queries``."""

    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(username__regex=r"^[a-z0-9._-]+$"), name="user_name_is_plain"),
        )

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """A browser that we know again. Written by ``actions.session_store`` with each request that changes it."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("user"))

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Return what reads the data of a row."""
        return SessionStore


class CodeApp(models.Model):
    """The app on a phone whose codes are the second factor of an account. Its secret is locked for that account."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+", verbose_name=_("user"))
    locked_secret = models.CharField(max_length=200)
    last_step = models.BigIntegerField(_("half minute of the code used last"), default=0)
    created_at = models.DateTimeField(_("created at"))

    def __str__(self) -> str:
        return f"app of {self.user_id}"


class Passkey(models.Model):
    """A key inside a device of somebody: its name to him, and the public half by which its signatures are known."""

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)
    credential = models.BinaryField()
    counter = models.BigIntegerField(_("signatures so far, where the device counts"), default=0)
    created_at = models.DateTimeField(_("created at"))
    used_at = models.DateTimeField(_("used at"), null=True)

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the codes on paper that stand in once each for a lost phone; kept like a password."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("user"))
    encoded = models.CharField(max_length=200)
    used_at = models.DateTimeField(_("used at"), null=True)

    def __str__(self) -> str:
        return f"code of {self.user_id}"


class MandateQuerySet(ScopedQuerySet["Mandate"]):
    unit_path = "unit__path"


class Mandate(models.Model):
    """A role of a user in the subtree of a unit, from and to. Taken back, it holds no more from that very day on."""

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="mandates", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("work unit"))
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True)
    revoked_on = models.DateField(_("taken back on"), null=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "user",
                "role",
                "unit",
                condition=Q(ended_on=None, revoked_on=None),
                name="mandate_one_in_force_a_role_and_unit",
            ),
            models.CheckConstraint(condition=OPEN_END, name="mandate_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="mandate_role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.unit_id}"
