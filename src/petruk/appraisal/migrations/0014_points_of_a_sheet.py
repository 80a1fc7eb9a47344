from django.db import migrations, models
from django.db.models import F, Func

POINTS = Func(
    F("sheet"), function="jsonb_path_query_array", template="%(function)s(%(expressions)s, '$.lines[*].points')"
)


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0013_exemptions_name_what_they_lift")]

    operations = [
        migrations.AddField(
            "assessment",
            "points",
            models.GeneratedField(expression=POINTS, output_field=models.JSONField(null=True), db_persist=True),
        ),
        migrations.AddIndex("assessment", models.Index(fields=("period", "total"), name="assessment_by_total")),
    ]
