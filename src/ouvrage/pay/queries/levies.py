"""What a reward owes to social protection under the terms of its batch and the worker's status.

Terms keep the requester's rates of every scheme that may apply, so that a batch sets aside the
dearest case and a later change of rates, schemes or anybody's status never leaves it short.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.base.rates import Rate, Side
from ouvrage.ledger.recipes import Contribution, Earning
from ouvrage.pay.models import WorkerRate
from ouvrage.pay.rules import Terms
from ouvrage.pay.schemes import SCHEMES, Levy, WorkerFacts, offered, percentage, regime
from ouvrage.pay.schemes.regime import parts
from ouvrage.people.queries import Standing, standings
from ouvrage.people.rules import StatusKind

SCHEME_OF_KIND: Mapping[StatusKind, str] = {
    StatusKind.MICRO_FR: "micro_fr",
    StatusKind.EMPLOYEE_COOP: "employee_coop",
    StatusKind.VOLUNTEER: "volunteer",
    StatusKind.FOREIGN: "percentage",
}


@dataclass(frozen=True, slots=True)
class PieceOfWork:
    """Who did a piece of work, when they took it, what it pays before anything is taken out, and
    under which terms."""

    worker_id: str
    taken_at: Moment
    reward: Money
    terms: Terms


def earning_of(
    subject_kind: str,
    subject_id: str,
    *,
    batch_id: str,
    project_id: str,
    worked: PieceOfWork,
    paid_at: Moment,
    with_fee: bool = True,
) -> Earning:
    """What that reward moves, to whom: the worker, each branch, and the platform's fee if any.

    The worker's status when they took the work says which scheme, and the month of `paid_at` at
    which of the worker's own rates. Who posts one that holds something calls `actions.note_held`.
    """
    return earning_with(
        levy_of(worked, paid_at),
        worked,
        subject_kind,
        subject_id,
        batch_id=batch_id,
        project_id=project_id,
        with_fee=with_fee,
    )


def earning_with(
    levy: Levy,
    worked: PieceOfWork,
    subject_kind: str,
    subject_id: str,
    *,
    batch_id: str,
    project_id: str,
    with_fee: bool = True,
) -> Earning:
    """As `earning_of`, with a levy that was read together with others."""
    fee = worked.reward.permille(worked.terms.fee_permille)
    return Earning(
        subject_kind,
        subject_id,
        batch_id,
        project_id,
        worked.worker_id,
        worked.reward,
        levy.contributions,
        fee if with_fee else Money.zero(worked.reward.currency),
        levy.withheld,
        levy.held,
    )


def agreed_rates(at: Moment) -> dict[str, tuple[Rate, ...]]:
    """The requester's rates of every scheme that may apply, as in force on that day."""
    return {key: regime(key).requester_rates(at.date()) for key in offered()}


def dearest(reward: Money, terms: Terms) -> tuple[Contribution, ...]:
    """The contributions of the scheme that costs a requester most for this reward."""
    cases = [parts(scheme, rates, reward) for scheme, rates in terms.rates.items()]
    return max(cases, key=lambda case: sum(part.amount.micros for part in case), default=())


def levy_of(worked: PieceOfWork, paid_at: Moment) -> Levy:
    """As `levies`, for one piece of work."""
    return levies([worked], paid_at)[0]


def levies(worked: Sequence[PieceOfWork], paid_at: Moment) -> list[Levy]:
    """What each piece owes: by its worker's status when they took it, at the rates of the month in
    which it is paid, in the order given. At most two statements for any number of pieces."""
    schemes = _schemes(worked)
    own = _own_rates({piece.worker_id for piece in worked}, {key for key, _ in schemes}, paid_at)
    result = []
    for piece, (key, activity) in zip(worked, schemes, strict=True):
        facts = WorkerFacts(paid_at.date(), activity, own.get((piece.worker_id, key)))
        agreed = piece.terms.rates.get(key, ())
        result.append(regime(key).levy(piece.reward, agreed, facts) if piece.reward else Levy())
    return result


def _schemes(worked: Sequence[PieceOfWork]) -> list[tuple[str, str]]:
    """The scheme and the activity of each piece. Statuses matter where there is a choice only."""
    if all(len(piece.terms.rates) <= 1 for piece in worked):
        return [(piece.terms.scheme, "") for piece in worked]
    found = standings([(piece.worker_id, piece.taken_at) for piece in worked])
    return [scheme_of(standing, piece.terms) for piece, standing in zip(worked, found, strict=True)]


def scheme_of(standing: Standing | None, terms: Terms) -> tuple[str, str]:
    """The scheme of a status and its activity, out of those the terms know (STA-1).

    The terms' own for who chose none, and for a status that the instance did not offer when the
    batch was published. A volunteer is paid nothing as such; paid work falls under the terms' own.
    """
    key = SCHEME_OF_KIND.get(standing.kind, "") if standing else ""
    if standing is None or key == "volunteer" or key not in terms.rates:
        return terms.scheme, ""
    return key, standing.activity


def _own_rates(
    worker_ids: Iterable[str], schemes: set[str], paid_at: Moment
) -> dict[tuple[str, str], dict[str, int]]:
    """Worker and scheme -> branch -> parts per million, of the latest file of the month."""
    if "micro_fr" not in schemes:
        return {}
    month = paid_at.date().replace(day=1)
    rows = WorkerRate.objects.filter(worker_id__in=set(worker_ids), month=month)
    latest: dict[tuple[str, str], tuple[str, dict[str, int]]] = {}
    for row in rows.select_related("file").order_by("file_id"):
        key = (row.worker_id, row.file.scheme)
        if key not in latest or latest[key][0] != row.file_id:
            latest[key] = (row.file_id, {})
        latest[key][1][row.branch] = row.ppm
    return {key: rates for key, (_file, rates) in latest.items()}


def kept_rates(rates: Mapping[str, Sequence[Rate]]) -> dict[str, list[dict[str, Any]]]:
    """The agreed rates as a batch's terms keep them."""
    return {
        scheme: [
            {
                "branch": rate.branch,
                "ppm": rate.ppm,
                "cap_micros": rate.cap.micros if rate.cap else None,
                "currency": rate.cap.currency if rate.cap else "",
                "valid_from": rate.valid_from.isoformat(),
                "source": rate.source,
            }
            for rate in rows
        ]
        for scheme, rows in rates.items()
    }


def rates_kept(
    kept: Mapping[str, Sequence[Mapping[str, Any]]],
) -> dict[str, tuple[Rate, ...]]:
    """The agreed rates of terms that were kept; what this version does not know is left out."""
    return {
        scheme: tuple(
            Rate(
                row["branch"],
                Side.REQUESTER,
                row["ppm"],
                date.fromisoformat(row["valid_from"]),
                row["source"],
                cap=Money(row["cap_micros"], row["currency"])
                if row["cap_micros"] is not None
                else None,
            )
            for row in rows
        )
        for scheme, rows in kept.items()
        if scheme in SCHEMES
    }


def legacy_rates(scheme: str, permille: int) -> dict[str, tuple[Rate, ...]]:
    """What terms that were kept before they held rates meant."""
    if scheme == percentage.KEY and permille:
        return {scheme: percentage.one_rate(permille).rows}
    return {scheme: ()}
