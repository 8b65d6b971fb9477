"""An answer stays as it was sent; a version of instructions stays as it was published."""

from django.db import migrations

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


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]

    operations = [append_only("work_submission", AS_SENT), append_only("work_instructions")]
