"""Money for tests: what is due to a worker, put there by the ledger's own recipes."""

from itertools import count
from typing import TypedDict, Unpack

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger import recipes
from ouvrage.ledger.recipes import Contribution, Earning
from ouvrage.ledger.recipes.batches import Shares
from ouvrage.pay.actions.payouts import choose_payout_method
from ouvrage.pay.models import PayoutMethod
from ouvrage.people.models import Person
from tests.factories.people import JOB, NOW, actor_of

IBAN = "FR7630006000011234567890189"
IDENTITY = {
    "legal_name": "Dalia Elsayed",
    "street": "12 rue de l'Oasis",
    "postcode": "75001",
    "town": "Paris",
    "country": "FR",
    "iban": IBAN,
}
ORGANISATION, PROJECT, BATCH = "O" * 26, "P" * 26, "B" * 26
_numbers = count(1)


class Parts(TypedDict, total=False):
    """What goes with a reward."""

    contributions: tuple[Contribution, ...]
    fee: Money
    withheld: tuple[Contribution, ...]
    held: Money | None


def euros(text: str) -> Money:
    """The amount in the books' currency."""
    return Money.parse(text, "EUR")


def earn(worker: Person, amount: str, *, now: Moment = NOW, kind: str = "settle") -> str:
    """That much is due to the worker for one piece of work; returns its subject."""
    return earn_all(worker, reward=euros(amount), now=now, kind=kind)


def earn_all(
    worker: Person,
    *,
    reward: Money,
    now: Moment = NOW,
    kind: str = "settle",
    organisation_id: str = ORGANISATION,
    project_id: str = PROJECT,
    **parts: Unpack[Parts],
) -> str:
    """One piece of work is paid, with all that goes with it, from money that was set aside."""
    number = next(_numbers)
    parts.setdefault("contributions", ())
    parts.setdefault("fee", Money.zero("EUR"))
    subject = f"S{number:025}"
    earning = Earning("submission", subject, BATCH, project_id, worker.id, reward, **parts)
    _set_aside(organisation_id, project_id, earning.cost, now, f"earn-{number}")
    if kind == "settle":
        recipes.settle(actor=JOB, now=now, earnings=[earning])
    else:
        recipes.pay_reading(actor=JOB, now=now, earning=earning)
    return subject


def _set_aside(organisation_id: str, project_id: str, amount: Money, now: Moment, key: str) -> None:
    recipes.deposit(
        actor=JOB,
        now=now,
        organisation_id=organisation_id,
        amount=amount,
        reference="",
        key=key,
    )
    recipes.reserve(
        actor=JOB,
        now=now,
        organisation_id=organisation_id,
        project_id=project_id,
        batch_id=BATCH,
        shares=Shares(amount, Money.zero("EUR"), Money.zero("EUR")),
        key=key,
    )


def choose_sepa(worker: Person, *, now: Moment = NOW, **changes: str) -> PayoutMethod:
    """The worker is paid by bank transfer."""
    return choose_payout_method(
        actor=actor_of(worker), now=now, rail="sepa", identity={**IDENTITY, **changes}
    )
