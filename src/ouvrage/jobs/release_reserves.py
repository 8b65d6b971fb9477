"""What batches set aside for time and floor goes back once nobody can have a claim on it."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.pay.actions import release_reserves


def run(now: Moment) -> int:
    """How many batches gave something back."""
    return release_reserves(actor=Actor.job("release_reserves"), now=now)
