import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("action", models.CharField(max_length=60)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=30)),
                ("subject_id", models.CharField(max_length=60)),
                ("organisation_id", models.CharField(blank=True, max_length=26)),
                ("reason", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="journal.event",
                    ),
                ),
                ("position", models.BigIntegerField(unique=True)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="journal.event",
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["subject_kind", "subject_id", "id"], name="event_of_subject"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["organisation_id", "id"], name="event_of_organisation"),
        ),
        migrations.AddIndex(
            model_name="outbox",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["due_at"],
                name="outbox_waiting",
            ),
        ),
    ]
