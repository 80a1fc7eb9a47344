from django.db import migrations, models

import petruk.access.fields
import petruk.core.ids

REFUSE = """
CREATE FUNCTION documents_refuse_change_of_emblem() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'papers name this picture: it is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER documents_emblem_rows BEFORE UPDATE OR DELETE ON documents_emblem
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change_of_emblem();
"""
UNDO = """
DROP TRIGGER documents_emblem_rows ON documents_emblem;
DROP FUNCTION documents_refuse_change_of_emblem();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_reminders")]

    operations = [
        migrations.CreateModel(
            name="Emblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    petruk.access.fields.PublicIdField(
                        default=petruk.core.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("started_on", models.DateField(verbose_name="from")),
                ("png", models.BinaryField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                ("recorded_by", models.CharField(max_length=200, verbose_name="recorded by")),
            ],
            options={"ordering": ("-started_on", "-pk")},
        ),
        migrations.RunSQL(REFUSE, UNDO),
    ]
