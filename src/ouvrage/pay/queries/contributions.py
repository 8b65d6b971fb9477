"""What is owed to collectors, what is held for want of a rate, and the files behind both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Sum

from ouvrage.base.ids import pseudonym
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.base.rates import RateTable
from ouvrage.ledger.queries import ContributionPaid, contributions, contributions_paid
from ouvrage.pay.models import HeldEarning, RateFile, WorkerRate
from ouvrage.pay.schemes import SCHEMES, regime
from ouvrage.pay.schemes.percentage import KEY, quarter_days
from ouvrage.people.queries import PersonRow, person


@dataclass(frozen=True, slots=True)
class DueRow:
    """What is owed to the collector of a scheme for one branch."""

    scheme: str
    branch: str
    collector: str
    amount: Money


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What is held of one worker's pay in a month whose rate is not here."""

    person: PersonRow
    scheme: str
    month: date
    payments: int
    amount: Money


@dataclass(frozen=True, slots=True)
class RateFileRow:
    """An imported file; `short` is what its rates asked for beyond what was held."""

    id: str
    scheme: str
    month: date
    name: str
    rows: int
    at: Moment
    short: Money


def contributions_owed() -> list[DueRow]:
    """Scheme by scheme and branch by branch, what is to be remitted."""
    return [
        DueRow(scheme, branch, _collector(scheme), amount)
        for scheme, branch, amount in contributions()
    ]


def _collector(scheme: str) -> str:
    table = regime(scheme).table if scheme in SCHEMES else RateTable()
    return table.collector if table.rows else ""


def held_rows() -> list[HeldRow]:
    """What is held now, by worker and month, the oldest month first."""
    waiting = HeldEarning.objects.filter(freed_at__isnull=True)
    grouped = waiting.values_list("month", "worker_id", "scheme", "currency").annotate(
        payments=Count("id"), micros=Sum("held_micros")
    )
    return [
        HeldRow(person(worker_id), scheme, month, payments, Money(micros, currency))
        for month, worker_id, scheme, currency, payments, micros in grouped.order_by(
            "month", "worker_id"
        )[:PAGE_ROWS]
    ]


def held_with_rate(limit: int) -> list[tuple[str, str, date]]:
    """Worker, scheme and month of what is held although the rate is here, at most `limit`."""
    known = WorkerRate.objects.filter(
        worker_id=OuterRef("worker_id"),
        month=OuterRef("month"),
        file__scheme=OuterRef("scheme"),
    )
    rows = HeldEarning.objects.filter(Exists(known), freed_at__isnull=True)
    found = rows.order_by("worker_id", "scheme", "month")
    return list(found.values_list("worker_id", "scheme", "month").distinct()[:limit])


def rates_of_month(
    worker_id: str, scheme: str, month: date
) -> tuple[RateFile | None, dict[str, int]]:
    """The latest file with the worker's rates of that month, and branch -> parts per million."""
    rows = WorkerRate.objects.filter(worker_id=worker_id, month=month, file__scheme=scheme)
    latest = rows.select_related("file").order_by("-file_id").first()
    if latest is None:
        return None, {}
    return latest.file, dict(rows.filter(file=latest.file).values_list("branch", "ppm"))


def rate_files() -> list[RateFileRow]:
    """The files of workers' rates, the latest first."""
    files = RateFile.objects.order_by("-id")[:PAGE_ROWS]
    short = dict(
        HeldEarning.objects.filter(file__in=[file.id for file in files])
        .values_list("file_id")
        .annotate(sum=Sum("short_micros"))
    )
    return [
        RateFileRow(
            file.id,
            file.scheme,
            file.month,
            file.name,
            file.rows,
            file.at,
            Money(short.get(file.id) or 0, settings.CURRENCY),
        )
        for file in files
    ]


def quarter_rows(year: int, quarter: int) -> Iterator[dict[str, str]]:
    """One row for each payment of the quarter that owed a fee, as it is declared (STA-5)."""
    first, after = quarter_days(year, quarter)
    platform = settings.LEGAL_REGISTRATION or settings.LEGAL_NAME or settings.INSTANCE_NAME
    for paid in contributions_paid(KEY, _midnight(first), _midnight(after)):
        yield _declared(paid, platform)


def _midnight(day: date) -> Moment:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _declared(paid: ContributionPaid, platform: str) -> dict[str, str]:
    secret = settings.SECRET_KEY.encode()
    return {
        "unique_id": pseudonym(secret, "declared", KEY, paid.worker_id),
        "payout": paid.payout.decimal(),
        "fee": paid.contribution.decimal(),
        "date": paid.at.date().isoformat(),
        "platform_id": platform,
        "transaction_id": paid.entry_id,
    }
