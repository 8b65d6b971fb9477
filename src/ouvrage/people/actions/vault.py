"""The vault's writers and its one reader: what is kept of who a person is, and who opened it when.

Reading is an act here, because each leaves a journal line. The line names kind and purpose, never
what was read. A test of the house lists the modules that may read at all (PRI-7).
"""

from collections.abc import Mapping

import orjson
from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor, ActorKind
from ouvrage.base.errors import NotFound, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people import access, errors, rules, vault
from ouvrage.people.models import Person, Secret, SecretKind
from ouvrage.people.rules import Purpose


@transaction.atomic
def keep_secret(
    *, actor: Actor, now: Moment, person_id: str, kind: SecretKind, value: Mapping[str, str]
) -> None:
    """The vault holds these fields of that kind about the person, in place of older ones."""
    access.person_for_self(actor, person_id)
    refuse_all(rules.secret_refusals(value))
    _locked(person_id)
    key = vault.make_person_key(settings.VAULT, person_id)
    row = Secret.objects.filter(person_id=person_id, kind=kind).first()
    if row is None:
        row = Secret(id=new_id(now), person_id=person_id, kind=kind)
    row.sealed = vault.seal(key, row.place, orjson.dumps(dict(value)))
    row.kept_at = now
    row.save()
    _record(actor, now, "secret_kept", person_id, {"kind": kind.value})


def _locked(person_id: str) -> None:
    """Nobody erases the person meanwhile; nothing is kept of one who is erased."""
    found = Person.objects.select_for_update().filter(id=person_id, is_active=True)
    if found.first() is None:
        raise NotFound


@transaction.atomic
def read_secret(
    *, actor: Actor, now: Moment, person_id: str, kind: SecretKind, purpose: Purpose
) -> dict[str, str]:
    """What the vault keeps of that kind about the person; empty when nothing is.

    For its own access a person asks themself; for payouts and tax, a job or an operator does. The
    journal has a line for each reading. SecretUnreadable when the key is gone.
    """
    own = actor.kind is ActorKind.PERSON and actor.id == person_id
    if not rules.may_open(purpose, kind, own=own, house=actor.operator):
        raise NotFound
    row = Secret.objects.filter(person_id=person_id, kind=kind).first()
    if row is None:
        return {}
    try:
        key = vault.person_key(settings.VAULT, person_id)
        body = vault.open_sealed(key, row.place, bytes(row.sealed))
    except vault.Unreadable as error:
        raise errors.SecretUnreadable from error
    details = {"kind": kind.value, "purpose": purpose.value}
    _record(actor, now, "secret_read", person_id, details)
    value: dict[str, str] = orjson.loads(body)
    return value


@transaction.atomic
def forget_secret(*, actor: Actor, now: Moment, person_id: str, kind: SecretKind) -> bool:
    """The vault keeps nothing of that kind about the person; False when it kept nothing."""
    access.person_for_self(actor, person_id)
    gone, _rows = Secret.objects.filter(person_id=person_id, kind=kind).delete()
    if gone:
        _record(actor, now, "secret_forgotten", person_id, {"kind": kind.value})
    return bool(gone)


def _record(
    actor: Actor, now: Moment, action: str, person_id: str, details: Mapping[str, object]
) -> None:
    record(actor=actor, now=now, line=Line(action, "person", person_id, details=details))


def rotate_vault_key(*, actor: Actor, now: Moment) -> int:
    """Data keys are under a new vault key and the old one opens nothing; returns how many moved.

    Files move outside a transaction, since no transaction of a database could take them back; the
    journal has its line when they have.
    """
    access.operator_only(actor)
    if settings.VAULT.given and len(settings.VAULT.ring()) == 1:
        raise errors.VaultKeyAlone
    moved = vault.rotate(settings.VAULT)
    with transaction.atomic():
        line = Line("vault_key_rotated", "vault", "vault", details={"keys": moved})
        record(actor=actor, now=now, line=line)
    return moved
