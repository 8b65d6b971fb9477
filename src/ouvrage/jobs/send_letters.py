"""Letters about decisions leave by e-mail."""

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.rights import actions

ACTOR = Actor.job("send_letters")
LETTERS_A_ROUND = 100


def run(now: Moment) -> int:
    """Letters that waited are sent; returns how many."""
    return actions.send_letters(actor=ACTOR, now=now, limit=LETTERS_A_ROUND)
