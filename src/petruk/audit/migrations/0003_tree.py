import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddField("event", "salt", models.BinaryField(max_length=32, null=True)),
        migrations.AddField("event", "commitment", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.AddField(
            "event",
            "erased_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="audit.event",
                verbose_name="erased by",
            ),
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "event",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaf",
                        to="audit.event",
                    ),
                ),
                ("body", models.TextField()),
                ("leaf", models.BinaryField(max_length=32)),
            ],
            options={"ordering": ("seq",)},
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("frontier", models.BinaryField()),
            ],
            options={"constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="head_is_one")]},
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="time"
                    ),
                ),
            ],
            options={"ordering": ("size",)},
        ),
    ]
