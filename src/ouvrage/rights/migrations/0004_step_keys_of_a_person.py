"""The key of a step belongs to the person who takes it, and to nobody else."""

from django.db import migrations, models

from ouvrage.journal.triggers import append_only

_frozen = append_only("rights_appealstep")


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_copies_and_erasures")]

    operations = [
        migrations.RunPython(_frozen.reverse_code, _frozen.code),
        migrations.RemoveConstraint(model_name="appealstep", name="appeal_step_once"),
        migrations.AddConstraint(
            model_name="appealstep",
            constraint=models.UniqueConstraint(
                fields=("appeal", "person_id", "client_key"), name="appeal_step_once"
            ),
        ),
        append_only("rights_appealstep"),
    ]
