"""A verdict is never changed; another one follows it."""

from django.db import migrations

from ouvrage.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]

    operations = [append_only("review_verdict")]
