"""A won appeal is paid: the reward, less what its time was paid, and interest (DEC-3)."""

from collections.abc import Sequence
from itertools import product

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, record
from ouvrage.ledger import recipes
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.recipes import Earning, Source
from ouvrage.pay.actions.credits import owe_appeal
from ouvrage.pay.actions.held import note_held
from ouvrage.pay.models import Credit
from ouvrage.pay.queries import PieceOfWork, earning_of, terms_of
from ouvrage.pay.rules import CreditKind, interest_micros
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState

RESERVES = (Source.QUALITY, Source.GUARANTEE)


def settle_overturned(*, actor: Actor, now: Moment, submission: Submission) -> Money:
    """The refused or closed submission has its one settlement; returns what it and interest pay.

    A refused one is paid from what is reserved for it. The reserve of a closed one went back, so
    the quality reserve pays, else the guarantee fund, less what its time was paid or is owed.
    What they cannot pay is owed until they can. Called by `review`, in the transaction of the
    verdict, with the submission as it was before.
    """
    assert connection.in_atomic_block
    project = submission.project
    reward = Money(submission.reward_micros, project.currency)
    closed = submission.state == SubmissionState.CLOSED
    earning = earning_of(
        "submission",
        submission.id,
        batch_id=submission.batch_id,
        project_id=submission.project_id,
        worked=PieceOfWork(
            submission.worker_id,
            submission.assignment.taken_at,
            _unpaid(submission.id, reward) if closed else reward,
            terms_of(submission.batch_id),
        ),
        paid_at=now,
    )
    days = (now - submission.accept_at).days
    yearly = settings.AGREEMENT.reserves.interest_permille_a_year
    interest = Money(interest_micros(reward.micros, days, yearly), project.currency)
    unpaid = _unpaid_part(actor, now, earning, interest, RESERVES if closed else (Source.RESERVED,))
    if unpaid:
        owe_appeal(actor=actor, now=now, submission=submission, amount=unpaid)
    line = Line(
        "answer.settled_late",
        "submission",
        submission.id,
        project.organisation_id,
        details={"amount": str(earning.reward), "interest": str(interest)},
    )
    record(actor=actor, now=now, line=line)
    return earning.reward + interest


def _unpaid(submission_id: str, reward: Money) -> Money:
    rows = Credit.objects.filter(kind=CreditKind.REFUSED, subject_id=submission_id)
    credited = Money(rows.aggregate(sum=Sum("pay_micros"))["sum"] or 0, reward.currency)
    return max(reward - credited, Money.zero(reward.currency))


def _unpaid_part(
    actor: Actor, now: Moment, earning: Earning, interest: Money, sources: Sequence[Source]
) -> Money:
    """What no source holds: nothing, the interest alone, or the reward with it."""
    nothing = Money.zero(interest.currency)
    if any(_paid(actor, now, earning, interest, pair) for pair in product(sources, RESERVES)):
        return nothing
    if any(_paid(actor, now, earning, nothing, (source, source)) for source in sources):
        return interest
    return earning.reward + interest


def _paid(
    actor: Actor, now: Moment, earning: Earning, interest: Money, sources: tuple[Source, Source]
) -> bool:
    try:
        with transaction.atomic():
            recipes.overturn(
                actor=actor,
                now=now,
                earning=earning,
                source=sources[0],
                interest=interest,
                interest_source=sources[1],
            )
            note_held(actor=actor, now=now, earnings=[earning])
    except InsufficientFunds:
        return False
    return True
