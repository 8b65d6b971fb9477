"""What a worker has earned, is owed and waits for, in all and per project."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, Sum

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.flows import earned_by_kind, left_for_payouts
from ouvrage.ledger.queries import due, held, in_transit
from ouvrage.pay.models import Credit, Payout, Reading, ReadingState
from ouvrage.pay.rules import CreditState, PayoutState
from ouvrage.work.models import Project
from ouvrage.work.queries import totals_of_worker
from ouvrage.work.rules import SubmissionState, per_hour_micros


@dataclass(frozen=True, slots=True)
class EarningsRow:
    """One project: answers by state, what they earned, the time they took, pay per hour."""

    project_id: str
    project_title: str
    answers: int
    accepted: int
    pending: int
    refused: int
    earned: Money
    seconds: int
    per_hour: Money


@dataclass(frozen=True, slots=True)
class ReadingPaid:
    """One paid reading of instructions."""

    project_title: str
    seconds: int
    pay: Money
    ended_at: Moment


@dataclass(frozen=True, slots=True)
class Earnings:
    """What a worker has earned, from the books. `due` is owed now, `in_transit` is on its way,
    `paid` has arrived; `unsettled` is kept until a contribution's rate is known, `owed_time` waits
    for a reserve that can pay it. `pending` waits for a decision, `held` is reserved for refused
    answers; `per_hour` is accepted pay over its time."""

    due: Money
    in_transit: Money
    paid: Money
    unsettled: Money
    owed_time: Money
    pending: Money
    held: Money
    accepted: Money
    by_kind: tuple[tuple[str, Money], ...]
    accepted_answers: int
    seconds: int
    per_hour: Money
    per_answer: Money
    projects: tuple[EarningsRow, ...]
    readings: tuple[ReadingPaid, ...]


@dataclass(slots=True)
class _Sums:
    title: str = ""
    answers: dict[str, int] = field(default_factory=dict)
    micros: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, int] = field(default_factory=dict)


def earnings(worker_id: str) -> Earnings:
    """The worker's account of answers, readings and money, in the instance's currency."""
    currency = settings.CURRENCY
    sums: dict[str, _Sums] = {}
    for row in totals_of_worker(worker_id):
        project = sums.setdefault(row.project_id, _Sums(row.project_title))
        project.answers[row.state] = row.answers
        project.micros[row.state] = row.reward_micros
        project.seconds[row.state] = row.seconds
    by_state = {
        state: Money(sum(part.micros.get(state, 0) for part in sums.values()), currency)
        for state in SubmissionState
    }
    accepted = by_state[SubmissionState.ACCEPTED]
    count = sum(part.answers.get(SubmissionState.ACCEPTED, 0) for part in sums.values())
    seconds = sum(part.seconds.get(SubmissionState.ACCEPTED, 0) for part in sums.values())
    on_its_way = _in_transit(worker_id, currency)
    return Earnings(
        due=due(worker_id, currency),
        in_transit=on_its_way,
        paid=left_for_payouts(worker_id, currency) - on_its_way,
        unsettled=held(worker_id, currency),
        owed_time=_owed_time(worker_id, currency),
        pending=by_state[SubmissionState.PENDING] + by_state[SubmissionState.REWORK],
        held=by_state[SubmissionState.REFUSED] + by_state[SubmissionState.HELD],
        accepted=accepted,
        by_kind=tuple(sorted(earned_by_kind(worker_id, currency).items())),
        accepted_answers=count,
        seconds=seconds,
        per_hour=Money(per_hour_micros(accepted.micros, seconds), currency),
        per_answer=Money(accepted.micros // count if count else 0, currency),
        projects=tuple(_row(project_id, part, currency) for project_id, part in sums.items()),
        readings=_readings(worker_id),
    )


def _in_transit(worker_id: str, currency: str) -> Money:
    states = [PayoutState.REQUESTED, PayoutState.SENT]
    rows = Payout.objects.filter(worker_id=worker_id, state__in=states)
    return in_transit(list(rows.values_list("id", flat=True)), currency)


def _owed_time(worker_id: str, currency: str) -> Money:
    rows = Credit.objects.filter(worker_id=worker_id, state=CreditState.OWED)
    return Money(rows.aggregate(sum=Sum(F("pay_micros") - F("paid_micros")))["sum"] or 0, currency)


def _row(project_id: str, part: _Sums, currency: str) -> EarningsRow:
    answers = {state: part.answers.get(state, 0) for state in SubmissionState}
    earned = part.micros.get(SubmissionState.ACCEPTED, 0)
    seconds = part.seconds.get(SubmissionState.ACCEPTED, 0)
    return EarningsRow(
        project_id,
        part.title,
        sum(answers.values()),
        answers[SubmissionState.ACCEPTED],
        answers[SubmissionState.PENDING],
        answers[SubmissionState.REFUSED],
        Money(earned, currency),
        seconds,
        Money(per_hour_micros(earned, seconds), currency),
    )


def _readings(worker_id: str) -> tuple[ReadingPaid, ...]:
    rows = Reading.objects.filter(worker_id=worker_id, state=ReadingState.PAID).order_by("-id")
    rows = rows[:PAGE_ROWS]
    titles = dict(
        Project.objects.filter(id__in=[row.project_id for row in rows]).values_list("id", "title")
    )
    return tuple(
        ReadingPaid(titles[row.project_id], row.seconds, row.pay, row.ended_at)
        for row in rows
        if row.ended_at is not None
    )
