"""From the answers of a batch to one vote per task and field.

A widget's field has no vote: its answers are listed as they are. Each other kind has its own way: a
choice, a number or a text is voted on as a whole (text with its runs of spaces made one), each
option of a multiple choice is voted on by itself, a ranking is joined by mean rank. A tie is
reported and never broken.

>>> given = [Given("t", 1, "ada", {"same": "yes"}), Given("t", 1, "bo", {"same": "yes"})]
>>> [(vote.value, vote.confidence) for vote in votes_on("same", "choice", given)]
[('yes', 1.0)]
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

import orjson

from ouvrage.quality import (
    Answers,
    MajorityVote,
    borda,
    krippendorff_alpha,
    majority_of_sets,
    percent_agreement,
)
from ouvrage.taskui.fields import FieldKind


@dataclass(frozen=True, slots=True)
class Given:
    """One person's answer to one task."""

    task_id: str
    position: int
    worker_id: str
    answer: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Vote:
    """What a field of a task got; `value` is None on a tie, `confidence` a share of the answers.

    For a multiple choice it is the smallest share by which an option is in or out; for a ranking
    the share of answers that give this very order.
    """

    task_id: str
    field: str
    value: object
    confidence: float
    tied: tuple[object, ...]
    votes: tuple[tuple[object, int], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agreed, as a mean over the fields that are voted on as a whole."""

    percent: float | None
    alpha: float | None


def votes_on(field: str, kind: str, given: Sequence[Given]) -> Iterator[Vote]:
    """The field's vote on every task that has an answer to it, in the order of the tasks' ids."""
    if kind == FieldKind.WIDGET:
        return
    if kind == FieldKind.CHOICES:
        yield from _sets(field, given)
    elif kind == FieldKind.RANKING:
        yield from _rankings(field, given)
    else:
        yield from _majorities(field, given)


def _majorities(field: str, given: Sequence[Given]) -> Iterator[Vote]:
    result = MajorityVote().fit(Answers.from_records(_records(field, given)))
    for task_id, vote in result.by_task.items():
        yield Vote(
            task_id,
            field,
            None if vote.label is None else orjson.loads(vote.label),
            vote.share,
            tuple(orjson.loads(label) for label in vote.tied),
            tuple((orjson.loads(label), count) for label, count in vote.votes.items()),
        )


def _records(field: str, given: Sequence[Given]) -> Iterator[tuple[str, str, str]]:
    for answer in given:
        value = answer.answer.get(field)
        if isinstance(value, str):
            value = " ".join(value.split())
        if value not in (None, ""):
            yield answer.task_id, answer.worker_id, orjson.dumps(value).decode()


def _sets(field: str, given: Sequence[Given]) -> Iterator[Vote]:
    records = [(one.task_id, one.worker_id, _texts(one.answer.get(field))) for one in given]
    for task_id, vote in majority_of_sets(records).items():
        shares = [max(share, 1 - share) for share in vote.shares.values()]
        yield Vote(
            task_id,
            field,
            None if vote.tied else list(vote.kept),
            min(shares, default=1.0),
            tuple(vote.tied),
            tuple((option, round(share * vote.answers)) for option, share in vote.shares.items()),
        )


def _rankings(field: str, given: Sequence[Given]) -> Iterator[Vote]:
    ranked = [(one, _texts(one.answer.get(field))) for one in given]
    records = [(one.task_id, one.worker_id, order) for one, order in ranked if order]
    by_task: dict[str, list[tuple[str, ...]]] = {}
    for task_id, _, order in records:
        by_task.setdefault(task_id, []).append(order)
    for task_id, vote in borda(records).items():
        joint = tuple(item for group in vote.order for item in group)
        orders = by_task[task_id]
        yield Vote(
            task_id,
            field,
            None if vote.tied else list(joint),
            orders.count(joint) / len(orders),
            tuple(list(group) for group in vote.tied),
            tuple((list(order), orders.count(order)) for order in sorted(set(orders))),
        )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def agreement_of(kinds: Mapping[str, str], given: Sequence[Given]) -> Agreement:
    """Mean pairwise agreement and mean nominal alpha of the choice and number fields."""
    percents, alphas = [], []
    for field, kind in kinds.items():
        if kind in {FieldKind.CHOICE, FieldKind.NUMBER}:
            answers = Answers.from_records(_records(field, given))
            percents.append(percent_agreement(answers))
            alphas.append(krippendorff_alpha(answers))
    return Agreement(_mean(percents), _mean(alphas))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None
