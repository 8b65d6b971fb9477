"""Where a person can be written to, and when they were here."""

from allauth.account.models import EmailAddress

from ouvrage.base.moment import Moment
from ouvrage.people.models import Person


def letter_address(person_id: str) -> tuple[str, str] | None:
    """The person's confirmed address and the language they read; None when there is none."""
    found = EmailAddress.objects.filter(
        user_id=person_id, user__is_active=True, primary=True, verified=True
    )
    row = found.values_list("email", "user__language").first()
    return None if row is None else (str(row[0]), str(row[1]))


def last_login_of(person_id: str) -> Moment | None:
    """When the person last logged in."""
    return Person.objects.filter(id=person_id).values_list("last_login", flat=True).first()
