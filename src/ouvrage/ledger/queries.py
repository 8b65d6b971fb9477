"""The ledger's readers: balances, statements, and the check of the books."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.models import Account, AccountKind, Entry, EntryKind, Transfer
from ouvrage.ledger.rules import Place

BATCH_KINDS = [AccountKind.RESERVED, AccountKind.QUALITY, AccountKind.TOPUP]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement seen from one owner: `amount` is positive when it came in, `place` is the kind
    of account at its other end."""

    id: int
    at: Moment
    kind: str
    project_id: str
    subject_kind: str
    subject_id: str
    reference: str
    amount: Money
    place: str


def available(organisation_id: str, currency: str) -> Money:
    """What the organisation can spend now."""
    return _balance(
        Q(kind=AccountKind.AVAILABLE, owner_id=organisation_id, currency=currency), currency
    )


def reserved(project_id: str, currency: str) -> Money:
    """What the project's published batches may still cost."""
    return _balance(
        Q(kind=AccountKind.RESERVED, project_id=project_id, currency=currency), currency
    )


def reserved_for_batch(batch_id: str, currency: str) -> Money:
    """What one batch may still cost."""
    return _balance(Q(kind=AccountKind.RESERVED, owner_id=batch_id, currency=currency), currency)


def reserved_by_projects(project_ids: list[str], currency: str) -> Money:
    """What is set aside for the published batches of several projects, for all three uses."""
    where = Q(kind__in=BATCH_KINDS, project_id__in=project_ids, currency=currency)
    return _balance(where, currency)


def quality_of_batch(batch_id: str, currency: str) -> Money:
    """What one batch keeps for time that no accepted answer pays."""
    return _balance(Q(kind=AccountKind.QUALITY, owner_id=batch_id, currency=currency), currency)


def topup_of_batch(batch_id: str, currency: str) -> Money:
    """What one batch keeps to lift pay that fell under the floor."""
    return _balance(Q(kind=AccountKind.TOPUP, owner_id=batch_id, currency=currency), currency)


def lock_places_of_batch(batch_id: str) -> None:
    """Nothing moves into or out of the batch's three places until the transaction ends; in the
    order in which postings lock them."""
    rows = Account.objects.filter(kind__in=BATCH_KINDS, owner_id=batch_id).order_by("key")
    list(rows.select_for_update(no_key=True).values_list("key", flat=True))


def set_aside(project_id: str, currency: str) -> Money:
    """What the project's batches keep beyond the cost of answers and readings."""
    kinds = [AccountKind.QUALITY, AccountKind.TOPUP]
    return _balance(Q(kind__in=kinds, project_id=project_id, currency=currency), currency)


def guarantee(currency: str) -> Money:
    """What the instance's guarantee fund holds."""
    return _balance(Q(kind=AccountKind.GUARANTEE, currency=currency), currency)


def held(worker_id: str, currency: str) -> Money:
    """What is held from the worker's pay until the rate it is owed at is known."""
    return _balance(Q(kind=AccountKind.HELD, owner_id=worker_id, currency=currency), currency)


def all_held() -> list[tuple[str, Money]]:
    """What is held for each worker for whom something is, by worker."""
    rows = Account.objects.filter(kind=AccountKind.HELD, balance_micros__gt=0).order_by("owner_id")
    return [
        (owner, Money(micros, currency))
        for owner, micros, currency in rows.values_list("owner_id", "balance_micros", "currency")
    ]


def in_transit(payout_ids: Sequence[str], currency: str) -> Money:
    """What is on its way in these payouts."""
    where = Q(kind=AccountKind.TRANSIT, owner_id__in=payout_ids, currency=currency)
    return _balance(where, currency)


def contributions_due(scheme: str, branch: str, currency: str) -> Money:
    """What is owed to the collector of that branch, from the transfers."""
    place = Place.contributions(scheme, branch, currency)
    rows = Transfer.objects.filter(Q(target__key=place.key) | Q(source__key=place.key))
    sums = rows.aggregate(
        came=Sum("micros", filter=Q(target__key=place.key)),
        went=Sum("micros", filter=Q(source__key=place.key)),
    )
    return Money((sums["came"] or 0) - (sums["went"] or 0), currency)


def due(worker_id: str, currency: str) -> Money:
    """What the worker has earned and not been paid out."""
    return _balance(Q(kind=AccountKind.DUE, owner_id=worker_id, currency=currency), currency)


