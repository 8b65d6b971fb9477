"""What processes do in races over time that is owed."""

from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.pay import actions as pay
from ouvrage.pay import queries as costs
from ouvrage.pay.actions import CreditDraft
from ouvrage.pay.models import Credit
from ouvrage.pay.rules import CreditKind
from tests.factories.people import JOB, NOW, make_worker
from tests.races.line import step


def owe(workers: int) -> list[str]:
    """Each of these people is owed a minute that nobody can pay yet."""
    people = [make_worker().id for _ in range(workers)]
    for number, worker in enumerate(people):
        draft = CreditDraft(CreditKind.QUALIFICATION, f"A{number}", worker, 60, 600)
        pay.credit_time(actor=JOB, now=NOW, draft=draft)
    return people


def fill_and_pay(name: str, times: int) -> int:
    """A few cents reach the fund so many times, and what they are enough for is paid."""
    paid = 0
    for number in range(times):
        words = {"reference": "coop", "key": f"{name} {number}"}
        recipes.fund_guarantee(actor=JOB, now=NOW, amount=Money(30_000, "EUR"), **words)
        paid += pay.pay_credits(actor=JOB, now=NOW, limit=1)
        step()
    return paid


def pay_owed() -> int:
    """What can be paid is."""
    return pay.pay_credits(actor=JOB, now=NOW)


def paid_parts(*workers: str) -> dict[str, object]:
    """What reached them, what is owed, what the fund holds, and what is wrong with it."""
    credits = list(Credit.objects.all())
    return {
        "due": sum(ledger.due(worker, "EUR").micros for worker in workers),
        "paid": sum(row.paid_micros for row in credits),
        "owed": sum(row.rest.micros for row in credits),
        "most": max(row.paid_micros for row in credits),
        "fund": ledger.guarantee("EUR").micros,
        "faults": ledger.book_faults() + costs.settlement_faults(),
    }


PARTS = (fill_and_pay, owe, paid_parts, pay_owed)
