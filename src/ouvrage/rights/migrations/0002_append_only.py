"""The file of an appeal, a letter and a proposal stay what they were."""

from django.db import migrations

from ouvrage.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]

    operations = [
        append_only("rights_appealstep"),
        append_only(
            "rights_appeal",
            ["subject_kind", "subject_id", "worker_id", "filed_at", "answer_due_at"],
        ),
        append_only("rights_letter", ["worker_id", "language", "title", "text", "at"]),
        append_only("rights_proposal", ["worker_id", "kind", "rule", "words", "evidence", "at"]),
        append_only("rights_restriction", ["worker_id", "kind", "evidence", "grave_reason"]),
    ]
