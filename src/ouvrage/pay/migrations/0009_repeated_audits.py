"""A batch can be audited more than once, and each worker has a floor of their own.

The audits so far were final, one a batch, under the batch's id: they keep it as their own, so that
their lines still find them.
"""

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


def name_batches(apps, schema_editor):
    """Each audit names its batch, and each line the floor it was measured against."""
    audits = apps.get_model("pay", "Audit").objects
    audits.update(batch_id=F("id"))
    floor = audits.filter(id=OuterRef("audit_id")).values("floor_micros_per_hour")
    apps.get_model("pay", "AuditLine").objects.update(floor_micros_per_hour=Subquery(floor))


class Migration(migrations.Migration):
    dependencies = [("pay", "0008_contribution_rates")]

    operations = [
        migrations.RenameField("audit", "batch_id", "id"),
        migrations.AddField(
            "audit",
            "batch_id",
            models.CharField(max_length=26, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "audit", "decided", models.BooleanField(default=True), preserve_default=False
        ),
        migrations.AddField(
            "audit", "final", models.BooleanField(default=True), preserve_default=False
        ),
        migrations.AddField(
            "auditline",
            "floor_micros_per_hour",
            models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(name_batches, migrations.RunPython.noop),
        migrations.AddIndex(
            "audit", models.Index(fields=["batch_id", "at"], name="audit_of_batch")
        ),
        migrations.AddConstraint(
            "audit",
            models.UniqueConstraint(
                fields=["batch_id"], condition=Q(final=True), name="one_final_audit"
            ),
        ),
    ]
