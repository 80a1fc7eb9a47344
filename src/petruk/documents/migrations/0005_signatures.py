import django.db.models.deletion
import petruk.access.fields
import petruk.core.ids
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION documents_refuse_change_of_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a signature ends, it is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER documents_signature_rows BEFORE UPDATE OR DELETE ON documents_signature
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change_of_signature();
"""
UNDO = """
DROP TRIGGER documents_signature_rows ON documents_signature;
DROP FUNCTION documents_refuse_change_of_signature();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_papers_keep_their_kind'),
    ]

    operations = [
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', petruk.access.fields.PublicIdField(default=petruk.core.ids.new_public_id, editable=False, max_length=22, unique=True)),
                ('way', models.CharField(choices=[('ink', 'Wet ink'), ('certificate', 'Electronic, with a certificate of this installation'), ('bsre', 'Electronic, certified by BSrE')], max_length=12, verbose_name='way of signing')),
                ('signer', models.CharField(max_length=200, verbose_name='signatory')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issuer of the certificate')),
                ('serial', models.CharField(blank=True, max_length=64, verbose_name='serial number of the certificate')),
                ('signed_at', models.DateTimeField(null=True, verbose_name='signed at')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('recorded_by', models.CharField(max_length=200, verbose_name='recorded by')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('media_type', models.CharField(max_length=20, verbose_name='kind of file')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('stored_as', models.CharField(max_length=22, unique=True)),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='paper')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(models.F('document'), condition=models.Q(('ended_at', None)), name='signature_one_in_force_per_paper'), models.CheckConstraint(condition=models.Q(models.Q(('serial', ''), ('signed_at', None), ('way', 'ink')), models.Q(('media_type', 'application/pdf'), ('signed_at__isnull', False), ('way__in', ('certificate', 'bsre'))), _connector='OR'), name='signature_has_what_its_way_gives')],
            },
        ),
        migrations.RunSQL(REFUSE, UNDO),
    ]
