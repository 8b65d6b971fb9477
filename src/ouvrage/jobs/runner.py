"""Runs what is due, as many runners beside each other as one likes.

What is due stands in the database; a job is claimed by a conditional UPDATE, so no two runners have
it at once and a runner that dies loses its claim when the lease ends. A job that fails is logged
once, waits longer after each failure, and holds up no other.

>>> run_pending(utc_now())
{'deliver_outbox': 3, 'seal_journal': 12}
"""

import logging
import threading
from collections.abc import Sequence

from django.db import Error as DatabaseError
from django.db import close_old_connections, connections

from ouvrage.base.moment import Moment, utc_now
from ouvrage.jobs.schedule import LEASE, SCHEDULE, Job
from ouvrage.journal import actions, queries

TICK_SECONDS = 1.0
PAUSE_SECONDS_MAX = 60.0
_log = logging.getLogger(__name__)


def run_pending(now: Moment, *, jobs: Sequence[Job] = SCHEDULE) -> dict[str, int]:
    """Each job that was due and free has run once; returns the rows each of them handled."""
    waiting = queries.schedules_not_due(now)
    handled: dict[str, int] = {}
    for job in jobs:
        if job.name in waiting or not job.has_work(now):
            continue
        claim = actions.claim_schedule(now=now, name=job.name, lease=LEASE)
        if claim is not None:
            rows = _run_claimed(job, now, claim)
            if rows is not None:
                handled[job.name] = rows
    return handled


def _run_claimed(job: Job, now: Moment, claim: Moment) -> int | None:
    """Rows handled; None when the job failed, which is kept, logged the first time, and retried."""
    try:
        rows = job.run(now)
    except Exception as error:  # noqa: BLE001 - the fault is kept, the other jobs go on
        failures = actions.fail_schedule(
            now=now, name=job.name, claim=claim, error=f"{type(error).__name__}: {error}"
        )
        if failures == 1:
            _log.exception("job %s failed; it will be tried again, with growing pauses", job.name)
        return None
    due_at = now if rows >= job.rows_max else now + job.every
    actions.finish_schedule(name=job.name, claim=claim, due_at=due_at)
    return rows


def run_forever(stop: threading.Event, *, jobs: Sequence[Job] = SCHEDULE) -> None:
    """Returns once `stop` is set and the round at hand has ended.

    While the database does not answer, the runner asks again with growing pauses.
    """
    pause = TICK_SECONDS
    while not stop.is_set():
        try:
            run_pending(utc_now(), jobs=jobs)
        except DatabaseError:
            if pause == TICK_SECONDS:
                _log.exception("the database does not answer; the jobs wait for it")
            pause = min(pause * 2, PAUSE_SECONDS_MAX)
        else:
            pause = TICK_SECONDS
        close_old_connections()
        stop.wait(pause)
    connections.close_all()
