"""A credit is paid in parts; those that were paid so far were paid in one."""

from typing import Any

from django.conf import settings
from django.db import migrations, models


def paid_in_one(apps: Any, _schema_editor: Any) -> None:
    """What was paid was paid whole, in one part; what pays nothing needed none."""
    paid = apps.get_model("pay", "Credit").objects.filter(state="paid", pay_micros__gt=0)
    paid.update(paid_micros=models.F("pay_micros"), parts=1)


class Migration(migrations.Migration):
    dependencies = [
        ("pay", "0011_compensation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="credit",
            name="paid_micros",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="credit",
            name="parts",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(paid_in_one, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_micros__gte", 0), ("paid_micros__lte", models.F("pay_micros"))
                ),
                name="no_more_paid_than_owed",
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "owed"), ("paid_micros", models.F("pay_micros")), _connector="OR"
                ),
                name="paid_once_it_is_whole",
            ),
        ),
    ]
