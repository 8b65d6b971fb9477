"""What the vault keeps: sealed fields about a person (PRI-7)."""

from django.db import models

from ouvrage.people.models.accounts import Person


class SecretKind(models.TextChoices):
    """What a secret says: who a person is, where their money goes, what a tax office asks."""

    IDENTITY = "identity"
    PAYOUT = "payout"
    TAX = "tax"


class Secret(models.Model):
    """Fields of one kind about a person, encrypted under a key that the database never holds.

    `people/vault.py` says how. It is opened for declared purposes only, and the journal keeps when.
    """

    id = models.CharField(max_length=26, primary_key=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=SecretKind.choices)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="a_secret_a_kind")]

    @property
    def place(self) -> str:
        """Where the ciphertext belongs: it opens nowhere else."""
        return f"people_secret/{self.id}/{self.person_id}/{self.kind}"
