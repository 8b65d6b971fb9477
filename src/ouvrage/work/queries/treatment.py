"""What became of the answers that people sent to a requester, for its public page (TRA-4)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ouvrage.base.limits import TREATMENT_ANSWERS_MAX
from ouvrage.base.moment import Moment
from ouvrage.work.models import Batch, Project, Submission
from ouvrage.work.rules import BatchState, SubmissionState

REFUSED = (SubmissionState.REFUSED, SubmissionState.CLOSED)
DECIDED = (SubmissionState.ACCEPTED, *REFUSED)


@dataclass(frozen=True, slots=True)
class Treatment:
    """How many answers were decided, of how many workers, and how many were refused."""

    decided: int
    workers: int
    refused: int


def treatment_of(organisation_id: str, since: Moment) -> Treatment:
    """The latest answers that the requester's projects decided, from `since` on."""
    latest = _latest(organisation_id, since).values_list("id", flat=True)
    rows = Submission.objects.filter(id__in=list(latest)).aggregate(
        decided=Count("id"),
        workers=Count("worker_id", distinct=True),
        refused=Count("id", filter=Q(state__in=REFUSED)),
    )
    return Treatment(rows["decided"], rows["workers"], rows["refused"])


def decided_answers(organisation_id: str, since: Moment) -> dict[str, Moment]:
    """When each of these answers was sent, by its id."""
    return dict(_latest(organisation_id, since).values_list("id", "submitted_at"))


def _latest(organisation_id: str, since: Moment) -> "QuerySet[Submission]":
    projects = Project.objects.filter(organisation_id=organisation_id).values("id")
    rows = Submission.objects.filter(
        project__in=projects, state__in=DECIDED, submitted_at__gte=since
    )
    return rows.order_by("-id")[:TREATMENT_ANSWERS_MAX]


def latest_batches(organisation_id: str, limit: int) -> list[str]:
    """The batches that the organisation published last."""
    published = Batch.objects.filter(
        project__organisation_id=organisation_id, published_at__isnull=False
    )
    return list(published.order_by("-published_at").values_list("id", flat=True)[:limit])


def confidential_until(organisation_id: str, today: date) -> list[date]:
    """Until when each project with open work keeps its end client confidential."""
    hidden = Project.objects.filter(
        organisation_id=organisation_id,
        end_client="",
        confidentiality_until__gte=today,
        batches__state=BatchState.OPEN,
    )
    rows = hidden.order_by("confidentiality_until").values_list("id", "confidentiality_until")
    return [until for _id, until in rows.distinct() if until is not None]
