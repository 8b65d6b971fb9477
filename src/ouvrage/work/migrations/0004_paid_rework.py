"""A worker's answer to a task may be followed by a rework, which replaces it (DEC-2).

SQLite rebuilds the table of submissions, so what keeps answers as they were sent is made anew.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ouvrage.journal.triggers import append_only

AS_SENT = (
    "assignment_id",
    "project_id",
    "batch_id",
    "task_id",
    "worker_id",
    "answer",
    "submitted_at",
    "work_seconds",
    "late",
    "reward_micros",
)
_frozen = append_only("work_submission", AS_SENT)


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0003_blocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(_frozen.reverse_code, _frozen.code),
        migrations.RemoveConstraint(
            model_name="assignment",
            name="a_task_once_per_worker",
        ),
        migrations.RemoveConstraint(
            model_name="submission",
            name="an_answer_once_per_worker",
        ),
        migrations.AddField(
            model_name="assignment",
            name="redoes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rework",
                to="work.assignment",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "pending"),
                    ("accepted", "accepted"),
                    ("refused", "refused"),
                    ("held", "held"),
                    ("rework", "rework"),
                    ("reworked", "reworked"),
                    ("closed", "closed"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("state", "refused")), fields=["id"], name="submission_refused"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("redoes__isnull", True)),
                fields=("task", "worker"),
                name="a_task_once_per_worker",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "reworked"), _negated=True),
                fields=("task", "worker"),
                name="an_answer_once_per_worker",
            ),
        ),
        append_only("work_submission", AS_SENT),
    ]
