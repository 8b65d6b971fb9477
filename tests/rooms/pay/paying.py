"""What tests of payouts share: a worker who asks, an operator who makes files."""

from ouvrage.ledger import queries as ledger
from ouvrage.pay import queries
from ouvrage.pay.actions.payouts import ask_payout, make_payout_file, send_payout_file
from ouvrage.pay.models import Payout, PayoutFile
from ouvrage.people.models import Person
from tests.factories.money import choose_sepa, earn
from tests.factories.people import NOW, actor_of


def ask(worker: Person, key: str = "k") -> Payout:
    """The worker asks for what is due."""
    return ask_payout(actor=actor_of(worker), now=NOW, client_key=key)


def make_file(operator: Person, key: str = "f", variant: str = "pain.001.001.09") -> PayoutFile:
    """The operator puts what waits in a file."""
    return make_payout_file(
        actor=actor_of(operator), now=NOW, rail="sepa", channel="", variant=variant, client_key=key
    )


def sent(worker: Person, operator: Person, amount: str = "5") -> Payout:
    """A payout that was given to the bank."""
    earn(worker, amount)
    choose_sepa(worker)
    payout = ask(worker)
    file = make_file(operator)
    send_payout_file(actor=actor_of(operator), now=NOW, file_id=file.id)
    return payout


def due(worker: Person) -> str:
    """What is due to the worker, as text."""
    return str(ledger.due(worker.id, "EUR"))


def faults() -> list[str]:
    """What is wrong with the books and the payouts."""
    return [*ledger.book_faults(), *queries.payout_faults()]


def payout_file(payout: Payout) -> str:
    """The file that the payout is in."""
    payout.refresh_from_db()
    assert payout.file_id is not None
    return payout.file_id
