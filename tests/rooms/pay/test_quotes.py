"""What a batch costs before it is spent, to the micro-unit, and the least a task may pay."""

import pytest
from django.test import override_settings

from ouvrage.base.money import Money
from ouvrage.pay import queries
from ouvrage.pay.rules import Quote, default_readers, floor_reward_micros
from tests.factories.people import NOW
from tests.factories.work import make_draft_batch, make_open_batch, make_project

pytestmark = pytest.mark.django_db

# The instructions of the factory have 39 words: 10 + ceil(39 * 60 / 200) seconds to read, which pay
# ceil(22 * 12,310,000 / 3600) micro-units at the floor, and ceil(5 %) of that is the fee.
READING, READING_FEE = 75_228, 3_762


def parts(quote: Quote) -> tuple[int, ...]:
    """The lines of the quote in micro-units."""
    return (
        quote.answers.micros,
        quote.reading.micros,
        quote.contributions.micros,
        quote.fee.micros,
        quote.reserve.micros,
        quote.quality.micros,
    )


def test_a_quote_names_each_part_of_the_cost() -> None:
    quote = queries.quote_of_batch(make_draft_batch(make_project(), 2).id)
    assert parts(quote) == (
        6 * 60_000,
        10 * READING,
        0,
        6 * 3_000 + 10 * READING_FEE,
        18_000,
        18_000,
    )
    assert (quote.readers, quote.per_answer.micros, quote.total.micros) == (10, 63_000, 1_203_900)


@override_settings(CONTRIBUTION_SCHEME="percentage", CONTRIBUTION_PERMILLE=215)
def test_contributions_are_a_percentage_of_what_is_earned() -> None:
    quote = queries.quote_of_batch(make_draft_batch(make_project(), 2).id, readers_max=4)
    assert quote.readers == 4
    assert quote.contributions.micros == 6 * 12_900 + 4 * 16_175  # ceil(75,228 * 0.215)
    assert quote.per_answer.micros == 75_900


def test_the_smallest_reward_is_exact() -> None:
    project = make_project(reward="0.000001", answers_per_task=1)
    quote = queries.quote(project, tasks=1_000, answers_per_task=1, readers_max=1)
    assert parts(quote) == (1_000, READING, 0, 1_000 + READING_FEE, 50, 50)


@pytest.mark.parametrize(("answers", "readers"), [(1, 10), (200, 10), (201, 11), (24_945, 1_248)])
def test_one_reader_is_paid_for_twenty_answers_and_never_fewer_than_ten(
    answers: int, readers: int
) -> None:
    assert default_readers(answers) == readers


@pytest.mark.parametrize(
    ("seconds", "unpaid_permille", "least"),
    [(10, 330, 51_037), (3_600, 330, 18_373_135), (3_600, 0, 12_310_000), (0, 330, 0)],
)
def test_the_floor_counts_unpaid_time(seconds: int, unpaid_permille: int, least: int) -> None:
    """PAY-2: 12.31 an hour, and the share of time that piece rates leave unpaid."""
    assert floor_reward_micros(seconds, 12_310_000, unpaid_permille) == least


def test_more_answers_cost_themselves_and_the_readers_they_need() -> None:
    batch = make_open_batch(tasks=2)
    within = queries.quote_of_answers(batch, 1)
    assert (parts(within), within.readers) == ((120_000, 0, 0, 6_000, 6_000, 6_000), 0)
    beyond = queries.quote_of_answers(make_open_batch(tasks=100), 3)
    assert beyond.readers == 0
    batch.readers_left = 3
    assert queries.quote_of_answers(batch, 1).readers == 7


def test_a_published_batch_keeps_its_terms() -> None:
    batch = make_open_batch(tasks=2)
    with override_settings(
        FEE_PERMILLE=900,
        CONTRIBUTION_SCHEME="percentage",
        CONTRIBUTION_PERMILLE=300,
        RESERVE_PERMILLE=0,
        FLOOR_MICROS_PER_HOUR=99_000_000,
    ):
        assert queries.needed(batch) == Money(6 * 63_000 + 10 * (READING + READING_FEE), "EUR")
        assert queries.current_terms(NOW).fee_permille == 900
        assert queries.terms_of(batch.id).fee_permille == 50
