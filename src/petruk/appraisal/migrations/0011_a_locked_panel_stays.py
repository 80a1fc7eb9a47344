from django.db import migrations

REFUSE = """
CREATE FUNCTION appraisal_panel_is_locked(member bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT period.panel_locked_at IS NOT NULL
  FROM appraisal_panelmember JOIN appraisal_period period ON period.id = period_id
  WHERE appraisal_panelmember.id = member
$$;

CREATE FUNCTION appraisal_refuse_panel_member_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM appraisal_period
    WHERE id IN (OLD.period_id, NEW.period_id) AND panel_locked_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'the panel of this period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER appraisal_panelmember_rows BEFORE INSERT OR UPDATE OR DELETE ON appraisal_panelmember
  FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_panel_member_change();

CREATE FUNCTION appraisal_refuse_panel_sheet_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF appraisal_panel_is_locked(COALESCE(NEW.member_id, OLD.member_id)) THEN
    RAISE EXCEPTION 'the panel of this period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.submitted_at IS NOT NULL THEN
    RAISE EXCEPTION 'a sheet that was handed in stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER appraisal_panelsheet_rows BEFORE INSERT OR UPDATE OR DELETE ON appraisal_panelsheet
  FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_panel_sheet_change();

CREATE FUNCTION appraisal_refuse_panel_score_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept record;
BEGIN
  SELECT member_id, submitted_at, recused_because INTO kept FROM appraisal_panelsheet
    WHERE id = COALESCE(NEW.sheet_id, OLD.sheet_id);
  IF appraisal_panel_is_locked(kept.member_id) OR kept.submitted_at IS NOT NULL THEN
    RAISE EXCEPTION 'a sheet that was handed in stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP <> 'DELETE' AND kept.recused_because <> '' THEN
    RAISE EXCEPTION 'who is recused gives no points' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER appraisal_panelscore_rows BEFORE INSERT OR UPDATE OR DELETE ON appraisal_panelscore
  FOR EACH ROW EXECUTE FUNCTION appraisal_refuse_panel_score_change();

CREATE FUNCTION appraisal_refuse_unlocking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a locked panel stays locked' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER appraisal_period_panel_lock BEFORE UPDATE ON appraisal_period
  FOR EACH ROW WHEN (OLD.panel_locked_at IS NOT NULL AND OLD.panel_locked_at IS DISTINCT FROM NEW.panel_locked_at)
  EXECUTE FUNCTION appraisal_refuse_unlocking();
"""
UNDO = """
DROP TRIGGER appraisal_period_panel_lock ON appraisal_period;
DROP FUNCTION appraisal_refuse_unlocking();
DROP TRIGGER appraisal_panelscore_rows ON appraisal_panelscore;
DROP FUNCTION appraisal_refuse_panel_score_change();
DROP TRIGGER appraisal_panelsheet_rows ON appraisal_panelsheet;
DROP FUNCTION appraisal_refuse_panel_sheet_change();
DROP TRIGGER appraisal_panelmember_rows ON appraisal_panelmember;
DROP FUNCTION appraisal_refuse_panel_member_change();
DROP FUNCTION appraisal_panel_is_locked(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0010_the_panel_closes")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
