from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from petruk.access.fields import PercentField
from petruk.access.scope import ScopedQuerySet
from petruk.core.predicate import Predicate, Rating

IN_FORCE = Q(superseded_at=None)


class FactQuerySet(ScopedQuerySet["Fact"]):
    unit_path = "employee__placement__unit__path"
    owner_path = "employee_id"


class Fact(models.Model):
    """A dated fact of a person, with the file and row it came from. A correction is a new row; the old one stays."""

    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="+", verbose_name=_("employee"))
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey("audit.Source", models.PROTECT, related_name="+", verbose_name=_("source"))
    source_row = models.PositiveIntegerField(_("row"))
    recorded_at = models.DateTimeField(_("recorded at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("replaces"))

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True


class Attendance(Fact):
    """Attendance of one month. ``realisation`` is 100 less the deductions, 0-100 percent; days are counts."""

    class Basis(models.TextChoices):
        COUNTED = "counted", _("2/2/5 for late, early leave, unexcused")
        GIVEN = "given", _("deduction as given")

    month = models.PositiveSmallIntegerField(_("month"))
    working_days = models.PositiveSmallIntegerField(_("working days"))
    present = models.PositiveSmallIntegerField(_("present"))
    permitted = models.PositiveSmallIntegerField(_("permitted absence"), null=True)
    sick = models.PositiveSmallIntegerField(_("sick"), null=True)
    late = models.PositiveSmallIntegerField(_("late"), null=True)
    left_early = models.PositiveSmallIntegerField(_("left early"), null=True)
    unexcused = models.PositiveSmallIntegerField(_("unexcused"), null=True)
    leave = models.PositiveSmallIntegerField(_("leave"), null=True)
    duty = models.PositiveSmallIntegerField(_("official duty"), null=True)
    study = models.PositiveSmallIntegerField(_("study assignment"), null=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    deduction = models.DecimalField(_("deduction"), max_digits=6, decimal_places=2)
    realisation = PercentField(_("realisation"))

    class Meta:
        constraints = (
            models.UniqueConstraint("employee", "year", "month", condition=IN_FORCE, name="attendance_one_in_force"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="attendance_month_1_to_12"),
            models.CheckConstraint(condition=Q(realisation__range=(0, 100)), name="attendance_realisation_0_to_100"),
            models.CheckConstraint(condition=Q(deduction__gte=0), name="attendance_deduction_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}: {self.realisation}"


class Performance(Fact):
    """e-Kinerja of a month, or of the year when ``month`` is empty: a score 0-100, the official ratings, or both."""

    month = models.PositiveSmallIntegerField(_("month"), null=True)
    score = PercentField(_("score"), null=True)
    result_rating = models.CharField(_("work result"), max_length=10, blank=True)
    behaviour_rating = models.CharField(_("work behaviour"), max_length=10, blank=True)
    predicate = models.CharField(_("predicate"), max_length=20, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "employee", "year", "month", condition=IN_FORCE, nulls_distinct=False, name="performance_one_in_force"
            ),
            models.CheckConstraint(condition=Q(month=None) | Q(month__range=(1, 12)), name="performance_month_1_to_12"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 100)), name="performance_score_0_to_100"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=False) | ~Q(predicate=""), name="performance_says_something"
            ),
            models.CheckConstraint(condition=Q(predicate__in=["", *Predicate]), name="performance_predicate_is_known"),
            models.CheckConstraint(
                condition=Q(result_rating__in=["", *Rating], behaviour_rating__in=["", *Rating]),
                name="performance_ratings_are_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.month or 'year'}: {self.score or self.predicate}"


class Behaviour(Fact):
    """Yearly value of e-Perilaku 360°, 0-100: the mean of five aspects, six for those who lead."""

    service = PercentField(_("service orientation"), null=True)
    integrity = PercentField(_("integrity"), null=True)
    commitment = PercentField(_("commitment"), null=True)
    discipline = PercentField(_("discipline"), null=True)
    cooperation = PercentField(_("cooperation"), null=True)
    leadership = PercentField(_("leadership"), null=True)
    value = PercentField(_("behaviour value"))

    class Meta:
        constraints = (
            models.UniqueConstraint("employee", "year", condition=IN_FORCE, name="behaviour_one_in_force"),
            models.CheckConstraint(condition=Q(value__range=(0, 100)), name="behaviour_value_0_to_100"),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class Sanction(Fact):
    """A disciplinary penalty (hukdis), running from ``effective_on`` to ``ends_on``. ``year`` is the decree's."""

    class Level(models.TextChoices):
        LIGHT = "RINGAN", _("light")
        MEDIUM = "SEDANG", _("medium")
        HEAVY = "BERAT", _("heavy")

    decree_number = models.CharField(_("decree number"), max_length=100)
    decree_on = models.DateField(_("decree date"))
    level = models.CharField(_("level"), max_length=10, choices=Level)
    penalty = models.CharField(_("penalty"), max_length=200)
    effective_on = models.DateField(_("effective on"))
    ends_on = models.DateField(_("ends on"), null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "employee", "decree_number", condition=IN_FORCE, name="sanction_one_in_force_a_decree"
            ),
            models.CheckConstraint(
                condition=Q(level__in=("RINGAN", "SEDANG", "BERAT")), name="sanction_level_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.level} {self.decree_number}"
