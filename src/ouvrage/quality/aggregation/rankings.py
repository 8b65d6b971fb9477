"""Answers that rank the items of a task: the order of their mean ranks.

This is Borda's count, as the mean rank of an item is a falling function of its points (J.-C. de
Borda, "Mémoire sur les élections au scrutin", 1781). Items of one mean rank stay together.

>>> borda([("t", "ada", ["x", "y"]), ("t", "bo", ["x", "y"]), ("t", "cy", ["y", "x"])])["t"].order
(('x',), ('y',))
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ouvrage.quality.answers import once_per_worker
from ouvrage.quality.errors import DifferentItems


@dataclass(frozen=True, slots=True)
class RankVote:
    """What one task got: `order` from the first place on, in groups of items that tie."""

    order: tuple[tuple[str, ...], ...]
    mean_rank: Mapping[str, float]
    answers: int

    @property
    def tied(self) -> tuple[tuple[str, ...], ...]:
        """The groups of several items."""
        return tuple(group for group in self.order if len(group) > 1)


def borda(records: Iterable[tuple[str, str, Sequence[str]]]) -> dict[str, RankVote]:
    """The joint order of every task, from (task, worker, items from first to last) in any order.

    Raises `DifferentItems` when a ranking repeats an item or two rankings of a task differ in them.
    """
    answers: Counter[str] = Counter()
    sums: dict[str, Counter[str]] = {}
    for number, (task, _, ranking) in enumerate(once_per_worker(records), start=1):
        ranks = {item: rank for rank, item in enumerate(ranking, start=1)}
        known = sums.setdefault(task, Counter(dict.fromkeys(ranks, 0)))
        if len(ranks) < len(ranking) or not ranks or ranks.keys() != known.keys():
            raise DifferentItems(row=number, field="label", task=task)
        answers[task] += 1
        known.update(ranks)
    return {task: _vote(sums[task], answers[task]) for task in sorted(sums)}


def _vote(sums: Counter[str], answers: int) -> RankVote:
    items = sorted(sums, key=lambda item: (sums[item], item))
    return RankVote(
        order=tuple(tuple(group) for _, group in groupby(items, key=sums.__getitem__)),
        mean_rank={item: sums[item] / answers for item in items},
        answers=answers,
    )
