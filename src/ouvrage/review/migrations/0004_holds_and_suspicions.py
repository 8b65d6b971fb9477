"""Many refusals wait for a person, who finds them as they were written; fraud is only suspected."""

import django.db.models.deletion
from django.db import migrations, models

from ouvrage.journal.triggers import append_only

AS_WRITTEN = (
    "hold_id",
    "submission_id",
    "verdict_id",
    "person_id",
    "reason",
    "criterion_code",
    "criterion_text",
    "instructions_version",
    "evidence",
    "explanation",
    "at",
)
AS_REPORTED = ("submission_id", "person_id", "evidence", "at")


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0003_rework_and_contests"),
        ("work", "0004_paid_rework"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.CharField(
                        editable=False, max_length=26, primary_key=True, serialize=False
                    ),
                ),
                ("rules", models.JSONField()),
                ("refusals", models.PositiveIntegerField()),
                ("answers", models.PositiveIntegerField()),
                ("before_refused", models.PositiveIntegerField()),
                ("before_decided", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
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
            name="Suspicion",
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
                ("person_id", models.CharField(blank=True, max_length=60)),
                ("evidence", models.TextField()),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=26)),
                ("proven", models.BooleanField(null=True)),
                ("words", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["at"],
                        name="suspicion_undecided",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.CharField(blank=True, max_length=60)),
                ("reason", models.CharField(max_length=40)),
                ("criterion_code", models.CharField(max_length=10)),
                ("criterion_text", models.TextField()),
                ("instructions_version", models.PositiveIntegerField()),
                ("evidence", models.TextField()),
                ("explanation", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("confirmed", "confirmed"),
                            ("lifted", "lifted"),
                            ("accepted", "accepted"),
                        ],
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=26)),
                ("words", models.TextField(blank=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="work.submission",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="review.verdict",
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="review.hold",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")), fields=["hold"], name="held_undecided"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("hold", "submission"), name="held_once_a_hold"),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("submission",),
                        name="held_once_at_a_time",
                    ),
                ],
            },
        ),
        append_only("review_hold"),
        append_only("review_heldrefusal", AS_WRITTEN),
        append_only("review_suspicion", AS_REPORTED),
    ]
