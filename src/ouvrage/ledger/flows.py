"""What flowed between two moments, summed by where it came from and went: readers for statements,
invoices and receipts. The whole entry is read, so that what others received beside a worker shows.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from ouvrage.base.ids import first_id
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.models import Account, AccountKind, Entry, EntryKind, Transfer

BATCH_PLACES = (AccountKind.RESERVED, AccountKind.QUALITY, AccountKind.TOPUP)
WORKERS_PLACES = (AccountKind.DUE, AccountKind.HELD)
PAYING = (
    EntryKind.SETTLE,
    EntryKind.READING,
    EntryKind.TIME,
    EntryKind.TOP_UP,
    EntryKind.OVERTURN,
)


@dataclass(frozen=True, slots=True)
class Flow:
    """The sum of transfers that have all this in common; `branch` is `scheme/branch` of a
    contribution, `entries` how many entries moved something to that target, from any source."""

    project_id: str
    entry_kind: str
    source: str
    target: str
    branch: str
    amount: Money
    entries: int


def flows_of_worker(worker_id: str, currency: str, start: Moment, end: Moment) -> list[Flow]:
    """All transfers of the entries that moved the worker's money from `start` until before `end`.

    A few queries, whatever the number of entries.
    """
    own = list(_own_accounts(worker_id, currency))
    touched = Q(transfers__source__in=own) | Q(transfers__target__in=own)
    entries = Entry.objects.filter(touched, at__gte=start, at__lt=end)
    return _flows(Transfer.objects.filter(entry__in=entries.values("id")), currency)


def due_at(worker_id: str, currency: str, moment: Moment) -> Money:
    """What was due to the worker just before that moment, from the transfers."""
    key = f"{AccountKind.DUE.value}:{worker_id}:{currency}"
    before = Transfer.objects.filter(entry__at__lt=moment)
    sums = [
        before.filter(**{f"{side}__key": key}).aggregate(sum=Sum("micros"))["sum"] or 0
        for side in ("target", "source")
    ]
    return Money(sums[0] - sums[1], currency)


def earned_by_kind(worker_id: str, currency: str) -> dict[str, Money]:
    """All that ever became due to the worker, by kind of entry, before anything was withheld."""
    rows = Transfer.objects.filter(target__in=_due_account(worker_id, currency))
    rows = rows.exclude(source__kind__in=[*WORKERS_PLACES, AccountKind.TRANSIT])
    sums = rows.values_list("entry__kind").annotate(sum=Sum("micros"))
    return {kind: Money(micros, currency) for kind, micros in sums}


def left_for_payouts(worker_id: str, currency: str) -> Money:
    """All that ever left what was due for a payout and did not come back."""
    own = _due_account(worker_id, currency)
    left = Transfer.objects.filter(source__in=own, target__kind=AccountKind.TRANSIT)
    back = Transfer.objects.filter(target__in=own, source__kind=AccountKind.TRANSIT)
    sums = [rows.aggregate(sum=Sum("micros"))["sum"] or 0 for rows in (left, back)]
    return Money(sums[0] - sums[1], currency)


def _due_account(worker_id: str, currency: str) -> "QuerySet[Account, int]":
    key = f"{AccountKind.DUE.value}:{worker_id}:{currency}"
    return Account.objects.filter(key=key).values_list("id", flat=True)


def first_moment(worker_id: str, currency: str) -> Moment | None:
    """When money first moved for the worker; None while none has."""
    own = list(_own_accounts(worker_id, currency))
    rows = Entry.objects.filter(transfers__target__in=own).order_by("at")
    return rows.values_list("at", flat=True).first()


def _own_accounts(worker_id: str, currency: str) -> "QuerySet[Account, int]":
    rows = Account.objects.filter(kind__in=WORKERS_PLACES, owner_id=worker_id, currency=currency)
    return rows.values_list("id", flat=True)


def flows_of_projects(
    project_ids: Sequence[str], currency: str, start: Moment, end: Moment
) -> list[Flow]:
    """All transfers of the entries by which these projects' own money paid for work."""
    entries = _paid_by_batches(start, end).filter(project_id__in=project_ids)
    return _flows(Transfer.objects.filter(entry__in=entries.values("id")), currency)


def projects_that_paid(start: Moment, end: Moment) -> list[str]:
    """The projects whose own money paid for work from `start` until before `end`."""
    rows = _paid_by_batches(start, end).order_by("project_id")
    return list(rows.values_list("project_id", flat=True).distinct())


def _paid_by_batches(start: Moment, end: Moment) -> "QuerySet[Entry]":
    """By the entries' ids, which are in the order of time and indexed."""
    return Entry.objects.filter(
        id__gte=first_id(start),
        id__lt=first_id(end),
        kind__in=PAYING,
        transfers__source__kind__in=BATCH_PLACES,
    )


def flows_of_subject(subject_id: str, currency: str) -> list[Flow]:
    """All transfers of the entries that paid for one piece of work."""
    entries = Entry.objects.filter(subject_id=subject_id, kind__in=PAYING)
    return _flows(Transfer.objects.filter(entry__in=entries.values("id")), currency)


def _flows(transfers: "QuerySet[Transfer]", currency: str) -> list[Flow]:
    moved = transfers.filter(source__currency=currency)
    reached = ("entry__project_id", "entry__kind", "target__kind", "target__owner_id")
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for project_id, kind, target, owner, entries in moved.values_list(*reached).annotate(
        entries=Count("entry", distinct=True)
    ):
        counts[project_id, kind, target, _branch(target, owner)] += entries
    sums: Counter[tuple[str, str, str, str, str]] = Counter()
    for project_id, kind, target, owner, source, micros in moved.values_list(
        *reached, "source__kind"
    ).annotate(sum=Sum("micros")):
        sums[project_id, kind, source, target, _branch(target, owner)] += micros
    return [
        Flow(*key, Money(micros, currency), counts[key[0], key[1], key[3], key[4]])
        for key, micros in sorted(sums.items())
    ]


def _branch(target: str, owner: str) -> str:
    return owner if target == AccountKind.CONTRIBUTIONS else ""


def workers_moved(start: Moment, end: Moment) -> set[str]:
    """Whose due money moved from `start` until before `end`: whoever has a statement to read.

    Entries are found by the time in their ids, so that a month is read and not the whole books.
    """
    entries = Entry.objects.filter(id__gte=first_id(start), id__lt=first_id(end))
    found: set[str] = set()
    for side in ("source", "target"):
        moved = Transfer.objects.filter(entry__in=entries.values("id"))
        due = moved.filter(**{f"{side}__kind": AccountKind.DUE})
        found |= set(due.values_list(f"{side}__owner_id", flat=True).distinct())
    return found
