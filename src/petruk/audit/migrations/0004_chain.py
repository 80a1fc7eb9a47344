"""Give every event its place in the tree: those there are, now; each new one when its transaction commits.

A deferred trigger is the last that a transaction does, whatever the code did after it recorded. So the one row on
which commits wait for each other is never held while anything else is waited for.
"""

import secrets

from django.db import migrations

from petruk.core.log.entries import SALT_BYTES, Entry, commitment, payload
from petruk.core.log.merkle import Frontier

AT_ONCE = 1000

CHAIN = r"""
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place bigint;
  closing bigint;
  edge bytea;
  said text;
  node bytea;
BEGIN
  SELECT size, frontier INTO place, edge FROM audit_head WHERE id = 1 FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_head (id, size, frontier) VALUES (1, 0, '') ON CONFLICT DO NOTHING;
    SELECT size, frontier INTO place, edge FROM audit_head WHERE id = 1 FOR UPDATE;
  END IF;
  said := '{"action":' || to_json(NEW.action::text)
    || ',"actor":' || to_json(NEW.actor_ref::text)
    || ',"at":"' || to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","commit":' || to_json(NEW.commitment::text)
    || ',"kind":' || to_json(NEW.object_kind::text)
    || ',"object":' || to_json(NEW.object_ref::text)
    || ',"seq":' || place || ',"v":1}';
  node := sha256('\x00'::bytea || convert_to(said, 'UTF8'));
  INSERT INTO audit_leaf (seq, event_id, body, leaf) VALUES (place, NEW.id, said, node);
  closing := place;
  WHILE closing & 1 = 1 LOOP
    node := sha256('\x01'::bytea || substr(edge, length(edge) - 31) || node);
    edge := substr(edge, 1, length(edge) - 32);
    closing := closing >> 1;
  END LOOP;
  UPDATE audit_head SET size = place + 1, frontier = edge || node WHERE id = 1;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_event_chain AFTER INSERT ON audit_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();
"""
UNCHAIN = """
DROP TRIGGER audit_event_chain ON audit_event;
DROP FUNCTION audit_chain();
"""

GUARD = """
CREATE FUNCTION audit_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  erasable CONSTANT text[] := ARRAY['actor_name', 'before', 'after', 'salt', 'erased_by_id'];
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.erased_by_id IS NULL AND OLD.action <> 'payload.erased'
    AND NEW.actor_name = '' AND NEW.before = '{}' AND NEW.after = '{}' AND NEW.salt IS NULL
    AND to_jsonb(NEW) - erasable = to_jsonb(OLD) - erasable
    AND EXISTS (
      SELECT FROM audit_event why, audit_leaf place
      WHERE why.id = NEW.erased_by_id AND why.action = 'payload.erased'
        AND place.event_id = OLD.id AND why.after -> 'entries' @> to_jsonb(place.seq))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit log is only appended to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_event_rows BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_only_erased();

CREATE FUNCTION audit_only_by_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'the audit log is only appended to' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_leaf_added BEFORE INSERT ON audit_leaf
  FOR EACH ROW EXECUTE FUNCTION audit_only_by_trigger();
CREATE TRIGGER audit_head_moved BEFORE INSERT OR UPDATE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_only_by_trigger();

CREATE TRIGGER audit_leaf_rows BEFORE UPDATE OR DELETE ON audit_leaf
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_leaf_table BEFORE TRUNCATE ON audit_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_rows BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_table BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_head_rows BEFORE DELETE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_head_table BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
UNGUARD = """
DROP TRIGGER audit_head_table ON audit_head;
DROP TRIGGER audit_head_rows ON audit_head;
DROP TRIGGER audit_checkpoint_table ON audit_checkpoint;
DROP TRIGGER audit_checkpoint_rows ON audit_checkpoint;
DROP TRIGGER audit_leaf_table ON audit_leaf;
DROP TRIGGER audit_leaf_rows ON audit_leaf;
DROP TRIGGER audit_head_moved ON audit_head;
DROP TRIGGER audit_leaf_added ON audit_leaf;
DROP FUNCTION audit_only_by_trigger();
DROP TRIGGER audit_event_rows ON audit_event;
DROP FUNCTION audit_only_erased();
"""

OPEN = "DROP TRIGGER audit_event_rows ON audit_event;"
CLOSE = """
CREATE TRIGGER audit_event_rows BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""


def chain(apps, schema_editor):
    """Append the events there are, in the order of their keys."""
    event, leaf, head = (apps.get_model("audit", name) for name in ("Event", "Leaf", "Head"))
    grown, events, leaves = Frontier(), [], []

    def write():
        event.objects.bulk_update(events, ["salt", "commitment"])
        leaf.objects.bulk_create(leaves)
        events.clear()
        leaves.clear()

    for each in event.objects.order_by("pk").iterator(AT_ONCE):
        each.salt = secrets.token_bytes(SALT_BYTES)
        each.commitment = commitment(each.salt, payload(each.actor_name, each.before, each.after))
        about = (each.actor_ref, each.action, each.object_kind, each.object_ref)
        entry = Entry(grown.size, each.at, *about, each.commitment)
        leaves.append(leaf(seq=entry.seq, event=each, body=entry.body().decode(), leaf=entry.leaf()))
        events.append(each)
        grown.append(entry.leaf())
        if len(events) == AT_ONCE:
            write()
    write()
    head.objects.create(id=1, size=grown.size, frontier=b"".join(grown.hashes))


def unchain(apps, schema_editor):
    apps.get_model("audit", "Leaf").objects.all().delete()
    apps.get_model("audit", "Head").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_tree")]
    operations = [
        migrations.RunSQL(OPEN, CLOSE),
        migrations.RunPython(chain, unchain),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;", migrations.RunSQL.noop),
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
