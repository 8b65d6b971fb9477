"""The ledger's readers: balances, statements, and the check of the books."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.ledger.models import Account, AccountKind, Entry, Transfer


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement seen from one owner: `amount` is positive when it came in."""

    id: int
    at: Moment
    kind: str
    project_id: str
    subject_kind: str
    subject_id: str
    reference: str
    amount: Money


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
    """What the published batches of several projects may still cost."""
    return _balance(
        Q(kind=AccountKind.RESERVED, project_id__in=project_ids, currency=currency), currency
    )


def due(worker_id: str, currency: str) -> Money:
    """What the worker has earned and not been paid out."""
    return _balance(Q(kind=AccountKind.DUE, owner_id=worker_id, currency=currency), currency)


def _balance(where: Q, currency: str) -> Money:
    micros = Account.objects.filter(where).aggregate(sum=Sum("balance_micros"))["sum"]
    return Money(micros or 0, currency)


def spent_by_kind(project_id: str) -> dict[tuple[str, str], int]:
    """Micro-units that left the project's reserve, by (entry kind, kind of the account reached)."""
    rows = (
        Transfer.objects.filter(entry__project_id=project_id, source__kind=AccountKind.RESERVED)
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
        )
        for row in rows.select_related("entry", "target").order_by("-id")[:limit]
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
    rows = Account.objects.filter(kind=AccountKind.RESERVED, balance_micros__gt=0)
    return list(rows.order_by("owner_id").values_list("owner_id", flat=True))


def paid_subjects(kind: str, subject_ids: list[str]) -> set[str]:
    """Those of the subjects that have an entry of this kind."""
    rows = Entry.objects.filter(kind=kind, subject_id__in=subject_ids)
    return set(rows.values_list("subject_id", flat=True))


def entry_count(kind: str) -> int:
    """How many entries of this kind there are."""
    return Entry.objects.filter(kind=kind).count()


def book_faults() -> list[str]:
    """One sentence per account or entry that is not as it must be; empty when the books are right.

    Balances kept on floored accounts equal the sum of their transfers and are not negative; no
    transfer mixes currencies; every entry has a transfer; contributions never flow back.
    """
    faults = [
        f"account {key} holds {kept} and its transfers sum to {summed}"
        for key, kept, summed in _drifted_balances()
    ]
    below = Account.objects.filter(floored=True, balance_micros__lt=0)
    faults += [f"account {key} is below zero" for key in below.values_list("key", flat=True)]
    mixed = Transfer.objects.exclude(source__currency=F("target__currency"))
    faults += [f"transfer {id} mixes currencies" for id in mixed.values_list("id", flat=True)]
    empty = Entry.objects.filter(transfers__isnull=True)
    faults += [f"entry {key} moves nothing" for key in empty.values_list("key", flat=True)]
    back = Transfer.objects.filter(source__kind=AccountKind.CONTRIBUTIONS)
    faults += [f"transfer {id} takes contributions" for id in back.values_list("id", flat=True)]
    for kind, amount in totals():
        if kind == AccountKind.FEE and amount.micros < 0:
            faults.append("the fee account is below zero")
    return faults


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
