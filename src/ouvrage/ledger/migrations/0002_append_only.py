"""Entries and transfers are never changed or removed; a correction is another entry."""

from django.db import migrations

from ouvrage.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [append_only("ledger_entry"), append_only("ledger_transfer")]
