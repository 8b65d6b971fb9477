"""Blocks, restrictions and appeals for tests: valid, boring, made by the room's own actions."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.people.models import Person
from ouvrage.rights import actions
from ouvrage.rights.actions import RestrictionDraft
from ouvrage.rights.models import Appeal, Restriction
from ouvrage.work.models import Batch, Block
from ouvrage.work.queries import pseudonym_for
from tests.factories.people import NOW, actor_of, make_operator

EXPLANATION = "Three answers left the second step aside."
HOUR = timedelta(hours=1)
_numbers = count(1)


def block(
    owner: Person | Actor,
    batch: Batch,
    worker: Person,
    *,
    now: Moment = NOW,
    client_key: str = "",
    reason: str = "instructions_ignored",
    explanation: str = EXPLANATION,
    answers: Sequence[str] = (),
    happened_on: date | None = None,
) -> Block:
    """The batch's organisation hands the worker no more tasks."""
    organisation_id = batch.project.organisation_id
    return actions.block_worker(
        actor=owner if isinstance(owner, Actor) else actor_of(owner),
        now=now,
        organisation_id=organisation_id,
        worker=pseudonym_for(organisation_id, worker.id),
        reason=reason,
        explanation=explanation,
        evidence=actions.BlockEvidence(answers, happened_on),
        client_key=client_key or f"block-{next(_numbers)}",
    )


def restriction_draft(worker: Person, **changes: object) -> RestrictionDraft:
    """A pause of ten days."""
    wanted: dict[str, object] = {
        "worker_id": worker.id,
        "kind": "pause",
        "reason": "shared_account",
        "explanation": "Two people used this account at once.",
        "evidence": "Both wrote to the operator on 3 January.",
        "pause_days": 10,
    }
    return RestrictionDraft(**{**wanted, **changes})  # type: ignore[arg-type]


def restrict(
    worker: Person,
    operator: Person | None = None,
    *,
    now: Moment = NOW,
    client_key: str = "",
    **changes: object,
) -> Restriction:
    """An operator restricts the account."""
    return actions.restrict_account(
        actor=actor_of(operator or make_operator()),
        now=now,
        draft=restriction_draft(worker, **changes),
        client_key=client_key or f"restriction-{next(_numbers)}",
    )


def appeal_against(
    worker: Person,
    kind: str,
    subject_id: str,
    *,
    now: Moment = NOW + HOUR,
    words: str = "I followed both steps.",
    client_key: str = "",
) -> Appeal:
    """The worker contests the decision."""
    return actions.file_appeal(
        actor=actor_of(worker),
        now=now,
        kind=kind,
        subject_id=subject_id,
        words=words,
        client_key=client_key or f"appeal-{next(_numbers)}",
    )
