"""Majority vote: the label most people gave, or a tie that names the labels it stands between.

Every answer weighs the same. For how far repeated labels help, and when they do not: V. Sheng,
F. Provost, P. Ipeirotis, "Get Another Label? Improving Data Quality and Data Mining Using Multiple,
Noisy Labelers", KDD 2008.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ouvrage.quality.answers import Answers, Codes


@dataclass(frozen=True, slots=True)
class TaskVote:
    """What one task got.

    `label` is None on a tie, and `tied` then names the labels, sorted; `share` is the part of the
    answers that each winner got; `votes` has the labels given, sorted.
    """

    label: str | None
    share: float
    votes: Mapping[str, int]
    tied: tuple[str, ...]


@dataclass(frozen=True)
class MajorityResult:
    """The votes by task, sorted by task."""

    by_task: Mapping[str, TaskVote]

    def __getitem__(self, task: str) -> TaskVote:
        return self.by_task[task]

    @cached_property
    def labels(self) -> dict[str, str | None]:
        """The label of each task; None on a tie."""
        return {task: vote.label for task, vote in self.by_task.items()}

    @cached_property
    def confidence(self) -> dict[str, float]:
        """The winner's share of each task's answers, in (0, 1]."""
        return {task: vote.share for task, vote in self.by_task.items()}

    @cached_property
    def ties(self) -> dict[str, tuple[str, ...]]:
        """The labels between which each tied task stands; tasks without a tie are not in it."""
        return {task: vote.tied for task, vote in self.by_task.items() if vote.tied}


class MajorityVote:
    """The plain majority; it has nothing to set and learns nothing about people."""

    method = "majority_vote"

    def fit(self, answers: Answers) -> MajorityResult:
        """The vote on every task of `answers`. Time and memory grow as the answers, n log n."""
        task, label, count = answers.label_counts()
        if not len(task):
            return MajorityResult({})
        starts = np.flatnonzero(np.diff(task, prepend=-1))
        ends = np.append(starts[1:], len(task))
        most = np.maximum.reduceat(count, starts)
        total = np.add.reduceat(count, starts)
        wins = count == np.repeat(most, ends - starts)
        shares = (most / total).tolist()
        votes = {
            name: _vote(answers.labels, label[start:end], count[start:end], wins[start:end], share)
            for name, start, end, share in zip(answers.tasks, starts, ends, shares, strict=True)
        }
        return MajorityResult(votes)


def _vote(
    names: tuple[str, ...], label: Codes, count: Codes, wins: np.ndarray, share: float
) -> TaskVote:
    votes = {names[code]: given for code, given in zip(label.tolist(), count.tolist(), strict=True)}
    winners = tuple(names[code] for code in label[wins].tolist())
    if len(winners) > 1:
        return TaskVote(None, share, votes, winners)
    return TaskVote(winners[0], share, votes, ())
