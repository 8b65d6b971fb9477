"""Claims about time, for the worker who made them and for the person who decides."""

from dataclasses import dataclass

from django.db.models import Q

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment, Span
from ouvrage.base.money import Money
from ouvrage.pay.models import TimeClaim
from ouvrage.pay.queries.credits import credited
from ouvrage.pay.queries.time import Recorded, time_of_worker, titles
from ouvrage.pay.rules import ClaimReason, ClaimState, TimeCategory
from ouvrage.work.models import Batch, Project
from ouvrage.work.queries.requester import pseudonym_for

AROUND = Span(hours=1)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and what was decided; `worker` is the name made for its organisation."""

    id: str
    worker: str
    category: TimeCategory
    project_id: str
    project_title: str
    started_at: Moment
    ended_at: Moment
    words: str
    state: ClaimState
    made_at: Moment
    answer_by: Moment
    decided_at: Moment | None
    reason: ClaimReason | None
    explanation: str
    appeal_until: Moment | None
    seconds_added: int
    paid: Money


def claims_of_worker(worker_id: str, *, before: str = "", limit: int = PAGE_ROWS) -> list[ClaimRow]:
    """The worker's claims, newest first, before an id."""
    where = Q(worker_id=worker_id)
    if before:
        where &= Q(id__lt=before)
    return _rows(list(TimeClaim.objects.filter(where).order_by("-id")[:limit]))


def claims_to_decide(
    organisation_id: str | None = None, *, limit: int = PAGE_ROWS
) -> list[ClaimRow]:
    """Open claims, the earliest due first: of one organisation, or of the whole instance."""
    rows = TimeClaim.objects.filter(state=ClaimState.OPEN)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    return _rows(list(rows.order_by("answer_by", "id")[:limit]))


def claims_waiting(organisation_id: str | None = None) -> int:
    """How many claims wait for a decision."""
    rows = TimeClaim.objects.filter(state=ClaimState.OPEN)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    return rows.count()


def claims_overdue(now: Moment) -> int:
    """How many claims wait for a decision that should have come before."""
    return TimeClaim.objects.filter(state=ClaimState.OPEN, answer_by__lte=now).count()


def claim_row(claim: TimeClaim) -> ClaimRow:
    """The row of a claim that was read already."""
    return _rows([claim])[0]


def recorded_around(claim: TimeClaim, now: Moment, *, own_only: bool) -> list[Recorded]:
    """What is recorded from an hour before the claim's time to an hour after it.

    With `own_only`, for a requester: nothing of the worker's time for anybody else.
    """
    start, end = claim.started_at - AROUND, claim.ended_at + AROUND
    records = time_of_worker(claim.worker_id, start, end, now).records
    if not own_only:
        return list(records)
    ids = {row.interval.project_id for row in records}
    own = Project.objects.filter(id__in=ids, organisation_id=claim.organisation_id)
    mine = set(own.values_list("id", flat=True))
    return [row for row in records if row.interval.project_id in mine]


def _rows(claims: list[TimeClaim]) -> list[ClaimRow]:
    named = titles(claim.project_id for claim in claims)
    return [
        ClaimRow(
            claim.id,
            pseudonym_for(claim.organisation_id, claim.worker_id),
            TimeCategory(claim.category),
            claim.project_id,
            named.get(claim.project_id, ""),
            claim.started_at,
            claim.ended_at,
            claim.words,
            ClaimState(claim.state),
            claim.made_at,
            claim.answer_by,
            claim.decided_at,
            ClaimReason(claim.reason) if claim.reason else None,
            claim.explanation,
            claim.appeal_until,
            claim.seconds_added,
            credited(claim.id),
        )
        for claim in claims
    ]


def claim_about(claim_id: str) -> tuple[str, str] | None:
    """Whose a claim is and the title of its project; None when there is no claim."""
    found = TimeClaim.objects.filter(id=claim_id).values_list("worker_id", "project_id").first()
    if found is None:
        return None
    titles = Project.objects.filter(id=found[1]).values_list("title", flat=True)
    return found[0], titles.first() or ""


def has_time_undecided(batch: Batch, at: Moment) -> bool:
    """Whether a claim about time on the batch waits for a person or can be contested."""
    refused = Q(state=ClaimState.REFUSED, appeal_until__gt=at)
    rows = TimeClaim.objects.filter(
        Q(state=ClaimState.OPEN) | refused,
        batch_id=batch.id,
        organisation_id=batch.project.organisation_id,
    )
    return rows.exists()
