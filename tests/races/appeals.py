"""What processes do in races over appeals and blocks."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.models import Entry
from ouvrage.people.models import Person
from ouvrage.review import actions as review
from ouvrage.review.models import Contest
from ouvrage.rights import actions
from ouvrage.rights.models import Appeal, AppealStep, Letter, Restriction
from ouvrage.rights.queries import refusal_of
from ouvrage.work.models import Batch, Block, Submission
from ouvrage.work.queries import pseudonym_for
from tests.factories.people import JOB, NOW, make_operator, make_reviewer
from tests.factories.review import REQUESTER, fill_guarantee, make_refused
from tests.factories.rights import restriction_draft

WINDOW_ENDS = NOW + timedelta(days=14)
OVER = NOW + timedelta(days=40)
WORDS = "The sentence speaks of rent, and the answer says so."


def contestable(reviewers: int) -> dict[str, object]:
    """A refused answer, and people who may decide about it."""
    fill_guarantee()
    sent = make_refused()
    return {
        "sent": sent.id,
        "batch": sent.batch_id,
        "worker": sent.worker_id,
        "reviewers": [make_reviewer().id for _ in range(reviewers)],
        "operators": [make_operator().id for _ in range(reviewers)],
    }


def file_appeal(sent_id: str, key: str) -> str:
    """The worker presses the button at the last moment."""
    worker_id = Submission.objects.get(id=sent_id).worker_id
    return _came(
        lambda: actions.file_appeal(
            actor=Actor.person(worker_id),
            now=WINDOW_ENDS - timedelta(seconds=1),
            kind="refusal",
            subject_id=refusal_of(sent_id),
            words="",
            client_key=str(key),
        )
    )


def close_uncontested() -> int:
    """The window is over for whoever has not contested."""
    return review.close_refusals(actor=JOB, now=WINDOW_ENDS)


def decide(reviewer_id: str, outcome: str) -> str:
    """A reviewer decides the appeal."""
    return _came(
        lambda: actions.decide_appeal(
            actor=Actor.person(reviewer_id),
            now=OVER,
            appeal_id=Appeal.objects.get().id,
            outcome=outcome,
            explanation=WORDS,
        )
    )


def give_way() -> int:
    """The job decides for the worker what nobody decided."""
    return actions.give_way(actor=JOB, now=OVER)


def accept_refused(sent_id: str) -> int:
    """The requester accepts after all."""
    sent = Submission.objects.get(id=sent_id)
    return review.accept(
        actor=REQUESTER, now=OVER, project_id=sent.project_id, submission_ids=[sent.id]
    )


def block_worker(sent_id: str, key: str) -> str:
    """The organisation blocks the worker who sent the answer."""
    sent = Submission.objects.select_related("project").get(id=sent_id)
    organisation_id = sent.project.organisation_id
    return _came(
        lambda: actions.block_worker(
            actor=Actor.person(_owner(organisation_id)),
            now=NOW,
            organisation_id=organisation_id,
            worker=pseudonym_for(organisation_id, sent.worker_id),
            reason="instructions_ignored",
            explanation="The second step was left aside in three answers.",
            client_key=str(key),
        )
    )


def _owner(organisation_id: str) -> str:
    return Person.objects.get(memberships__organisation_id=organisation_id).id


def restrict_account(worker_id: str, operator_id: str, key: str) -> str:
    """An operator restricts the account."""
    return _came(
        lambda: actions.restrict_account(
            actor=Actor.person(operator_id, operator=True),
            now=NOW,
            draft=restriction_draft(Person.objects.get(id=worker_id)),
            client_key=str(key),
        )
    )


def _came(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return "done"


def settled(batch_id: str) -> dict[str, object]:
    """What became of it all."""
    return {
        "appeals": dict(Counter(Appeal.objects.values_list("state", flat=True))),
        "steps": dict(Counter(AppealStep.objects.values_list("kind", flat=True))),
        "contests": Contest.objects.count(),
        "contests_open": Contest.objects.filter(closed_at__isnull=True).count(),
        "states": dict(Counter(Submission.objects.values_list("state", flat=True))),
        "entries": dict(
            Counter(
                Entry.objects.filter(kind__in=["settle", "overturn", "time"]).values_list(
                    "kind", flat=True
                )
            )
        ),
        "blocks": Block.objects.count(),
        "restrictions": Restriction.objects.count(),
        "letters": Letter.objects.count(),
        "batch": Batch.objects.get(id=batch_id).state,
        "faults": ledger.book_faults(),
    }


PARTS: tuple[Callable[..., object], ...] = (
    contestable,
    file_appeal,
    close_uncontested,
    decide,
    give_way,
    accept_refused,
    block_worker,
    restrict_account,
    settled,
)
