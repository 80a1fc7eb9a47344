"""A paper may be about more than an assessment; what was issued before gets the columns that this needs."""

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("result", "Result sheet of the appraisal"), ("recap", "Recapitulation of results"),
    ("minutes", "Minutes of the panel"), ("charter", "Charter"), ("letter", "Transmittal letter"),
    ("form", "Blank form"),
]

FILL = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE documents_document DISABLE TRIGGER documents_document_rows;
UPDATE documents_document AS paper SET
  unit_id = assessment.unit_id,
  period_id = assessment.period_id,
  employee_id = assessment.employee_id,
  dated_on = (paper.frozen ->> 'date')::date,
  serial = split_part(paper.number, '/', 1)::int,
  year = split_part(paper.number, '/', 3)::int
FROM appraisal_assessment AS assessment WHERE assessment.id = paper.assessment_id;
UPDATE documents_document AS paper SET replaced_by_id = (
  SELECT newer.id FROM documents_document AS newer
  WHERE newer.assessment_id = paper.assessment_id AND newer.issued_at > paper.issued_at
  ORDER BY newer.issued_at LIMIT 1
) WHERE paper.revoked_at IS NOT NULL;
ALTER TABLE documents_document ENABLE TRIGGER documents_document_rows;
"""


def key(to: str) -> models.ForeignKey:
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0013_exemptions_name_what_they_lift"),
        ("documents", "0002_issued_papers_stay"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField("document", "unit", key("people.unit")),
        migrations.AddField("document", "period", key("appraisal.period")),
        migrations.AddField("document", "employee", key("people.employee")),
        migrations.AddField("document", "award", key("appraisal.award")),
        migrations.AddField("document", "replaced_by", key("documents.document")),
        migrations.AddField("document", "dated_on", models.DateField(null=True)),
        migrations.AddField("document", "year", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("document", "serial", models.PositiveIntegerField(null=True)),
        migrations.AlterField("document", "assessment", key("appraisal.assessment")),
        migrations.AlterField("document", "kind", models.CharField("kind", max_length=20, choices=KINDS)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
