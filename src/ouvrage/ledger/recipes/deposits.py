"""Money comes in: an organisation's deposit, play money, the guarantee fund."""

from django.conf import settings

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.errors import PlayMoneyOff
from ouvrage.ledger.recipes.posting import check_amount, outside, post_as_said
from ouvrage.ledger.rules import Draft, Move, Place


def deposit(
    *,
    actor: Actor,
    now: Moment,
    organisation_id: str,
    amount: Money,
    reference: str,
    key: str,
) -> None:
    """Money that arrived at the bank is available to the organisation, once for each key.

    The same key again changes nothing; with other content it is refused (`KeyUsedOtherwise`).
    """
    check_amount(amount)
    place = Place.available(organisation_id, amount.currency)
    draft = Draft(
        f"deposit:{key}",
        "deposit",
        "organisation",
        organisation_id,
        (Move(Place.bank(amount.currency), place, amount),),
        reference=reference,
    )
    post_as_said(actor, now, draft, organisation_id, "money.deposited")


def grant_play_money(
    *, actor: Actor, now: Moment, organisation_id: str, amount: Money, key: str
) -> None:
    """Play money is available to the organisation; refused unless this is a test instance."""
    if not settings.PLAY_MONEY:
        raise PlayMoneyOff
    check_amount(amount)
    place = Place.available(organisation_id, amount.currency)
    draft = Draft(
        f"play:{key}",
        "play_money",
        "organisation",
        organisation_id,
        (Move(Place.play(amount.currency), place, amount),),
    )
    post_as_said(actor, now, draft, organisation_id, "money.play_granted")


def fund_guarantee(*, actor: Actor, now: Moment, amount: Money, reference: str, key: str) -> None:
    """The guarantee fund holds the amount more, once for each key; play money on a test instance.

    The same key again changes nothing; with other content it is refused (`KeyUsedOtherwise`).
    """
    check_amount(amount)
    draft = Draft(
        f"guarantee:{key}",
        "guarantee",
        "instance",
        "guarantee",
        (Move(outside(amount.currency), Place.guarantee(amount.currency), amount),),
        reference=reference,
    )
    post_as_said(actor, now, draft, "", "money.guarantee_funded")
