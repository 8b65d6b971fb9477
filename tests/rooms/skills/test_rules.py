"""The room's rules, by table."""

from datetime import timedelta

import pytest

from ouvrage.skills import errors, rules
from ouvrage.skills.rules import (
    ACCEPTED_ANSWERS,
    ACCEPTED_SHARE,
    AttemptState,
    Comparator,
    Condition,
    Earlier,
    Guard,
)
from ouvrage.taskui import AnswerField, FieldKind
from tests.factories.people import NOW

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("comparator", "values", "held", "passes"),
    [
        (Comparator.AT_LEAST, (80,), 80, True),
        (Comparator.AT_LEAST, (80,), 79, False),
        (Comparator.MORE_THAN, (80,), 80, False),
        (Comparator.MORE_THAN, (80,), 81, True),
        (Comparator.AT_MOST, (10,), 10, True),
        (Comparator.AT_MOST, (10,), 11, False),
        (Comparator.LESS_THAN, (10,), 10, False),
        (Comparator.LESS_THAN, (10,), 9, True),
        (Comparator.EQUAL, (1,), 1, True),
        (Comparator.EQUAL, (1,), 0, False),
        (Comparator.NOT_EQUAL, (1,), 0, True),
        (Comparator.NOT_EQUAL, (1,), 1, False),
        (Comparator.NOT_EQUAL, (1,), None, False),
        (Comparator.EXISTS, (), 0, True),
        (Comparator.EXISTS, (), None, False),
        (Comparator.NOT_EXISTS, (), None, True),
        (Comparator.NOT_EXISTS, (), 0, False),
        (Comparator.IN, (1, 3), 3, True),
        (Comparator.IN, (1, 3), 2, False),
        (Comparator.IN, (1, 3), None, False),
        (Comparator.NOT_IN, (1, 3), 2, True),
        (Comparator.NOT_IN, (1, 3), 3, False),
        (Comparator.NOT_IN, (1, 3), None, False),
        (Comparator.AT_LEAST, (0,), None, False),
    ],
)
def test_comparators_say_who_passes(
    comparator: Comparator, values: tuple[int, ...], held: int | None, passes: bool
) -> None:
    assert rules.holds(comparator, values, held) is passes


GATE = Condition(
    ACCEPTED_ANSWERS, Comparator.AT_LEAST, (100,), alternative_id="T", alternative_open=True
)


@pytest.mark.parametrize(
    ("held", "open_test", "passes"),
    [
        ({ACCEPTED_ANSWERS: 100}, True, True),
        ({ACCEPTED_ANSWERS: 0, "T": 80}, True, True),
        ({ACCEPTED_ANSWERS: 99}, True, False),
        ({ACCEPTED_ANSWERS: 0}, False, True),
    ],
)
def test_a_gate_is_passed_by_record_or_test_and_holds_only_with_its_test(
    held: dict[str, int], open_test: bool, passes: bool
) -> None:
    """QUA-10."""
    gate = Condition(
        GATE.qualification_id, GATE.comparator, GATE.values, GATE.guard, "T", open_test
    )
    assert rules.meets(gate, held) is passes


@pytest.mark.parametrize(
    ("guard", "kept"),
    [
        (Guard.ACCEPT, [True, False, False]),
        (Guard.PREVIEW, [True, True, False]),
        (Guard.DISCOVER, [True, True, True]),
    ],
)
def test_what_hides_an_offer_also_keeps_it(guard: Guard, kept: list[bool]) -> None:
    condition = Condition("Q", Comparator.EXISTS, (), guard)
    acts = (Guard.ACCEPT, Guard.PREVIEW, Guard.DISCOVER)
    assert [bool(rules.unmet([condition], {}, act)) for act in acts] == kept


@pytest.mark.parametrize(
    ("qualification", "comparator", "values", "gate"),
    [
        (ACCEPTED_ANSWERS, Comparator.AT_LEAST, (1,), True),
        (ACCEPTED_ANSWERS, Comparator.AT_LEAST, (0,), False),
        (ACCEPTED_ANSWERS, Comparator.LESS_THAN, (10,), False),
        (ACCEPTED_ANSWERS, Comparator.IN, (5, 6), True),
        (ACCEPTED_SHARE, Comparator.AT_LEAST, (95,), False),
        ("Q", Comparator.AT_LEAST, (95,), False),
    ],
)
def test_a_gate_is_what_a_newcomer_cannot_meet(
    qualification: str, comparator: Comparator, values: tuple[int, ...], gate: bool
) -> None:
    """QUA-10."""
    assert rules.asks_prior_work(qualification, comparator, values) is gate


