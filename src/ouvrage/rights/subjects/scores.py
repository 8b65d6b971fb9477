"""What feeds a score: a dismissed dispute about a control item, which can be contested, and the
scores themselves, which can be asked about. Contested events do not count (DEC-6).
"""

from collections.abc import Sequence

from django.conf import settings

from ouvrage.base.words import N_
from ouvrage.people import queries as people
from ouvrage.review import actions as review
from ouvrage.review.models import GoldDispute
from ouvrage.rights.rules import SubjectKind, days_after
from ouvrage.rights.subjects.case import Case, Effect, Fact, Subject
from ouvrage.rights.subjects.restrictions import account_code
from ouvrage.work.queries import pseudonym_for


def dispute_case(submission_id: str) -> Case | None:
    """A dispute about a control item that a reviewer dismissed; None for any other."""
    rows = GoldDispute.objects.filter(submission_id=submission_id, decided_at__isnull=False)
    found = rows.select_related("item", "submission__project", "submission__task").first()
    if found is None or found.decided_at is None:
        return None
    sent = found.submission
    organisation_id = sent.project.organisation_id
    return Case(
        kind=SubjectKind.CONTROL,
        subject_id=sent.id,
        worker_id=sent.worker_id,
        worker=pseudonym_for(organisation_id, sent.worker_id),
        organisation_id=organisation_id,
        title=sent.project.title,
        decided_at=found.decided_at,
        appeal_until=days_after(found.decided_at, settings.AGREEMENT.appeals.window_days),
        stands=found.upheld is False,
        deciders=(found.decided_by, found.item.person_id),
        facts=(
            Fact(N_("Project"), sent.project.title, said=True),
            Fact(N_("Known answer"), _plainly(found.item.expected), said=True),
            Fact(N_("Why, in the requester’s words"), found.item.explanation, said=True),
            Fact(N_("The worker wrote"), found.words, said=True),
            Fact(N_("Explanation"), found.explanation, said=True),
            Fact(N_("Decided"), at=found.decided_at),
        ),
        project_id=sent.project_id,
        item=sent.task.data,
        answer=sent.answer,
    )


def _plainly(expected: dict[str, object]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in expected.items())


def _titles(submission_ids: Sequence[str]) -> dict[str, str]:
    rows = GoldDispute.objects.filter(submission_id__in=submission_ids)
    return dict(rows.values_list("submission_id", "submission__project__title"))


def _won(submission_ids: Sequence[str]) -> set[str]:
    """Disputes that were found right, or whose item was withdrawn."""
    rows = GoldDispute.objects.filter(submission_id__in=submission_ids).exclude(upheld=False)
    return set(rows.values_list("submission_id", flat=True))


def _hold(effect: Effect) -> None:
    review.contest_dismissal(
        actor=effect.actor, now=effect.now, submission_id=effect.case.subject_id
    )


def _uphold(effect: Effect) -> None:
    review.uphold_dismissal(
        actor=effect.actor, now=effect.now, submission_id=effect.case.subject_id
    )


def _overturn(effect: Effect) -> None:
    review.overturn_dismissal(
        actor=effect.actor,
        now=effect.now,
        submission_id=effect.case.subject_id,
        explanation=effect.explanation,
    )


CONTROL = Subject(
    case=dispute_case,
    titles=_titles,
    ended=_won,
    hold=_hold,
    release=_uphold,
    overturn=_overturn,
    uphold=_uphold,
)


def scores_case(worker_id: str) -> Case | None:
    """The worker's scores, to ask about; their page shows every event behind them."""
    if not people.person(worker_id).works:
        return None
    return Case(
        kind=SubjectKind.SCORES,
        subject_id=worker_id,
        worker_id=worker_id,
        worker=account_code(worker_id),
        organisation_id="",
        title="",
        decided_at=None,
        appeal_until=None,
        stands=True,
        facts=(
            Fact(
                N_("What it depends on"),
                N_("The events that “My scores” lists, and nothing else."),
            ),
        ),
    )


SCORES = Subject(case=scores_case, contestable=False)