def dues(worker_ids: Sequence[str], currency: str) -> dict[str, int]:
    """What is due to each of the workers who have earned, in micro-units."""
    rows = Account.objects.filter(kind=AccountKind.DUE, owner_id__in=worker_ids, currency=currency)
    return dict(rows.values_list("owner_id", "balance_micros"))


def transit_balances() -> dict[str, int]:
    """What is on its way in each payout that has not ended, in micro-units."""
    rows = Account.objects.filter(kind=AccountKind.TRANSIT, balance_micros__gt=0)
    return dict(rows.values_list("owner_id", "balance_micros"))


def _balance(where: Q, currency: str) -> Money:
    micros = Account.objects.filter(where).aggregate(sum=Sum("balance_micros"))["sum"]
    return Money(micros or 0, currency)


def spent_by_kind(project_id: str) -> dict[tuple[str, str], int]:
    """Micro-units that left what the project set aside, by (entry kind, account kind reached)."""
    rows = (
        Transfer.objects.filter(entry__project_id=project_id, source__kind__in=BATCH_KINDS)
        .values_list("entry__kind", "target__kind")
        .annotate(sum=Sum("micros"))
    )
    return {(entry_kind, target_kind): micros for entry_kind, target_kind, micros in rows}


def statement_of_organisation(
    organisation_id: str, *, limit: int = PAGE_ROWS, before: int | None = None
) -> list[StatementRow]:
    """Every movement of what is available to the organisation, newest first."""
    return _statement(f"{AccountKind.AVAILABLE.value}:{organisation_id}:", limit, before)


def statement_of_worker(
    worker_id: str, *, limit: int = PAGE_ROWS, before: int | None = None
) -> list[StatementRow]:
    """Every movement of what is due to the worker, newest first."""
    return _statement(f"{AccountKind.DUE.value}:{worker_id}:", limit, before)


def _statement(prefix: str, limit: int, before: int | None) -> list[StatementRow]:
    accounts = list(Account.objects.filter(key__startswith=prefix).values_list("id", flat=True))
    rows = Transfer.objects.filter(Q(source__in=accounts) | Q(target__in=accounts))
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [
        StatementRow(
            row.id,
            row.entry.at,
            row.entry.kind,
            row.entry.project_id,
            row.entry.subject_kind,
            row.entry.subject_id,
            row.entry.reference,
            Money(row.micros if row.target_id in accounts else -row.micros, row.target.currency),
            row.source.kind if row.target_id in accounts else row.target.kind,
        )
        for row in rows.select_related("entry", "source", "target").order_by("-id")[:limit]
    ]


def totals() -> list[tuple[str, Money]]:
    """The balance of each kind of account, per currency, from the transfers; they sum to zero."""
    sums: dict[tuple[str, str], int] = {}
    for side, sign in (("source", -1), ("target", 1)):
        rows = Transfer.objects.values_list(f"{side}__kind", f"{side}__currency")
        for kind, currency, micros in rows.annotate(sum=Sum("micros")):
            sums[(kind, currency)] = sums.get((kind, currency), 0) + sign * micros
    return [(kind, Money(micros, currency)) for (kind, currency), micros in sorted(sums.items())]


def was_posted(key: str) -> bool:
    """Whether an entry with that key is in the books."""
    return Entry.objects.filter(key=key).exists()


def batches_with_reserve() -> list[str]:
    """The batches that money is still reserved for, oldest first."""
    return _owners(AccountKind.RESERVED)


def batches_with_set_aside() -> list[str]:
    """The batches that still hold money for quality or for the floor, oldest first."""
    return _owners(AccountKind.QUALITY, AccountKind.TOPUP)


def _owners(*kinds: AccountKind) -> list[str]:
    rows = Account.objects.filter(kind__in=kinds, balance_micros__gt=0)
    return list(rows.order_by("owner_id").values_list("owner_id", flat=True).distinct())


def paid_subjects(kinds: Sequence[str], subject_ids: list[str]) -> set[str]:
    """Those of the subjects that have an entry of one of these kinds."""
    rows = Entry.objects.filter(kind__in=kinds, subject_id__in=subject_ids)
    return set(rows.values_list("subject_id", flat=True))


def entry_count(kinds: Sequence[str]) -> int:
    """How many entries of these kinds there are."""
    return Entry.objects.filter(kind__in=kinds).count()


