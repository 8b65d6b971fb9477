"""Who a session belongs to, read without the ORM's query compiler: every request asks once."""

from allauth.account.auth_backends import AuthenticationBackend

from ouvrage.people.models import Person

_READ = "SELECT * FROM people_person WHERE id = %s"


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's backend; a person who is not active is nobody."""

    def get_user(self, user_id: str) -> Person | None:
        """The active person with that id."""
        for person in Person.objects.raw(_READ, [user_id]):
            return person if person.is_active else None
        return None
