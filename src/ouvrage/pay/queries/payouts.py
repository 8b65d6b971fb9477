"""Payouts as pages show them: how a worker is paid, what is on its way, what waits for a file."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min, Sum

from ouvrage.base.errors import NotFound
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment, Span
from ouvrage.base.money import MICROS_PER_CENT, Money
from ouvrage.ledger.queries import due, transit_balances
from ouvrage.pay import rails
from ouvrage.pay.models import Payout, PayoutFile, PayoutMethod
from ouvrage.pay.rules import PayoutState, payable


@dataclass(frozen=True, slots=True)
class PayoutMethodRow:
    """The rail a worker chose, and whether a payment came back from there."""

    rail: str
    channel: str
    chosen_at: Moment
    returned_at: Moment | None


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """One payout."""

    id: str
    worker_id: str
    rail: str
    channel: str
    amount: Money
    state: str
    monthly: bool
    requested_at: Moment
    file_id: str
    sent_at: Moment | None
    ended_at: Moment | None
    reference: str
    reason: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The requested payouts of one channel that are in no file; `late` past the agreed days."""

    rail: str
    channel: str
    count: int
    total: Money
    oldest_at: Moment
    late: bool


@dataclass(frozen=True, slots=True)
class PayoutFileRow:
    """A file and how many of its payouts are in each state."""

    id: str
    rail: str
    channel: str
    variant: str
    name: str
    count: int
    total: Money
    sha256: str
    made_by: str
    made_at: Moment
    sent_at: Moment | None
    withdrawn_at: Moment | None
    requested: int
    sent: int
    confirmed: int
    returned: int


def least_payout() -> Money:
    """The agreed amount from which a payout can be asked for (PAY-10)."""
    return Money(settings.AGREEMENT.payouts.least_cents * MICROS_PER_CENT, settings.CURRENCY)


def payout_days() -> int:
    """Within how many days of asking a payout is to be sent, as agreed (PAY-10)."""
    return settings.AGREEMENT.payouts.within_days


def payable_now(worker_id: str) -> Money:
    """What of what is due could leave now; the rest stays due. Zero under the least amount."""
    method = PayoutMethod.objects.filter(worker_id=worker_id).first()
    rail = rails.rails().get(method.rail) if method else None
    decimals = rail.decimals(method.channel) if rail and method else 2
    amount = payable(due(worker_id, settings.CURRENCY), decimals)
    return amount if amount >= least_payout() else Money.zero(amount.currency)


def payout_method(worker_id: str) -> PayoutMethodRow | None:
    """How the worker is paid; None while they have not chosen."""
    found = PayoutMethod.objects.filter(worker_id=worker_id).first()
    if found is None:
        return None
    return PayoutMethodRow(found.rail, found.channel, found.chosen_at, found.returned_at)


def payouts_of_worker(
    worker_id: str, *, before: str = "", limit: int = PAGE_ROWS
) -> list[PayoutRow]:
    """The worker's payouts, newest first, before an id."""
    rows = Payout.objects.filter(worker_id=worker_id)
    if before:
        rows = rows.filter(id__lt=before)
    return [_row(payout) for payout in rows.order_by("-id")[:limit]]


def payout(payout_id: str) -> PayoutRow:
    """The payout with that id; NotFound when there is none."""
    found = Payout.objects.filter(id=payout_id).first()
    if found is None:
        raise NotFound
    return _row(found)


def payouts_waiting(now: Moment) -> list[Waiting]:
    """What waits for a file, by channel, the oldest first."""
    late_before = now - Span(days=payout_days())
    rows = (
        Payout.objects.filter(state=PayoutState.REQUESTED, file__isnull=True)
        .values("rail", "channel", "currency")
        .annotate(count=Count("id"), sum=Sum("amount_micros"), oldest=Min("requested_at"))
        .order_by("oldest")
    )
    return [
        Waiting(
            row["rail"],
            row["channel"],
            row["count"],
            Money(row["sum"], row["currency"]),
            row["oldest"],
            row["oldest"] < late_before,
        )
        for row in rows
    ]


def payouts_in_no_file(rail: str, channel: str, *, limit: int = PAGE_ROWS) -> list[PayoutRow]:
    """The requested payouts of one channel that are in no file, oldest first."""
    rows = Payout.objects.filter(
        state=PayoutState.REQUESTED, file__isnull=True, rail=rail, channel=channel
    )
    return [_row(payout) for payout in rows.order_by("id")[:limit]]


def payout_files(*, before: str = "", limit: int = PAGE_ROWS) -> list[PayoutFileRow]:
    """The files, newest first, before an id."""
    rows = PayoutFile.objects.all()
    if before:
        rows = rows.filter(id__lt=before)
    files = list(rows.order_by("-id")[:limit])
    states: dict[str, Counter[str]] = {file.id: Counter() for file in files}
    counted = Payout.objects.filter(file_id__in=states).values_list("file_id", "state")
    for file_id, state, count in counted.annotate(count=Count("id")):
        states[file_id][state] = count
    return [_file_row(file, states[file.id]) for file in files]


def payout_file(file_id: str) -> PayoutFileRow:
    """The file with that id; NotFound when there is none."""
    found = PayoutFile.objects.filter(id=file_id).first()
    if found is None:
        raise NotFound
    states = Counter(found.payouts.values_list("state", flat=True))
    return _file_row(found, states)


def payouts_of_file(file_id: str) -> list[PayoutRow]:
    """The payouts in a file, in its order; a file has a bounded number."""
    return [_row(payout) for payout in Payout.objects.filter(file_id=file_id).order_by("id")]


def payout_faults() -> list[str]:
    """One sentence per payout whose money is not where its state says (M9: what is in transit is
    requested or sent, and nothing else is)."""
    on_its_way = Payout.objects.filter(state__in=[PayoutState.REQUESTED, PayoutState.SENT])
    # Payouts before balances: one that is asked for meanwhile is then money without a payout.
    expected = dict(on_its_way.values_list("id", "amount_micros"))
    found = transit_balances()
    faults = [
        f"payout {payout_id} is to hold {micros} and holds {found.get(payout_id, 0)} in transit"
        for payout_id, micros in expected.items()
        if found.get(payout_id, 0) != micros and _is_on_its_way(payout_id)
    ]
    for payout_id in found.keys() - expected.keys():
        if found[payout_id] and not _is_on_its_way(payout_id):
            faults.append(f"payout {payout_id} has ended and holds {found[payout_id]} in transit")
    return faults


def _is_on_its_way(payout_id: str) -> bool:
    """Asked again, since a payout may have begun or ended between two looks."""
    states = [PayoutState.REQUESTED, PayoutState.SENT]
    return Payout.objects.filter(id=payout_id, state__in=states).exists()


def _row(payout: Payout) -> PayoutRow:
    return PayoutRow(
        payout.id,
        payout.worker_id,
        payout.rail,
        payout.channel,
        payout.amount,
        payout.state,
        payout.monthly,
        payout.requested_at,
        payout.file_id or "",
        payout.sent_at,
        payout.ended_at,
        payout.reference,
        payout.reason,
        payout.explanation,
    )


def _file_row(file: PayoutFile, states: Counter[str]) -> PayoutFileRow:
    return PayoutFileRow(
        file.id,
        file.rail,
        file.channel,
        file.variant,
        file.name,
        file.payouts_count,
        file.total,
        file.sha256,
        file.made_by,
        file.made_at,
        file.sent_at,
        file.withdrawn_at,
        states[PayoutState.REQUESTED],
        states[PayoutState.SENT],
        states[PayoutState.CONFIRMED],
        states[PayoutState.RETURNED],
    )
