"""What a worker wrote in an appeal's file goes with them; nothing else of a step can be changed."""

from django.db import migrations

from ouvrage.base.personal import ERASED
from ouvrage.journal.triggers import erasable

FROZEN = ("id", "appeal_id", "kind", "side", "person_id", "client_key", "at")


class Migration(migrations.Migration):
    dependencies = [("rights", "0005_register_versions")]

    operations = [erasable("rights_appealstep", FROZEN, {"words": ERASED})]
