from django.db import migrations

REFUSE = """
CREATE FUNCTION appraisal_refuse_result_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL
     AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a sealed result is superseded, never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER appraisal_result_rows BEFORE UPDATE OR DELETE ON appraisal_result
  FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_result_change();
"""
UNDO = """
DROP TRIGGER appraisal_result_rows ON appraisal_result;
DROP FUNCTION appraisal_refuse_result_change();
"""


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0003_the_decision")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
