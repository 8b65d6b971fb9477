"""What may be said of the vault without opening it."""

from ouvrage.base.moment import Moment
from ouvrage.people.models import Secret, SecretKind


def secrets_kept(person_id: str) -> dict[SecretKind, Moment]:
    """Which kinds of details the vault keeps about the person, and since when."""
    rows = Secret.objects.filter(person_id=person_id).values_list("kind", "kept_at")
    return {SecretKind(kind): kept_at for kind, kept_at in rows}
