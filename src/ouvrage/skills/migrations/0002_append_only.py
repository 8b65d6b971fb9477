"""What was sent, what was said of it and who was granted what stay as they were written."""

from django.db import migrations

from ouvrage.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial")]

    operations = [
        append_only("skills_sheet"),
        append_only("skills_result"),
        append_only("skills_grant"),
    ]
