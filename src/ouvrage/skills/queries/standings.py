"""Where one person is with one test."""

from ouvrage.base.moment import Moment, Span
from ouvrage.skills.models import Attempt, Test
from ouvrage.skills.queries.holdings import latest_grant
from ouvrage.skills.rules import AttemptState, Earlier, Standing, standing

NEVER = Span(days=36_500)


def standing_of(test: Test, worker_id: str, now: Moment) -> Standing:
    """Whether the person can begin the test at that moment, and else from when."""
    rows = Attempt.objects.filter(test=test, worker_id=worker_id).select_related("sheet")
    latest = latest_grant(test.pk, worker_id)
    seconds = test.qualification.retry_after_seconds
    return standing(
        [_earlier(row) for row in rows],
        held=latest is not None and latest.is_held(now),
        now=now,
        retry_after=NEVER if seconds is None else Span(seconds=seconds),
        attempts_max=test.attempts_max,
    )


def _earlier(row: Attempt) -> Earlier:
    state = AttemptState(row.state)
    sent = state not in (AttemptState.OPEN, AttemptState.LEFT)
    return Earlier(state, row.started_at, row.sheet.at if sent else None)
