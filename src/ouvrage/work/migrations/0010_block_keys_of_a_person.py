"""The key of a block belongs to the person who decides it for one worker."""

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
    dependencies = [("work", "0009_turns_again")]

    operations = [
        migrations.RunPython(_frozen.reverse_code, _frozen.code),
        migrations.RemoveConstraint(model_name="block", name="block_once"),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "worker", "decided_by", "client_key"),
                name="block_once",
            ),
        ),
        append_only("work_block", AS_DECIDED),
    ]
