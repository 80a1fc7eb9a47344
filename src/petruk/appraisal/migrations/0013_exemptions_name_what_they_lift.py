from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0012_sealing_and_awards")]

    operations = [
        migrations.AddField(
            "override", "lifts", models.JSONField(default=list, verbose_name="reasons that it lifts")
        ),
        migrations.AddConstraint(
            "override",
            models.UniqueConstraint(
                "period", "employee", condition=models.Q(("granted", None)), name="override_one_waiting_a_person"
            ),
        ),
    ]
