"""Who is paid and where: kept in the vault and read from it, for payouts alone (PRI-7).

A payment file is never stored; it is drawn again from the vault. So when somebody changes their
account while a file with their payment is on its way, what that file said of them stays beside the
new account until the payment has ended.
"""

import json
from collections.abc import Mapping

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay.models import Payout
from ouvrage.pay.rails.rail import PERSON_FIELDS
from ouvrage.pay.rules import PayoutState
from ouvrage.people.actions import keep_secret, read_secret
from ouvrage.people.errors import SecretUnreadable
from ouvrage.people.models import SecretKind
from ouvrage.people.rules import Purpose

PERSON = frozenset(field.name for field in PERSON_FIELDS)
IN_FILE = "file."


def keep_identity(*, actor: Actor, now: Moment, identity: Mapping[str, str]) -> None:
    """The vault holds who the worker is and where they are paid, in place of what was before."""
    on_its_way = Payout.objects.filter(
        worker_id=actor.id, state__in=[PayoutState.REQUESTED, PayoutState.SENT], file__isnull=False
    )
    kept = _of_files(actor, now, set(on_its_way.values_list("file_id", flat=True)))
    person = {name: value for name, value in identity.items() if name in PERSON}
    account = {name: value for name, value in identity.items() if name not in PERSON}
    keep_secret(actor=actor, now=now, person_id=actor.id, kind=SecretKind.IDENTITY, value=person)
    keep_secret(
        actor=actor, now=now, person_id=actor.id, kind=SecretKind.PAYOUT, value=account | kept
    )


def _of_files(actor: Actor, now: Moment, file_ids: set[str | None]) -> dict[str, str]:
    """What the files on their way say of the person, under the name of each."""
    if not file_ids:
        return {}
    kept = _own(actor, now)
    current = json.dumps(_without_files(kept), ensure_ascii=False, separators=(",", ":"))
    return {f"{IN_FILE}{id}": kept.get(f"{IN_FILE}{id}", current) for id in file_ids}


def own_identity(*, actor: Actor, now: Moment) -> dict[str, str]:
    """What the worker filled in, for themself; empty when nothing is kept or can be read."""
    return _without_files(_own(actor, now))


def _own(actor: Actor, now: Moment) -> dict[str, str]:
    return _read(actor, now, actor.id, Purpose.OWN_ACCESS)


def identity_for_payout(
    *, actor: Actor, now: Moment, worker_id: str, file_id: str = ""
) -> dict[str, str]:
    """Who is paid and where: as that file says, else as it is now; empty when it is not known."""
    kept = _read(actor, now, worker_id, Purpose.PAYOUT)
    in_file = kept.get(f"{IN_FILE}{file_id}")
    said: dict[str, str] = json.loads(in_file) if in_file else _without_files(kept)
    return said


def _read(actor: Actor, now: Moment, person_id: str, purpose: Purpose) -> dict[str, str]:
    merged: dict[str, str] = {}
    for kind in (SecretKind.IDENTITY, SecretKind.PAYOUT):
        try:
            merged |= read_secret(
                actor=actor, now=now, person_id=person_id, kind=kind, purpose=purpose
            )
        except SecretUnreadable:
            return {}
    return merged


def _without_files(kept: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in kept.items() if not name.startswith(IN_FILE)}
