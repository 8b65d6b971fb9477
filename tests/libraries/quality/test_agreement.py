"""Agreement against hand-computed figures and a slow second implementation."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.quality import Answers, krippendorff_alpha, percent_agreement

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers,
# twelve units, "." where an observer gave no value.
FOUR_OBSERVERS = {
    "A": "123321412...",
    "B": "1233224125.3",
    "C": ".3332342251.",
    "D": "12332441251.",
}
Record = tuple[str, str, str]
RECORDS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), st.sampled_from("123")
).map(lambda found: [(task, worker, label) for (task, worker), label in found.items()])


def four_observers() -> list[Record]:
    return [
        (f"unit {unit:02}", observer, value)
        for observer, values in FOUR_OBSERVERS.items()
        for unit, value in enumerate(values, start=1)
        if value != "."
    ]


def slow_alpha(records: list[Record]) -> float | None:
    """One minus observed over expected disagreement, pair by pair."""
    units: dict[str, list[str]] = {}
    for task, _, label in records:
        units.setdefault(task, []).append(label)
    pairable = [labels for labels in units.values() if len(labels) > 1]
    values = [label for labels in pairable for label in labels]
    expected = sum(one != other for one, other in permutations(values, 2))
    if not expected:
        return None
    observed = sum(
        sum(one != other for one, other in permutations(labels, 2)) / (len(labels) - 1)
        for labels in pairable
    )
    return 1 - (len(values) - 1) * observed / expected


def test_alpha_of_the_published_example_is_0_743() -> None:
    alpha = krippendorff_alpha(Answers.from_records(four_observers()))
    assert alpha is not None
    assert round(alpha, 3) == 0.743


def test_alpha_of_two_observers_by_hand() -> None:
    # Ten binary units (section A of the paper): 20 values, 14 of one, 6 of the other, 4 mismatches.
    first, second = "0100000000", "1110010010"
    records = [
        (str(unit), observer, value)
        for observer, values in (("A", first), ("B", second))
        for unit, value in enumerate(values)
    ]
    alpha = krippendorff_alpha(Answers.from_records(records))
    assert alpha == pytest.approx(1 - 19 * 4 / (14 * 6), abs=1e-12)
    assert round(1 - 19 * 4 / (14 * 6), 3) == 0.095


def test_percent_agreement_is_the_mean_over_tasks() -> None:
    records = [
        ("t1", "ada", "cat"),
        ("t1", "bo", "cat"),
        ("t1", "cy", "dog"),
        ("t2", "ada", "dog"),
        ("t2", "bo", "dog"),
        ("t3", "ada", "owl"),
    ]
    assert percent_agreement(Answers.from_records(records)) == pytest.approx((1 / 3 + 1) / 2)


def test_agreement_of_single_answers_is_not_defined() -> None:
    answers = Answers.from_records([("t1", "ada", "cat"), ("t2", "bo", "dog")])
    assert percent_agreement(answers) is None
    assert krippendorff_alpha(answers) is None


def test_alpha_without_any_variation_is_not_defined() -> None:
    answers = Answers.from_records([("t1", "ada", "cat"), ("t1", "bo", "cat")])
    assert percent_agreement(answers) == 1.0
    assert krippendorff_alpha(answers) is None


@given(RECORDS)
def test_alpha_is_what_the_slow_way_gives(records: list[Record]) -> None:
    slow = slow_alpha(records)
    fast = krippendorff_alpha(Answers.from_records(records))
    assert fast == (None if slow is None else pytest.approx(slow, abs=1e-9))


@given(RECORDS, st.permutations("123"))
def test_names_of_labels_do_not_change_agreement(records: list[Record], names: list[str]) -> None:
    new = dict(zip("123", names, strict=True))
    renamed = [(task, worker, new[label]) for task, worker, label in records]
    before, after = Answers.from_records(records), Answers.from_records(renamed)
    assert krippendorff_alpha(before) == pytest.approx(krippendorff_alpha(after))
    assert percent_agreement(before) == percent_agreement(after)
