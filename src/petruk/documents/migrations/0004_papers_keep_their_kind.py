import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

REFUSE = """
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'documents_document' THEN
    IF to_jsonb(NEW) - 'revoked_at' - 'revoked_because' - 'replaced_by_id'
         = to_jsonb(OLD) - 'revoked_at' - 'revoked_because' - 'replaced_by_id'
       AND (OLD.revoked_at IS NULL
            OR (NEW.revoked_at = OLD.revoked_at AND NEW.revoked_because = OLD.revoked_because))
       AND (OLD.replaced_by_id IS NULL OR NEW.replaced_by_id = OLD.replaced_by_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'an issued paper is revoked and reissued, never changed' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_papers_of_every_kind")]

    operations = [
        migrations.RunSQL(REFUSE, migrations.RunSQL.noop),
        migrations.AlterField(
            "document",
            "unit",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.unit",
                verbose_name="work unit",
            ),
        ),
        migrations.AlterField(
            "document",
            "period",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="appraisal.period",
                verbose_name="period",
            ),
        ),
        migrations.AlterField(
            "document",
            "employee",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.employee",
                verbose_name="employee",
            ),
        ),
        migrations.AlterField("document", "dated_on", models.DateField("date")),
        migrations.AlterField("document", "year", models.PositiveSmallIntegerField("year")),
        migrations.AlterField("document", "serial", models.PositiveIntegerField("serial number")),
        migrations.AddConstraint(
            "document",
            models.UniqueConstraint(
                "award", "kind", condition=Q(revoked_at=None), name="document_one_valid_per_award_and_kind"
            ),
        ),
        migrations.AddConstraint(
            "document",
            models.UniqueConstraint(
                "period",
                "unit",
                "kind",
                condition=Q(revoked_at=None, assessment=None, award=None),
                name="document_one_valid_per_period_unit_and_kind",
            ),
        ),
        migrations.AddConstraint(
            "document",
            models.UniqueConstraint("kind", "year", "serial", name="document_serial_once_a_kind_and_year"),
        ),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                condition=Q(kind="result", assessment__isnull=False, award=None)
                | Q(kind="charter", assessment=None, award__isnull=False)
                | Q(kind__in=("recap", "minutes", "letter", "form"), assessment=None, award=None),
                name="document_is_about_what_its_kind_says",
            ),
        ),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(revoked_at__isnull=False), name="document_replaced_counts_no_more"
            ),
        ),
    ]
