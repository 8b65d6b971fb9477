"""Answers that name several options: each option is voted on by itself (binary relevance).

An option that more than half of the answers name is kept; one that exactly half of them name is a
tie. G. Tsoumakas, I. Katakis, "Multi-Label Classification: An Overview", IJDWM 3(3), 2007.

>>> vote = majority_of_sets([("t", "ada", ["red", "big"]), ("t", "bo", ["red"])])["t"]
>>> vote.kept, vote.tied
(('red',), ('big',))
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ouvrage.quality.answers import once_per_worker
from ouvrage.quality.errors import EmptyAnswer


@dataclass(frozen=True, slots=True)
class SetVote:
    """What one task got; options are sorted, `shares` has every option that anyone named."""

    kept: tuple[str, ...]
    tied: tuple[str, ...]
    shares: Mapping[str, float]
    answers: int


def majority_of_sets(
    records: Iterable[tuple[str, str, Collection[str]]],
) -> dict[str, SetVote]:
    """The vote on every option of every task, from (task, worker, options) in any order.

    An empty set is an answer: none of the options. An option named twice in one answer counts once.
    """
    answers: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {}
    for number, (task, _, options) in enumerate(once_per_worker(records), start=1):
        if not all(options):
            raise EmptyAnswer(row=number, field="label", part="label")
        answers[task] += 1
        named.setdefault(task, Counter()).update(set(options))
    return {task: _vote(named[task], answers[task]) for task in sorted(answers)}


def _vote(named: Counter[str], answers: int) -> SetVote:
    options = sorted(named)
    return SetVote(
        kept=tuple(option for option in options if 2 * named[option] > answers),
        tied=tuple(option for option in options if 2 * named[option] == answers),
        shares={option: named[option] / answers for option in options},
        answers=answers,
    )
