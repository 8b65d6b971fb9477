"""The words of a dispute go with the worker; nothing else of it can be changed."""

from django.db import migrations

from ouvrage.base.personal import ERASED
from ouvrage.journal.triggers import erasable

FROZEN = ("submission_id", "item_id", "at")


class Migration(migrations.Migration):
    dependencies = [("review", "0007_settled_contests")]

    operations = [
        erasable("review_golddispute", FROZEN, {"words": ERASED}, before=(*FROZEN, "words")),
    ]
