"""Refused work is paid after all: the reward, less what its time was paid, and interest (DEC-3)."""

from collections.abc import Sequence
from itertools import product

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, record_many
from ouvrage.ledger import recipes
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.recipes import LateEarning, Source
from ouvrage.pay.actions.credits import owe_appeal
from ouvrage.pay.actions.held import note_held
from ouvrage.pay.models import Credit
from ouvrage.pay.queries import PieceOfWork, earning_with, levies, terms_of
from ouvrage.pay.rules import CreditKind, interest_micros
from ouvrage.work.models import Project, Submission
from ouvrage.work.queries import taken_at
from ouvrage.work.rules import SubmissionState

RESERVES = (Source.QUALITY, Source.GUARANTEE)


def settle_overturned(
    *, actor: Actor, now: Moment, project: Project, submissions: Sequence[Submission]
) -> None:
    """The refused, held or closed submissions of the project have their one settlement each, with
    interest.

    A refused or held one is paid from what is reserved for it. The reserve of a closed one went
    back, so the quality reserve pays, else the guarantee fund, less what its time was paid or is
    owed. What they cannot pay is owed until they can. Called by `review`, in the transaction of the
    verdicts, with the submissions as they were before.
    """
    assert connection.in_atomic_block
    closed = [row for row in submissions if row.state == SubmissionState.CLOSED]
    others = [row for row in submissions if row.state != SubmissionState.CLOSED]
    for rows, sources in ((others, (Source.RESERVED,)), (closed, RESERVES)):
        late = _late(rows, project.currency, now)
        for row, unpaid in zip(rows, _unpaid_parts(actor, now, late, sources), strict=True):
            if unpaid:
                owe_appeal(actor=actor, now=now, submission=row, amount=unpaid)
        lines = [_line(each, project.organisation_id) for each in late]
        record_many(actor=actor, now=now, lines=lines)


def _line(late: LateEarning, organisation_id: str) -> Line:
    details = {"amount": str(late.earning.reward), "interest": str(late.interest)}
    subject_id = late.earning.subject_id
    return Line("answer.settled_late", "submission", subject_id, organisation_id, details=details)


def _late(rows: Sequence[Submission], currency: str, now: Moment) -> list[LateEarning]:
    """What each pays after all: of a closed one what its time was not paid."""
    terms = {batch_id: terms_of(batch_id) for batch_id in {row.batch_id for row in rows}}
    taken = taken_at([row.assignment_id for row in rows])
    worked = [
        PieceOfWork(
            row.worker_id, taken[row.assignment_id], _unpaid(row, currency), terms[row.batch_id]
        )
        for row in rows
    ]
    return [
        LateEarning(
            earning_with(
                levy,
                piece,
                "submission",
                row.id,
                batch_id=row.batch_id,
                project_id=row.project_id,
            ),
            _interest(row, currency, now),
        )
        for row, piece, levy in zip(rows, worked, levies(worked, now), strict=True)
    ]


def _interest(row: Submission, currency: str, now: Moment) -> Money:
    yearly = settings.AGREEMENT.reserves.interest_permille_a_year
    days = (now - row.accept_at).days
    return Money(interest_micros(row.reward_micros, days, yearly), currency)


def _unpaid(row: Submission, currency: str) -> Money:
    reward = Money(row.reward_micros, currency)
    if row.state != SubmissionState.CLOSED:
        return reward
    rows = Credit.objects.filter(kind=CreditKind.REFUSED, subject_id=row.id)
    credited = Money(rows.aggregate(sum=Sum("pay_micros"))["sum"] or 0, currency)
    return max(reward - credited, Money.zero(currency))


def _unpaid_parts(
    actor: Actor, now: Moment, late: Sequence[LateEarning], sources: Sequence[Source]
) -> list[Money]:
    """What no source holds of each: nothing, the interest alone, or the reward with it.

    All are posted at once, so that their accounts are locked in one order.
    """
    rewards = [LateEarning(each.earning, Money.zero(each.interest.currency)) for each in late]
    if any(_paid(actor, now, late, pair) for pair in product(sources, RESERVES)):
        return [each.interest for each in rewards]
    if any(_paid(actor, now, rewards, (source, source)) for source in sources):
        return [each.interest for each in late]
    return [each.earning.reward + each.interest for each in late]


def _paid(
    actor: Actor, now: Moment, late: Sequence[LateEarning], sources: tuple[Source, Source]
) -> bool:
    try:
        with transaction.atomic():
            recipes.overturn(
                actor=actor, now=now, late=late, source=sources[0], interest_source=sources[1]
            )
            note_held(actor=actor, now=now, earnings=[each.earning for each in late])
    except InsufficientFunds:
        return False
    return True
