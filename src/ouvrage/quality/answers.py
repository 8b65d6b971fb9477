"""Answers as three columns of integers: which task, which worker, which label.

Codes follow the sorted names, rows are sorted by task, then worker: the order in which answers came
changes nothing that is computed from them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from ouvrage.quality.errors import DuplicateAnswer, EmptyAnswer

Codes = NDArray[np.int64]
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """`tasks[task[i]]` got from `workers[worker[i]]` the label `labels[label[i]]`.

    `task`, `worker`, `label`: int64 arrays of one length, sorted by (task, worker).
    """

    tasks: tuple[str, ...]
    workers: tuple[str, ...]
    labels: tuple[str, ...]
    task: Codes
    worker: Codes
    label: Codes

    @classmethod
    def from_records(cls, records: Iterable[tuple[str, str, str]]) -> Self:
        """The answers in (task, worker, label) records, in any order.

        Raises `DuplicateAnswer` or `EmptyAnswer` with the record's number.
        """
        found = list(_each_once(records))
        tasks, task = _coded([record[0] for record in found])
        workers, worker = _coded([record[1] for record in found])
        labels, label = _coded([record[2] for record in found])
        order = np.lexsort((worker, task))
        return cls(tasks, workers, labels, task[order], worker[order], label[order])

    def __len__(self) -> int:
        return len(self.task)

    def label_counts(self) -> tuple[Codes, Codes, Codes]:
        """Task, label and how many gave it, for each pair that occurs, sorted by (task, label)."""
        width = max(1, len(self.labels))
        pairs, counts = np.unique(self.task * width + self.label, return_counts=True)
        return pairs // width, pairs % width, counts.astype(np.int64)


def _each_once(records: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    for number, record in enumerate(once_per_worker(records), start=1):
        if not record[2]:
            raise EmptyAnswer(row=number, field="label", part="label")
        yield record


def once_per_worker(
    records: Iterable[tuple[str, str, Given]],
) -> Iterator[tuple[str, str, Given]]:
    """The records as they come; raises when a name is empty or a pair comes twice."""
    seen: set[tuple[str, str]] = set()
    for number, record in enumerate(records, start=1):
        task, worker, _ = record
        for part, name in (("task", task), ("worker", worker)):
            if not name:
                raise EmptyAnswer(row=number, field=part, part=part)
        if (task, worker) in seen:
            raise DuplicateAnswer(row=number, field="worker", task=task, worker=worker)
        seen.add((task, worker))
        yield record


def _coded(names: list[str]) -> tuple[tuple[str, ...], Codes]:
    distinct = tuple(sorted(set(names)))
    code = {name: position for position, name in enumerate(distinct)}
    return distinct, np.fromiter((code[name] for name in names), np.int64, len(names))