@pytest.mark.parametrize(
    ("answers", "seconds", "hours"), [(1_000, 200, 56), (1, 1, 1), (3_600, 1, 1), (3_601, 1, 2)]
)
def test_a_gate_asks_for_hours(answers: int, seconds: float, hours: int) -> None:
    """QUA-10."""
    assert rules.gate_hours(answers, seconds) == hours


@pytest.mark.parametrize(
    ("kind", "given", "expected", "right"),
    [
        (FieldKind.CHOICE, "yes", ["yes"], True),
        (FieldKind.CHOICE, "no", ["yes"], False),
        (FieldKind.CHOICE, None, ["yes"], False),
        (FieldKind.CHOICE, "maybe", ["yes", "maybe"], True),
        (FieldKind.CHOICES, ["b", "a"], ["a", "b"], True),
        (FieldKind.CHOICES, ["a"], ["a", "b"], False),
        (FieldKind.CHOICES, [], [], True),
        (FieldKind.CHOICES, None, ["a"], False),
        (FieldKind.TEXT, "  The   Rent ", ["the rent"], True),
        (FieldKind.TEXT, "rent", ["the rent"], False),
        (FieldKind.NUMBER, 7, ["7.0"], True),
        (FieldKind.NUMBER, 7.5, ["7"], False),
        (FieldKind.RANKING, ["a", "b"], ["a", "b"], True),
        (FieldKind.RANKING, ["b", "a"], ["a", "b"], False),
    ],
)
def test_the_key_says_what_is_right(
    kind: FieldKind, given: object, expected: list[str], right: bool
) -> None:
    assert rules.is_right(kind, given, expected) is right


def test_items_not_seen_come_first_and_the_order_is_the_attempts_own() -> None:
    """QUA-1."""
    pool = [f"i{number}" for number in range(10)]
    first = rules.drawn_items(pool, (), 5, "one")
    assert first == rules.drawn_items(pool, (), 5, "one")
    assert len(set(first)) == 5
    second = rules.drawn_items(pool, first, 5, "two")
    assert set(first) & set(second) == set()
    third = rules.drawn_items(pool, pool, 10, "three")
    assert sorted(third) == pool
    assert third != rules.drawn_items(pool, pool, 10, "four")


def _standing(
    *earlier: tuple[AttemptState, timedelta], retry: timedelta = DAY, held: bool = False
) -> rules.Standing:
    rows = [Earlier(state, NOW - ago, NOW - ago) for state, ago in earlier]
    return rules.standing(rows, held=held, now=NOW, retry_after=retry, attempts_max=3)


@pytest.mark.parametrize(
    ("earlier", "refusal"),
    [
        ((), None),
        (((AttemptState.FAILED, 2 * DAY),), None),
        (((AttemptState.FAILED, DAY / 2),), errors.RetryLater),
        (((AttemptState.LEFT, DAY / 2),), None),
        (((AttemptState.LAPSED, DAY / 2),), None),
        (((AttemptState.WAITING, 2 * DAY),), errors.AttemptUnderWay),
        (((AttemptState.OPEN, DAY / 2),), errors.AttemptUnderWay),
        (((AttemptState.FAILED, 3 * DAY),) * 3, errors.NoAttemptLeft),
        (((AttemptState.FAILED, 366 * DAY),) * 3, None),
    ],
)
def test_a_test_can_be_taken_again_after_its_span_and_so_often_a_year(
    earlier: tuple[tuple[AttemptState, timedelta], ...], refusal: type[errors.RetryLater] | None
) -> None:
    """QUA-1."""
    found = rules.attempt_refusal(_standing(*earlier))
    assert type(found) is (refusal or type(None))


def test_who_holds_it_does_not_take_it_again() -> None:
    assert isinstance(rules.attempt_refusal(_standing(held=True)), errors.AlreadyQualified)


def test_the_moment_to_take_it_again_is_said() -> None:
    found = rules.attempt_refusal(_standing((AttemptState.FAILED, DAY / 2)))
    assert str(found) == (
        "This test can be taken again from 2026-01-05 21:00 UTC, with other or reordered items."
    )


def test_a_key_answers_questions_of_the_page_with_choices_of_theirs() -> None:
    fields = (AnswerField("money", FieldKind.CHOICE, ("yes", "no")),)
    found = list(rules.key_faults({"money": ["maybe"], "mood": ["glad"]}, fields, 4))
    assert [(fault.code, fault.row, fault.params["name"]) for fault in found] == [
        ("key_not_an_option", 4, "money"),
        ("key_of_no_question", 4, "mood"),
    ]
    assert list(rules.key_faults({"money": ["yes"]}, fields, 1)) == []
