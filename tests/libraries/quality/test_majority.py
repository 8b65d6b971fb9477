"""Majority vote: the winner, the share, the ties."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.quality import Answers, MajorityVote
from ouvrage.quality.errors import DuplicateAnswer, EmptyAnswer

Record = tuple[str, str, str]
TWO_TASKS: list[Record] = [
    ("t1", "ada", "cat"),
    ("t1", "bo", "dog"),
    ("t1", "cy", "cat"),
    ("t2", "ada", "dog"),
    ("t2", "bo", "cat"),
]
RECORDS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")),
    st.sampled_from(("cat", "dog", "owl")),
).map(lambda found: [(task, worker, label) for (task, worker), label in found.items()])


def test_most_given_label_wins_with_its_share() -> None:
    vote = MajorityVote().fit(Answers.from_records(TWO_TASKS))["t1"]
    assert (vote.label, vote.share, vote.tied) == ("cat", 2 / 3, ())
    assert vote.votes == {"cat": 2, "dog": 1}


def test_tie_is_reported_and_never_broken() -> None:
    result = MajorityVote().fit(Answers.from_records(TWO_TASKS))
    assert result.labels == {"t1": "cat", "t2": None}
    assert result.ties == {"t2": ("cat", "dog")}
    assert result.confidence == {"t1": 2 / 3, "t2": 0.5}


def test_tie_between_two_of_three_labels_names_the_two() -> None:
    labels = ["cat", "cat", "dog", "dog", "owl"]
    records = [("t", f"w{number}", label) for number, label in enumerate(labels)]
    vote = MajorityVote().fit(Answers.from_records(records))["t"]
    assert (vote.label, vote.share, vote.tied) == (None, 0.4, ("cat", "dog"))


def test_no_answers_give_no_labels() -> None:
    assert MajorityVote().fit(Answers.from_records([])).labels == {}


def test_second_answer_of_one_worker_is_refused_with_its_row() -> None:
    with pytest.raises(DuplicateAnswer) as caught:
        Answers.from_records([*TWO_TASKS, ("t1", "bo", "cat")])
    assert caught.value.row == 6


@pytest.mark.parametrize(
    ("record", "field"),
    [(("", "ada", "cat"), "task"), (("t", "", "cat"), "worker"), (("t", "ada", ""), "label")],
)
def test_empty_part_is_refused_with_row_and_field(record: Record, field: str) -> None:
    with pytest.raises(EmptyAnswer) as caught:
        Answers.from_records([("t0", "ada", "cat"), record])
    assert (caught.value.row, caught.value.field) == (2, field)


@given(RECORDS)
def test_vote_is_what_counting_one_by_one_gives(records: list[Record]) -> None:
    result = MajorityVote().fit(Answers.from_records(records))
    assert set(result.by_task) == {task for task, _, _ in records}
    for task, vote in result.by_task.items():
        given_labels = [label for name, _, label in records if name == task]
        most = max(given_labels.count(label) for label in given_labels)
        winners = sorted({label for label in given_labels if given_labels.count(label) == most})
        assert vote.label == (winners[0] if len(winners) == 1 else None)
        assert vote.tied == (tuple(winners) if len(winners) > 1 else ())
        assert vote.share == most / len(given_labels)
        assert sum(vote.votes.values()) == len(given_labels)


@given(RECORDS, st.randoms(use_true_random=False))
def test_order_of_answers_changes_nothing(records: list[Record], random: Random) -> None:
    shuffled = random.sample(records, len(records))
    before, after = (
        MajorityVote().fit(Answers.from_records(found)) for found in (records, shuffled)
    )
    assert before == after
    assert list(before.by_task) == list(after.by_task)


@given(RECORDS, st.permutations("uvwxyz"))
def test_names_of_workers_change_nothing(records: list[Record], names: list[str]) -> None:
    new = dict(zip("uvwxyz", names, strict=True))
    renamed = [(task, new[worker], label) for task, worker, label in records]
    before, after = (
        MajorityVote().fit(Answers.from_records(found)) for found in (records, renamed)
    )
    assert before == after


@given(RECORDS, st.permutations(("cat", "dog", "owl")))
def test_permuted_labels_give_the_permuted_vote(records: list[Record], names: list[str]) -> None:
    new = dict(zip(("cat", "dog", "owl"), names, strict=True))
    before = MajorityVote().fit(Answers.from_records(records))
    after = MajorityVote().fit(
        Answers.from_records((task, worker, new[label]) for task, worker, label in records)
    )
    assert before.confidence == after.confidence
    for task, vote in before.by_task.items():
        assert after[task].label == (new[vote.label] if vote.label else None)
        assert set(after[task].tied) == {new[label] for label in vote.tied}
