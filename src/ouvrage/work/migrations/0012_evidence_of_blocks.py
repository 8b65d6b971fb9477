"""A block names what it rests on: answers, or a day."""

from django.db import migrations, models

from ouvrage.journal.triggers import append_only

AS_DECIDED = (
    "worker_id",
    "organisation_id",
    "kind",
    "reason",
    "explanation",
    "decided_by",
    "at",
    "begins_at",
    "ends_at",
    "appeal_until",
)
_frozen = append_only("work_block", AS_DECIDED)


class Migration(migrations.Migration):
    dependencies = [("work", "0011_metered_seconds")]

    operations = [
        migrations.RunPython(_frozen.reverse_code, _frozen.code),
        migrations.AddField(
            model_name="block", name="answers", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="block", name="happened_on", field=models.DateField(null=True)
        ),
        append_only("work_block", (*AS_DECIDED, "answers", "happened_on")),
    ]
