"""Let the owner of the tables grow the tree: then whoever records needs no right to write leaves or move the head.

Indexes for the page of the log: by who acted, by what was done, by days.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models

OWNER = "ALTER FUNCTION audit_chain() SECURITY DEFINER SET search_path = public, pg_temp;"
INVOKER = "ALTER FUNCTION audit_chain() SECURITY INVOKER RESET search_path;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chain")]
    operations = [
        migrations.RunSQL(OWNER, INVOKER),
        migrations.AddIndex("event", models.Index(fields=["actor_ref", "id"], name="event_of_actor")),
        migrations.AddIndex("event", models.Index(fields=["action", "id"], name="event_of_action")),
        migrations.AddIndex("event", BrinIndex(fields=["at"], name="event_of_day")),
    ]
