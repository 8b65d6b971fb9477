"""Tasks with a known answer serve as controls; what was checked never changes."""

import django.db.models.deletion
from django.db import migrations, models

from ouvrage.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0004_holds_and_suspicions"),
        ("work", "0006_assignments_of_worker"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoldItem",
            fields=[
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="work.task",
                    ),
                ),
                ("expected", models.JSONField()),
                ("explanation", models.TextField()),
                ("person_id", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="work.batch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GoldDispute",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="work.submission",
                    ),
                ),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=26)),
                ("upheld", models.BooleanField(null=True)),
                ("explanation", models.TextField(blank=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="review.golditem",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["at"],
                        name="dispute_undecided",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GoldCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("worker_id", models.CharField(max_length=26)),
                ("field", models.CharField(max_length=120)),
                ("expected", models.JSONField(null=True)),
                ("given", models.JSONField(null=True)),
                ("passed", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="work.submission",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="review.golditem",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["worker_id", "at"], name="check_of_worker")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "field"), name="a_field_checked_once"
                    )
                ],
            },
        ),
        append_only("review_goldcheck"),
        append_only("review_golddispute", ("submission_id", "item_id", "words", "at")),
    ]
