"""A worker's time in the portal of the browser tests: a claim that waits for a decision."""

from datetime import timedelta

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import ClaimDraft
from ouvrage.pay.rules import TimeCategory
from ouvrage.people.models import Person
from tests.factories.people import actor_of


def made(worker: Person, project_id: str) -> dict[str, str]:
    """The worker's claim about the project, and today as an address has it."""
    now = utc_now()
    claim = pay.claim_time(
        actor=actor_of(worker),
        now=now,
        draft=ClaimDraft(
            "claim",
            TimeCategory.TASK,
            now - timedelta(minutes=40),
            now - timedelta(minutes=30),
            "The connection was cut and the page did not count the rest.",
            project_id=project_id,
        ),
    )
    return {"time_claim": claim.id, "today": now.date().isoformat()}
