"""Erasing who somebody was: the row stays as a code, what named a human being goes."""

import secrets

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people import access, vault
from ouvrage.people.models import Person
from ouvrage.people.rules import erased_address


@transaction.atomic
def erase_identity(*, actor: Actor, now: Moment, person_id: str) -> None:
    """Nobody can log in as the person, nothing is offered to them, and no name leads to the code.

    Called by `rights.actions.erase_due`, which erases what other rooms keep.
    """
    access.operator_only(actor)
    if Person.objects.select_for_update().filter(id=person_id).first() is None:
        raise NotFound
    Person.objects.filter(id=person_id).update(
        email=erased_address(person_id),
        password=make_password(None),
        name="",
        language=settings.LANGUAGE_CODE,
        languages_worked=[],
        works=False,
        operates=False,
        reviews=False,
        is_active=False,
        last_login=None,
        logouts=F("logouts") + 1 + secrets.randbelow(8),
    )
    record(actor=actor, now=now, line=Line("person.identity_erased", "person", person_id))


def shred_key(*, actor: Actor, now: Moment, person_id: str) -> None:
    """The person's key exists no more, and the vault remembers that they were erased."""
    access.operator_only(actor)
    vault.mark_erased(settings.VAULT, person_id)
    vault.shred_person_key(settings.VAULT, person_id)
    with transaction.atomic():
        record(actor=actor, now=now, line=Line("person.key_shredded", "person", person_id))
