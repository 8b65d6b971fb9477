"""Batches have their pay per hour held against the floor, while open and once over (PAY-3)."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay import actions


def run(now: Moment) -> int:
    """How many batches were audited."""
    return actions.audit_pay(actor=Actor.job("audit_pay"), now=now)
