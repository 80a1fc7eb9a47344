from datetime import datetime, time, timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone

FILE_DAYS = 14
SATURDAY = 5
KINDS = ("application/pdf", "image/jpeg", "image/png")
TAKE = """
CREATE FUNCTION appraisal_take_objection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM appraisal_result result
    JOIN appraisal_assessment assessment ON assessment.id = result.assessment_id
    JOIN appraisal_period period ON period.id = assessment.period_id
    WHERE result.id = NEW.result_id AND result.superseded_at IS NULL
      AND NEW.filed_at >= period.announced_at AND NEW.filed_at < period.objections_close_at
  ) THEN
    RAISE EXCEPTION 'an objection is filed within the window, to the result in force'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_objection_taken BEFORE INSERT ON appraisal_objection
  FOR EACH ROW EXECUTE FUNCTION appraisal_take_objection();

CREATE FUNCTION appraisal_refuse_objection_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.accepted IS NOT NULL OR OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'an objection that is answered or withdrawn stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appraisal_objection_rows BEFORE UPDATE OR DELETE ON appraisal_objection
  FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_objection_change();
"""
LEAVE = """
DROP TRIGGER appraisal_objection_rows ON appraisal_objection;
DROP TRIGGER appraisal_objection_taken ON appraisal_objection;
DROP FUNCTION appraisal_refuse_objection_change();
DROP FUNCTION appraisal_take_objection();
"""


def open_windows(apps, schema_editor):
    """Give periods that were announced before there were windows the one that they would have had."""
    holidays = set(apps.get_model("appraisal", "Holiday").objects.values_list("day", flat=True))
    for period in apps.get_model("appraisal", "Period").objects.filter(announced_at__isnull=False):
        day = timezone.localdate(period.announced_at)
        left = FILE_DAYS
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < SATURDAY and day not in holidays
        midnight = datetime.combine(day + timedelta(days=1), time())
        period.objections_close_at = timezone.make_aware(midnight)
        period.save(update_fields=["objections_close_at"])


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0014_points_of_a_sheet")]

    operations = [
        migrations.AddField(
            "holiday",
            "kind",
            models.CharField(
                choices=[("national", "National holiday"), ("collective", "Collective leave")],
                default="national",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddField("holiday", "decree", models.CharField(blank=True, max_length=200, verbose_name="decree")),
        migrations.AddConstraint(
            "holiday",
            models.CheckConstraint(condition=Q(kind__in=("national", "collective")), name="holiday_kind_is_known"),
        ),
        migrations.AddField(
            "period", "objections_close_at", models.DateTimeField(null=True, verbose_name="objections close at")
        ),
        migrations.RunPython(open_windows, migrations.RunPython.noop),
        migrations.AddConstraint(
            "period",
            models.CheckConstraint(
                condition=Q(announced_at=None, objections_close_at=None)
                | Q(
                    announced_at__isnull=False,
                    objections_close_at__isnull=False,
                    objections_close_at__gt=F("announced_at"),
                ),
                name="period_announced_takes_objections",
            ),
        ),
        *(
            migrations.AddField("objection", name, field, preserve_default=False)
            for name, field in (
                ("file_name", models.CharField(default="", max_length=200, verbose_name="file")),
                ("media_type", models.CharField(default="", max_length=20, verbose_name="kind of file")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="size in bytes")),
                ("sha256", models.CharField(db_index=True, default="", max_length=64)),
                ("stored_as", models.CharField(default="", max_length=22, unique=True)),
                ("filed_by", models.CharField(default="", max_length=200, verbose_name="filed by")),
                ("filed_by_ref", models.CharField(default="", max_length=22)),
            )
        ),
        migrations.AddField("objection", "withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
        migrations.AddField("objection", "amended", models.JSONField(default=dict, verbose_name="points that it set")),
        migrations.AddField(
            "objection",
            "newer",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="appraisal.result",
                verbose_name="new version",
            ),
        ),
        migrations.AddField("objection", "answered_by_ref", models.CharField(blank=True, max_length=22)),
        migrations.RemoveConstraint("objection", "objection_one_an_indicator"),
        migrations.RemoveConstraint("objection", "objection_is_answered_or_not"),
        *(
            migrations.AddConstraint("objection", constraint)
            for constraint in (
                models.CheckConstraint(condition=Q(media_type__in=KINDS), name="objection_kind_is_allowed"),
                models.CheckConstraint(condition=Q(size__range=(1, 5_242_880)), name="objection_at_most_5_mib"),
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
        ),
        migrations.RunSQL(TAKE, LEAVE),
    ]
