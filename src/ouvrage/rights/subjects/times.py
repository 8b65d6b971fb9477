"""Time that is not paid as a worker says: a refused claim about it, or a stopped task that a person
did not pay. An overturned one is paid at once.
"""

from collections.abc import Sequence

from ouvrage.base.words import N_
from ouvrage.pay import actions as pay
from ouvrage.pay.models import TimeClaim
from ouvrage.pay.rules import CLAIM_REASON_LABELS, ClaimReason, ClaimState, TimeCategory
from ouvrage.pay.rules.time import CATEGORY_LABELS
from ouvrage.rights.rules import SubjectKind
from ouvrage.rights.subjects.case import Case, Effect, Fact, Subject
from ouvrage.rights.subjects.restrictions import account_code
from ouvrage.work.models import Project, Stop
from ouvrage.work.queries import pseudonym_for
from ouvrage.work.rules import DENIAL_LABELS, DenialReason, StopState


def claim_case(claim_id: str) -> Case | None:
    """A refused claim with its times and reasons; None for one that was never refused."""
    claim = TimeClaim.objects.filter(id=claim_id).exclude(reason="").first()
    if claim is None:
        return None
    titles = Project.objects.filter(id=claim.project_id).values_list("title", flat=True)
    return Case(
        kind=SubjectKind.TIME_CLAIM,
        subject_id=claim.id,
        worker_id=claim.worker_id,
        worker=_code(claim.organisation_id, claim.worker_id),
        organisation_id=claim.organisation_id,
        title=titles.first() or "",
        decided_at=claim.decided_at,
        appeal_until=claim.appeal_until,
        stands=claim.state == ClaimState.REFUSED,
        deciders=(claim.decided_by,),
        facts=(
            Fact(N_("What it was"), CATEGORY_LABELS[TimeCategory(claim.category)]),
            Fact(N_("Project"), titles.first() or "", said=True),
            Fact(N_("From"), at=claim.started_at),
            Fact(N_("Until"), at=claim.ended_at),
            Fact(N_("The worker wrote"), claim.words, said=True),
            Fact(N_("Reason"), CLAIM_REASON_LABELS[ClaimReason(claim.reason)]),
            Fact(N_("Explanation"), claim.explanation, said=True),
            Fact(N_("Decided"), at=claim.decided_at),
        ),
    )


def _claim_titles(claim_ids: Sequence[str]) -> dict[str, str]:
    """Time that belongs to no project has none."""
    claims = dict(TimeClaim.objects.filter(id__in=claim_ids).values_list("id", "project_id"))
    named = dict(Project.objects.filter(id__in=set(claims.values())).values_list("id", "title"))
    return {claim_id: named.get(project_id, "") for claim_id, project_id in claims.items()}


def _code(organisation_id: str, worker_id: str) -> str:
    if not organisation_id:
        return account_code(worker_id)
    return pseudonym_for(organisation_id, worker_id)


def _accepted_claims(claim_ids: Sequence[str]) -> set[str]:
    rows = TimeClaim.objects.filter(id__in=claim_ids, state=ClaimState.ACCEPTED)
    return set(rows.values_list("id", flat=True))


def _pay_claim(effect: Effect) -> None:
    pay.overturn_claim(actor=effect.actor, now=effect.now, claim_id=effect.case.subject_id)


CLAIM = Subject(case=claim_case, titles=_claim_titles, ended=_accepted_claims, overturn=_pay_claim)


def stop_case(stop_id: str) -> Case | None:
    """A stopped task whose time was not paid, with the reasons; the operator decided it."""
    rows = Stop.objects.filter(id=stop_id, appeal_until__isnull=False)
    stop = rows.select_related("project").first()
    if stop is None:
        return None
    return Case(
        kind=SubjectKind.STOP,
        subject_id=stop.id,
        worker_id=stop.worker_id,
        worker=account_code(stop.worker_id),
        organisation_id="",
        title=stop.project.title,
        decided_at=stop.decided_at,
        appeal_until=stop.appeal_until,
        stands=stop.state == StopState.DENIED,
        deciders=(stop.decided_by,),
        facts=(
            Fact(N_("Project"), stop.project.title, said=True),
            Fact(N_("Stopped"), at=stop.at),
            Fact(N_("The worker wrote"), stop.words, said=True),
            Fact(N_("Reason"), DENIAL_LABELS[DenialReason(stop.decision_reason)]),
            Fact(N_("Explanation"), stop.explanation, said=True),
            Fact(N_("Decided"), at=stop.decided_at),
        ),
    )


def _stop_titles(stop_ids: Sequence[str]) -> dict[str, str]:
    return dict(Stop.objects.filter(id__in=stop_ids).values_list("id", "project__title"))


def _paid_stops(stop_ids: Sequence[str]) -> set[str]:
    rows = Stop.objects.filter(id__in=stop_ids).exclude(state=StopState.DENIED)
    return set(rows.values_list("id", flat=True))


def _pay_stop(effect: Effect) -> None:
    pay.overturn_stop(actor=effect.actor, now=effect.now, stop_id=effect.case.subject_id)


STOP = Subject(case=stop_case, titles=_stop_titles, ended=_paid_stops, overturn=_pay_stop)
