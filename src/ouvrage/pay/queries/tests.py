"""What tests cost and what they pay."""

from django.conf import settings

from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.ledger.queries import quality_of_batch
from ouvrage.pay.models import PublishedTerms
from ouvrage.pay.queries.costs import (
    cost_of,
    current_terms,
    reading_pay,
    terms_for,
    terms_of,
)
from ouvrage.pay.rules import Terms
from ouvrage.skills.models import Test


def terms_of_test(qualification_id: str) -> Terms:
    """The rates the test was opened under; those of today while it is not."""
    if PublishedTerms.objects.filter(batch_id=qualification_id).exists():
        return terms_of(qualification_id)
    return current_terms(utc_now())


def pay_of_test(seconds: int, qualification_id: str) -> Money:
    """What so many seconds of the test pay its taker, at the floor."""
    return reading_pay(seconds, terms_of_test(qualification_id), settings.CURRENCY)


def own_pay_of_test(worker_id: str, seconds: int, qualification_id: str) -> Money:
    """The same for one worker, at the floor of their country where it is higher (PAY-19)."""
    terms = terms_for(worker_id, terms_of_test(qualification_id), utc_now())
    return reading_pay(seconds, terms, settings.CURRENCY)


def cost_of_attempts(qualification_id: str, attempts: int) -> Money:
    """What so many attempts cost at the most: pay and contributions; no fee is taken on a test."""
    terms = terms_of_test(qualification_id)
    test = Test.objects.get(pk=qualification_id)
    pay = reading_pay(test.seconds_max, terms, settings.CURRENCY)
    contributions, _fee = cost_of(pay, terms)
    cost = pay
    for part in contributions:
        cost = cost + part.amount
    return cost * attempts


def kept_for_test(qualification_id: str) -> Money:
    """What is set aside for the test now."""
    return quality_of_batch(qualification_id, settings.CURRENCY)
