"""What processes do in races over payouts."""

from collections import Counter
from datetime import timedelta

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.ledger.models import Entry
from ouvrage.ledger.recipes import Earning, Shares
from ouvrage.pay import queries as pay
from ouvrage.pay.actions import payouts
from ouvrage.pay.actions.invoices import close_months
from ouvrage.pay.models import Invoice, Payout, PayoutFile
from ouvrage.pay.rules import ReturnReason
from ouvrage.people.models import Person
from ouvrage.rights import actions as rights
from tests.factories.money import IDENTITY, ORGANISATION, PROJECT, earn, earn_all, euros
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.factories.work import make_project

LATER = NOW + timedelta(hours=1)
PERSON = {name: value for name, value in IDENTITY.items() if name != "iban"}


def prepare_payouts(workers: int) -> list[str]:
    """People who are owed 5 EUR each and said how they are paid."""
    people = [make_worker() for _ in range(workers)]
    for person in people:
        earn(person, "5")
        choose_way(person.id)
    return [person.id for person in people]


def choose_way(worker: str) -> None:
    """The worker says how they are paid."""
    payouts.choose_payout_method(
        actor=actor_of(Person.objects.get(id=worker)),
        now=LATER,
        rail="manual",
        identity={**PERSON, "how": "Cash at the office"},
    )


def ask_for_payout(worker: str, key: str) -> str:
    """The worker asks; what came of it."""
    actor = Actor.person(worker)
    try:
        return payouts.ask_payout(actor=actor, now=LATER, client_key=str(key)).id
    except Refusal as refusal:
        return refusal.code


def ask_erasure(worker: str) -> None:
    """The worker wants to be erased at once."""
    rights.ask_erasure(actor=Actor.person(worker), now=LATER, person_id=worker, at_once=True)


def erase_due() -> int:
    """Whoever asked is erased."""
    return rights.erase_due(actor=JOB, now=LATER, limit=10)


def ask_monthly() -> int:
    """The job makes payouts for everybody."""
    return payouts.ask_monthly_payouts(actor=JOB, now=LATER)


def pay_by_hand(worker: str, key: str) -> str:
    """An operator records that what is due was paid; what came of it."""
    try:
        return payouts.record_paid(
            actor=JOB, now=LATER, worker_id=worker, reference="", client_key=str(key)
        ).id
    except Refusal as refusal:
        return refusal.code


def make_file(key: str) -> str:
    """An operator makes a file of what waits; what came of it."""
    try:
        file = payouts.make_payout_file(
            actor=JOB, now=LATER, rail="manual", channel="", variant="csv", client_key=str(key)
        )
    except Refusal as refusal:
        return refusal.code
    return file.id


def send_file(file_id: str) -> int:
    """The file is sent; how many payouts were."""
    try:
        return payouts.send_payout_file(actor=JOB, now=LATER, file_id=file_id)
    except Refusal:
        return 0


def withdraw_file(file_id: str) -> str:
    """The file is withdrawn; what came of it."""
    try:
        payouts.withdraw_payout_file(actor=JOB, now=LATER, file_id=file_id)
    except Refusal as refusal:
        return refusal.code
    return "withdrawn"


def confirm_all(file_id: str) -> int:
    """Every payout of the file has arrived."""
    return payouts.confirm_payouts(actor=JOB, now=LATER, file_id=file_id, reference="x")


def return_all(file_id: str) -> int:
    """Every payout of the file came back; how many could be returned."""
    done = 0
    for row in pay.payouts_of_file(file_id):
        try:
            payouts.return_payout(
                actor=JOB,
                now=LATER,
                payout_id=row.id,
                reason=ReturnReason.NOT_COLLECTED,
                explanation="Nobody came.",
            )
        except Refusal:
            continue
        done += 1
    return done


def set_aside_exactly(batches: int) -> None:
    """That many batches hold one euro each."""
    amount = euros(f"{batches}")
    deposit = {"organisation_id": ORGANISATION, "reference": "", "key": "all"}
    recipes.deposit(actor=JOB, now=NOW, amount=amount, **deposit)
    for number in range(batches):
        recipes.reserve(
            actor=JOB,
            now=NOW,
            organisation_id=ORGANISATION,
            project_id=PROJECT,
            batch_id=f"B{number:025}",
            shares=Shares(euros("1"), euros("0"), euros("0")),
            key=f"publish-{number}",
        )


def settle_exactly(batches: int) -> int:
    """Each batch pays the whole of what it holds for one answer; how many by this process."""
    one, nothing, worker = euros("1"), euros("0"), "W" * 26
    posted = 0
    for number in range(batches):
        batch = f"B{number:025}"
        earning = Earning("submission", batch, batch, PROJECT, worker, one, (), nothing)
        posted += recipes.settle(actor=JOB, now=LATER, earnings=[earning])
    return posted


def spend_in_a_month(organisations: int) -> None:
    """Work of that many organisations was paid in a month that has ended."""
    for _ in range(organisations):
        project = make_project()
        earn_all(
            make_worker(),
            reward=euros("5"),
            project_id=project.id,
            organisation_id=project.organisation_id,
        )


def close_month() -> int:
    """The months that have ended are closed; how many invoices this process made."""
    return close_months(actor=JOB, now=NOW + timedelta(days=40))


def report_invoices() -> list[int]:
    """The numbers there are."""
    return list(Invoice.objects.order_by("number").values_list("number", flat=True))


def report_payouts() -> dict[str, object]:
    """What is in the database."""
    return {
        "states": dict(Counter(Payout.objects.values_list("state", flat=True))),
        "files": PayoutFile.objects.filter(withdrawn_at=None).count(),
        "entries": dict(Counter(Entry.objects.values_list("kind", flat=True))),
        "due": sum(ledger.dues([row.id for row in Person.objects.all()], "EUR").values()),
        "transit": sum(ledger.transit_balances().values()),
        "faults": ledger.book_faults() + pay.payout_faults(),
    }


PARTS = (
    close_month,
    report_invoices,
    spend_in_a_month,
    ask_for_payout,
    ask_monthly,
    ask_erasure,
    choose_way,
    erase_due,
    confirm_all,
    make_file,
    pay_by_hand,
    prepare_payouts,
    report_payouts,
    return_all,
    send_file,
    set_aside_exactly,
    settle_exactly,
    withdraw_file,
)
