"""How scarce work is shared out, so that whoever polls fastest gains nothing (ASG-1, ASG-6).

A batch is *shared out* when it cannot give a fair share to everybody who may work on it: its open
places are fewer than the crowd times the agreed share. All others are open to all at once. For a
batch that is shared out a window opens; who comes online in it, at any time and however often, is
registered once, and so is who was online in the agreed time before. At its end a draw ranks those
who are registered by a keyed hash and deals the open places down that order, one share each. What
is not used while a turn is kept goes to the next round, drawn among those who had no turn yet; when
there is nobody left of them, among those who came back since. What is left is opened to all only
when nobody came back, or after the last of the agreed rounds: handing it out first come, first
served would give it to whoever polls (`benchmarks/fair_turns.py` measures how much).

The key of a round comes from the batch's seed, which is made at publication. Its hash stands in the
journal from then on, each round's key from its draw on, the seed itself from the end on; so anybody
who has the journal can draw again and find the same order. Nothing about a worker counts but the
identifier that is hashed.

>>> [dealt.tasks for dealt in deal(ranking("00" * 32, ["ann", "bob", "eve"]), places=4, most=9)]
[2, 1, 1]
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ouvrage.base.words import N_

TURN_ORDER = (
    N_("A batch with fewer open places than people who may work on it is shared out by a draw."),
    N_(
        "Who opens the offers while the window is open, or did in the agreed time before, takes"
        " part. When and how often makes no difference."
    ),
    N_("The draw ranks everybody by a keyed hash of their identifier, and by nothing else."),
    N_("The open places are dealt down that order, the same number to each, as far as they go."),
    N_("A turn that is not used in its time goes to somebody who had none. Nothing else follows."),
    N_("When everybody had a turn, those who came back since take part again."),
    N_("What nobody comes back for is open to all."),
    N_("The key stands in the journal after the draw, so that anybody can repeat it."),
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """How many tasks one worker may take in a round."""

    worker: str
    tasks: int


def is_shared_out(*, crowd: int, places: int, tasks_least: int) -> bool:
    """Whether the batch is too small to give everybody who may work on it a fair share.

    >>> is_shared_out(crowd=40, places=5391, tasks_least=1)
    False
    >>> is_shared_out(crowd=12, places=5, tasks_least=1)
    True
    """
    return crowd > 1 and crowd * tasks_least > places


def commitment(seed: str) -> str:
    """What the journal says of a seed before it is known: its SHA-256."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def round_key(seed: str, batch_id: str, number: int) -> str:
    """The key of one round. It tells nothing about the seed, nor about later rounds."""
    message = f"{batch_id}:{number}".encode()
    return hmac.new(bytes.fromhex(seed), message, hashlib.sha256).hexdigest()


def ranking(key: str, workers: Sequence[str]) -> list[str]:
    """The workers in the order of the draw; the order they came in makes no difference."""
    secret = bytes.fromhex(key)
    return sorted(
        set(workers),
        key=lambda worker: (hmac.new(secret, worker.encode(), hashlib.sha256).digest(), worker),
    )


def candidates(never: Sequence[str], again: Sequence[str]) -> Sequence[str]:
    """Who takes part in the next round: all who had no turn; when there is none, who came back.

    >>> candidates([], ["ann"])
    ['ann']
    """
    return never or again


def deal(ranked: Sequence[str], *, places: int, most: int) -> list[Dealt]:
    """The open places, dealt down the order in equal shares; who is first gets the odd ones.

    Nobody is dealt more than `most`, since nobody gets a task twice. With fewer places than people
    the first ones get one each.
    """
    return [dealt for dealt in _shares(ranked, places, most) if dealt.tasks]


def _shares(ranked: Sequence[str], places: int, most: int) -> Iterator[Dealt]:
    if not ranked:
        return
    share, odd = divmod(max(0, places), len(ranked))
    for number, worker in enumerate(ranked):
        yield Dealt(worker, min(most, share + (number < odd)))
