"""How drafts become entries: keys used once, floors held, accounts locked in one order.

The only code that writes entries, transfers and balances.
"""

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.base.money import AMOUNT_MICROS_MAX, Money
from ouvrage.journal.actions import Line, record
from ouvrage.ledger.errors import (
    AmountNotPositive,
    InsufficientFunds,
    KeyUsedOtherwise,
    WrongCurrency,
)
from ouvrage.ledger.models import FLOORED, Account, Entry, Transfer
from ouvrage.ledger.rules import Draft, Place, floored_changes


def outside(currency: str) -> Place:
    """Where money comes from and goes to: the bank, or play money's source on a test instance."""
    return Place.play(currency) if settings.PLAY_MONEY else Place.bank(currency)


def check_amount(amount: Money) -> None:
    """Refuses another currency than the instance's, and what is not above zero."""
    if amount.currency != settings.CURRENCY:
        raise WrongCurrency(field="amount", currency=settings.CURRENCY)
    if not 0 < amount.micros <= AMOUNT_MICROS_MAX:
        raise AmountNotPositive(field="amount")


def post_as_said(
    actor: Actor, now: Moment, draft: Draft, organisation_id: str, action: str
) -> None:
    """As `post_with_line`; a person's words that came before under this key must be the same."""
    if post_with_line(actor, now, draft, organisation_id, action):
        return
    entry = Entry.objects.get(key=draft.key)
    moved = Transfer.objects.filter(entry=entry).values_list("source__key", "target__key", "micros")
    said = [(move.source.key, move.target.key, move.amount.micros) for move in draft.moves]
    if (entry.reference, list(moved)) != (draft.reference, said):
        raise KeyUsedOtherwise


def post_with_line(
    actor: Actor, now: Moment, draft: Draft, organisation_id: str, action: str
) -> bool:
    """The entry and its journal line are written; false when the entry was there before."""
    with transaction.atomic():
        posted = bool(post(actor, now, [draft]))
        if posted:
            record(
                actor=actor,
                now=now,
                line=Line(
                    action,
                    draft.subject_kind,
                    draft.subject_id,
                    organisation_id,
                    details={
                        "amounts": [str(move.amount) for move in draft.moves],
                        "reference": draft.reference,
                    },
                ),
            )
    return posted


def post(actor: Actor, now: Moment, drafts: list[Draft]) -> int:
    """The drafts whose keys are new are entries; balances of floored accounts moved with them.

    Returns how many were new. One that another process posts at this moment is left to it.
    """
    assert len({draft.key for draft in drafts}) == len(drafts)
    try:
        return _post_fresh(actor, now, drafts)
    except (IntegrityError, InsufficientFunds):
        # A key was posted between our look and our write, and may have taken what there was; the
        # second look finds it.
        return _post_fresh(actor, now, drafts)


def _post_fresh(actor: Actor, now: Moment, drafts: list[Draft]) -> int:
    """Accounts are locked in the order of their keys: two postings cannot wait for each other."""
    with transaction.atomic():
        known = set(
            Entry.objects.filter(key__in=[draft.key for draft in drafts]).values_list(
                "key", flat=True
            )
        )
        fresh = [draft for draft in drafts if draft.key not in known]
        if not fresh:
            return 0
        account_ids = _accounts(fresh)
        _apply(fresh)
        entries = [_entry(actor, now, draft) for draft in fresh]
        Entry.objects.bulk_create(entries, batch_size=500)
        Transfer.objects.bulk_create(
            [
                Transfer(
                    entry=entry,
                    source_id=account_ids[move.source.key],
                    target_id=account_ids[move.target.key],
                    micros=move.amount.micros,
                )
                for entry, draft in zip(entries, fresh, strict=True)
                for move in draft.moves
            ],
            batch_size=500,
        )
    return len(fresh)


def _entry(actor: Actor, now: Moment, draft: Draft) -> Entry:
    return Entry(
        id=new_id(now),
        key=draft.key,
        kind=draft.kind,
        at=now,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        subject_kind=draft.subject_kind,
        subject_id=draft.subject_id,
        project_id=draft.project_id,
        reference=draft.reference,
    )


def _accounts(drafts: list[Draft]) -> dict[str, int]:
    places = {
        place.key: place
        for draft in drafts
        for move in draft.moves
        for place in (move.source, move.target)
    }
    found = dict(Account.objects.filter(key__in=places).values_list("key", "id"))
    missing = [places[key] for key in sorted(places.keys() - found.keys())]
    if missing:
        Account.objects.bulk_create(
            [
                Account(
                    key=place.key,
                    kind=place.kind,
                    owner_id=place.owner_id,
                    project_id=place.project_id,
                    currency=place.currency,
                    floored=place.kind in FLOORED,
                )
                for place in missing
            ],
            ignore_conflicts=True,
        )
        found = dict(Account.objects.filter(key__in=places).values_list("key", "id"))
    return found


def _apply(drafts: list[Draft]) -> None:
    assert connection.in_atomic_block
    changes = floored_changes(drafts, FLOORED)
    for place in sorted(changes, key=lambda place: place.key):
        change = changes[place]
        moved = Account.objects.filter(key=place.key, balance_micros__gte=-change).update(
            balance_micros=F("balance_micros") + change
        )
        if not moved:
            balance = Account.objects.get(key=place.key).balance_micros
            raise InsufficientFunds(
                needed=Money(-change, place.currency), available=Money(balance, place.currency)
            )
