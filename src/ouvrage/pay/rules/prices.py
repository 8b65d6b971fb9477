"""What work costs and what it must pay at least, on plain values.

PAY-2: a reward p for t seconds is refused when p < floor · t / (3600 · (1 - s)), where s is the
share of time that piece rates leave unpaid (0.33 until measured: Toxtli, Suri, Savage 2021,
https://arxiv.org/abs/2110.00169).

>>> floor_reward_micros(12, 12_310_000, 330)
61244
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.base.rates import Rate

ANSWERS_PER_READER = 20
READERS_LEAST = 10
MEASURED_WORKERS_LEAST = 10
UNPAID_PERMILLE_MAX = 800


class CreditKind(StrEnum):
    """Why something is paid that no accepted answer pays; an appeal, while the funds are short; a
    compensation, for a wrong decision that was not put right in time."""

    SCREEN_OUT = "screen_out"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    REWORK = "rework"
    REFUSED = "refused"
    QUALIFICATION = "qualification"
    CORRECTION = "correction"
    BREAK = "break"
    APPEAL = "appeal"
    COMPENSATION = "compensation"


class CreditState(StrEnum):
    """A credit is owed until a reserve has paid it."""

    OWED = "owed"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Terms:
    """The rates work is paid under: the platform's fee, the scheme, the reserves, the floor.

    `reserve_permille` of the rewards lifts pay that fell under the floor, `quality_permille` pays
    time that no accepted answer pays.

    `rates` are what a requester owes on top of a reward under each scheme that may apply to a
    worker, as in force at `agreed_at`: what comes into force between a batch's publication and its
    settlement does not cost more than was reserved. `scheme` is for who chose no status.
    """

    fee_permille: int
    scheme: str
    scheme_permille: int
    reserve_permille: int
    quality_permille: int
    floor_micros_per_hour: int
    agreed_at: Moment
    rates: Mapping[str, tuple[Rate, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prices:
    """What one answer and one reading cost their requester, at the most."""

    reward: Money
    answer_contributions: Money
    answer_fee: Money
    reading: Money
    reading_contributions: Money
    reading_fee: Money

    @property
    def answer(self) -> Money:
        """One accepted answer with all that goes with it."""
        return self.reward + self.answer_contributions + self.answer_fee

    @property
    def one_reading(self) -> Money:
        """One paid reading with all that goes with it."""
        return self.reading + self.reading_contributions + self.reading_fee


@dataclass(frozen=True, slots=True)
class Quote:
    """The full cost of a batch before it is spent, line by line; `total` is what is reserved."""

    tasks: int
    answers_per_task: int
    readers: int
    answers: Money
    reading: Money
    contributions: Money
    fee: Money
    reserve: Money
    quality: Money
    per_answer: Money

    @property
    def spending(self) -> Money:
        """What answers and readings cost at the most, without the two reserves."""
        return self.answers + self.reading + self.contributions + self.fee

    @property
    def total(self) -> Money:
        """The sum of the lines."""
        return self.spending + self.reserve + self.quality


def floor_reward_micros(
    seconds: int, floor_micros_per_hour: int, unpaid_share_permille: int
) -> int:
    """The least a task of that many seconds must pay, in micro-units, rounded up."""
    paid_share = 1000 - unpaid_share_permille
    return -(-floor_micros_per_hour * seconds * 1000 // (3600 * paid_share))


def unpaid_permille(unpaid_seconds: int, seconds: int) -> int:
    """The share of time that nothing pays, rounded up; never more than `UNPAID_PERMILLE_MAX`.

    >>> unpaid_permille(100, 300)
    334
    """
    return min(UNPAID_PERMILLE_MAX, -(-unpaid_seconds * 1000 // seconds))


def default_readers(answers_total: int) -> int:
    """How many people's reading is paid unless the requester says otherwise.

    One reader for each twenty answers, and never fewer than ten: some who read do not go on.
    """
    return max(READERS_LEAST, -(-answers_total // ANSWERS_PER_READER))


def quote(
    prices: Prices, *, tasks: int, answers_per_task: int, readers: int, terms: Terms
) -> Quote:
    """What that many answers and readings cost at the most, with the two reserves."""
    answers = tasks * answers_per_task
    rewards = prices.reward * answers
    return Quote(
        tasks,
        answers_per_task,
        readers,
        rewards,
        prices.reading * readers,
        prices.answer_contributions * answers + prices.reading_contributions * readers,
        prices.answer_fee * answers + prices.reading_fee * readers,
        rewards.permille(terms.reserve_permille),
        rewards.permille(terms.quality_permille),
        prices.answer,
    )
