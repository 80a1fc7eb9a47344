from django.db import migrations

REFUSE = """
CREATE FUNCTION appraisal_refuse_instrument_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published instrument never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER appraisal_instrument_rows BEFORE UPDATE OR DELETE ON appraisal_instrument
  FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_instrument_change();
"""
UNDO = """
DROP TRIGGER appraisal_instrument_rows ON appraisal_instrument;
DROP FUNCTION appraisal_refuse_instrument_change();
"""


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
