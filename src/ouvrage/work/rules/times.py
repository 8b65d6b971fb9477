"""How long things take and what that earns: reading (PAY-4), answering, an hour.

>>> reading_seconds(400)
130
"""

from ouvrage.base import limits

PILOT_WORKERS_LEAST = 5


READING_WORDS_PER_MINUTE = 200


READING_SECONDS_BASE = 10


def is_piloted(measured_workers: int) -> bool:
    """Whether enough people have done the work to show that its instructions are understood."""
    return measured_workers >= PILOT_WORKERS_LEAST


def reading_seconds(words: int) -> int:
    """The most a first reading is paid for: 200 words a minute and ten seconds to settle (PAY-4).

    200 words a minute is below the 238 that Brysbaert (2019, Journal of Memory and Language 109)
    finds for silent reading of English non-fiction: many workers read in a second language.
    """
    seconds = READING_SECONDS_BASE + -(-words * 60 // READING_WORDS_PER_MINUTE)
    return min(seconds, limits.READING_SECONDS_MAX)


def pay_for_seconds(seconds: int, micros_per_hour: int) -> int:
    """What that time earns at an hourly rate, in micro-units, rounded up."""
    return -(-seconds * micros_per_hour // 3600)


def per_hour_micros(reward_micros: int, seconds: float) -> int:
    """What an hour earns at one reward per `seconds`; zero while no time is known."""
    return int(reward_micros * 3600 / seconds) if seconds > 0 else 0


def counted_seconds(
    reported: int | None, elapsed_seconds: int, most: int, *, trust_reported: bool
) -> int:
    """The seconds that count as work: what the page measured, never more than has passed.

    Without a report (no JavaScript) the time since the task was taken counts. On a test instance a
    report is taken as it is, since simulated people work faster than the clock. `most` caps both.
    """
    if reported is None:
        return max(0, min(elapsed_seconds, most))
    bound = most if trust_reported else min(most, elapsed_seconds)
    return max(0, min(reported, bound))
