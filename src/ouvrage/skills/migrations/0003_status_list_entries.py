"""Numbers in status lists; who holds a qualification already has one too."""

import secrets

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# As in `skills.rules.statuses` when this was written; half of a list is filled at the most.
LIST_BITS = 131_072
CHUNK_ROWS = 1_000


def number_held(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    grants = apps.get_model("skills", "Grant").objects
    entry = apps.get_model("skills", "StatusListEntry")
    later = grants.filter(
        worker_id=models.OuterRef("worker_id"),
        qualification_id=models.OuterRef("qualification_id"),
        version__gt=models.OuterRef("version"),
    )
    held = grants.filter(~models.Exists(later), state="granted").values_list("pk", flat=True)
    taken: set[int] = set()
    entries = []
    for count, grant_id in enumerate(held.iterator()):
        first = count // (LIST_BITS // 2) * LIST_BITS
        position = first + secrets.randbelow(LIST_BITS)
        while position in taken:
            position = first + secrets.randbelow(LIST_BITS)
        taken.add(position)
        entries.append(entry(position=position, grant_id=grant_id))
    entry.objects.bulk_create(entries, batch_size=CHUNK_ROWS)


class Migration(migrations.Migration):
    dependencies = [("skills", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="StatusListEntry",
            fields=[
                ("position", models.IntegerField(primary_key=True, serialize=False)),
                ("withdrawn", models.BooleanField(default=False)),
                (
                    "grant",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_list_entry",
                        to="skills.grant",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn", True)),
                        fields=["position"],
                        name="status_list_withdrawn",
                    )
                ],
            },
        ),
        migrations.RunPython(number_held, migrations.RunPython.noop),
    ]
