"""Letters leave in the hours their readers chose."""

from ouvrage.base.actor import Actor
from ouvrage.base.limits import LETTERS_ROUND_MAX
from ouvrage.base.moment import Moment
from ouvrage.voice import actions

ACTOR = Actor.job("send_digests")


def run(now: Moment) -> int:
    """Letters whose hour has come have left; returns how many."""
    return actions.send_letters(actor=ACTOR, now=now, limit=LETTERS_ROUND_MAX)
