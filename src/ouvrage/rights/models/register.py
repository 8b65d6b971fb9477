"""What each system of the register depended on, from when on."""

from django.db import models


class RegisterVersion(models.Model):
    """A system as the instance first saw it so; its latest version is in force (DEC-9).

    `parameters` are pairs of a sentence and its figure, so that old ones are read in any language.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    system = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    parameters = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "number"], name="a_register_version_recorded_once"
            )
        ]
