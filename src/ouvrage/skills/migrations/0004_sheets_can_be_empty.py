"""The answers of a test go with the worker; nothing else of a sheet ever changes."""

from django.db import migrations, models

from ouvrage.journal.triggers import erasable


class Migration(migrations.Migration):
    dependencies = [("skills", "0003_status_list_entries")]

    operations = [
        migrations.AlterField(
            model_name="sheet", name="answers", field=models.JSONField(default=dict)
        ),
        erasable("skills_sheet", ["attempt_id", "seconds", "at"], {"answers": "{}"}),
    ]
