import secrets

from django.db import migrations, models
from django.db.models import Q

SEED_BYTES = 32


def commit_seeds(apps, schema_editor):
    """Give a seed to periods that were published before seeds were made: as early as can still be."""
    for period in apps.get_model("appraisal", "Period").objects.filter(published_at__isnull=False, draw_seed=""):
        period.draw_seed = secrets.token_hex(SEED_BYTES)
        period.save(update_fields=["draw_seed"])


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0011_a_locked_panel_stays")]

    operations = [
        migrations.AddField(
            "result", "summary", models.JSONField(default=dict, verbose_name="summary"), preserve_default=False
        ),
        migrations.AddField("award", "revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
        migrations.AddField(
            "award", "revoked_by", models.CharField(blank=True, max_length=200, verbose_name="revoked by")
        ),
        migrations.AddField(
            "award",
            "revoked_because",
            models.TextField(blank=True, max_length=500, verbose_name="reason of revocation"),
        ),
        migrations.AddConstraint(
            "award",
            models.CheckConstraint(
                condition=(Q(state="revoked") & Q(revoked_at__isnull=False) & ~Q(revoked_because=""))
                | (~Q(state="revoked") & Q(revoked_at=None)),
                name="award_is_revoked_with_a_reason",
            ),
        ),
        migrations.RunPython(commit_seeds, migrations.RunPython.noop),
    ]
