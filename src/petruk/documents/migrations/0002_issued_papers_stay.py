from django.db import migrations

REFUSE = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'documents_document' AND to_jsonb(OLD) ->> 'revoked_at' IS NULL
     AND to_jsonb(NEW) - 'revoked_at' - 'revoked_because' = to_jsonb(OLD) - 'revoked_at' - 'revoked_because' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an issued paper is revoked and reissued, never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER documents_document_rows BEFORE UPDATE OR DELETE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER documents_rendering_rows BEFORE UPDATE OR DELETE ON documents_rendering
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
"""
UNDO = """
DROP TRIGGER documents_rendering_rows ON documents_rendering;
DROP TRIGGER documents_document_rows ON documents_document;
DROP FUNCTION documents_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