def book_faults() -> list[str]:
    """One sentence per account or entry that is not as it must be; empty when the books are right.

    Balances kept on floored accounts equal the sum of their transfers and are not negative; no
    transfer mixes currencies; every entry has a transfer, but for those that set nothing aside for
    a batch that never had anything set aside; contributions leave to their collector
    only.
    """
    faults = [
        f"account {key} holds {kept} and its transfers sum to {summed}"
        for key, kept, summed in _drifted_balances()
    ]
    below = Account.objects.filter(floored=True, balance_micros__lt=0)
    faults += [f"account {key} is below zero" for key in below.values_list("key", flat=True)]
    mixed = Transfer.objects.exclude(source__currency=F("target__currency"))
    faults += [f"transfer {id} mixes currencies" for id in mixed.values_list("id", flat=True)]
    # What volunteer work sets aside is nothing, and its entry keeps the key from being used twice.
    moved = Entry.objects.filter(
        kind=EntryKind.RESERVE, subject_id=OuterRef("subject_id"), transfers__isnull=False
    )
    empty = Entry.objects.filter(transfers__isnull=True).filter(
        ~Q(kind=EntryKind.RESERVE) | Exists(moved)
    )
    faults += [f"entry {key} moves nothing" for key in empty.values_list("key", flat=True)]
    back = Transfer.objects.filter(source__kind=AccountKind.CONTRIBUTIONS).exclude(
        entry__kind=EntryKind.REMIT
    )
    faults += [f"transfer {id} takes contributions" for id in back.values_list("id", flat=True)]
    for kind, amount in totals():
        if kind == AccountKind.FEE and amount.micros < 0:
            faults.append("the fee account is below zero")
    for scheme, branch, amount in contributions():
        if amount.micros < 0:
            faults.append(f"contributions of {scheme}/{branch} are below zero")
    return faults


def contributions() -> list[tuple[str, str, Money]]:
    """What is owed to the collector of every scheme and branch, from the transfers."""
    owed: dict[tuple[str, str], int] = {}
    for side, sign in (("target", 1), ("source", -1)):
        rows = Transfer.objects.filter(**{f"{side}__kind": AccountKind.CONTRIBUTIONS})
        grouped = rows.values_list(f"{side}__owner_id", f"{side}__currency")
        for owner, currency, micros in grouped.annotate(sum=Sum("micros")):
            owed[(owner, currency)] = owed.get((owner, currency), 0) + sign * micros
    return [
        (*_scheme_and_branch(owner), Money(micros, currency))
        for (owner, currency), micros in sorted(owed.items())
    ]


def _scheme_and_branch(owner: str) -> tuple[str, str]:
    scheme, _, branch = owner.partition("/")
    return scheme, branch


def _drifted_balances() -> list[tuple[str, int, int]]:
    """In one statement, so that what is posted meanwhile is in both sides or in neither."""
    summed = _moved("target") - _moved("source")
    rows = Account.objects.filter(floored=True).annotate(summed=summed)
    drifted = rows.exclude(balance_micros=F("summed"))
    return list(drifted.order_by("key").values_list("key", "balance_micros", "summed"))


def _moved(side: str) -> Coalesce:
    rows = Transfer.objects.filter(**{side: OuterRef("id")}).order_by().values(side)
    sums = rows.annotate(sum=Sum("micros")).values("sum")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0))


@dataclass(frozen=True, slots=True)
class ContributionPaid:
    """One payment that owed something to a scheme: to whom, how much, and what it owed."""

    entry_id: str
    at: Moment
    worker_id: str
    payout: Money
    contribution: Money


def contributions_paid(
    scheme: str, start: Moment, end: Moment, *, chunk: int = 500
) -> Iterator[ContributionPaid]:
    """Every payment from `start` until before `end` that owed the scheme something, in order."""
    owner = f"{scheme}/"
    rows = (
        Entry.objects.filter(
            at__gte=start,
            at__lt=end,
            transfers__target__kind=AccountKind.CONTRIBUTIONS,
            transfers__target__owner_id__startswith=owner,
        )
        .distinct()
        .order_by("at", "id")
    )
    for entry in rows.prefetch_related("transfers__target").iterator(chunk_size=chunk):
        moves = list(entry.transfers.all())
        due = [move for move in moves if move.target.kind == AccountKind.DUE]
        owed = [
            move
            for move in moves
            if move.target.kind == AccountKind.CONTRIBUTIONS
            and move.target.owner_id.startswith(owner)
        ]
        if due:
            currency = due[0].target.currency
            yield ContributionPaid(
                entry.id,
                entry.at,
                due[0].target.owner_id,
                Money(sum(move.micros for move in due), currency),
                Money(sum(move.micros for move in owed), currency),
            )
