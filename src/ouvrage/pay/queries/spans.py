"""What of a worker's time nothing has paid yet, so that no second is paid twice (PAY-1).

Credits and readings pay time by the second. Each keeps the spans that it paid; the next one pays
what of its own time lies outside of them. Five tasks held for the same half hour are half an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.pay.models import Credit, PaidSpan, Reading, TimeRecord
from ouvrage.pay.queries.time import at, second, titles
from ouvrage.pay.rules import TimeSource
from ouvrage.pay.rules.time import first_seconds, place
from ouvrage.people.models import Person


@dataclass(frozen=True, slots=True)
class Worked:
    """Between which moments the work lay; `work_id` says whose pages measured it, if any did."""

    started_at: Moment
    ended_at: Moment
    work_id: str = ""


@dataclass(frozen=True, slots=True)
class Unpaid:
    """What is to be paid of some seconds of work: `spans`, and `seconds` before any cap.

    `overlap_seconds` would have been paid too, had not a payment of `overlap_kind` done so before.
    """

    seconds: int
    overlap_seconds: int = 0
    overlap_kind: str = ""
    spans: Sequence[tuple[int, int]] = ()

    def rows(self, worker_id: str, kind: str, paid_id: str) -> list[PaidSpan]:
        """The spans, to be stored with what pays them."""
        return [
            PaidSpan(
                worker_id=worker_id,
                kind=kind,
                paid_id=paid_id,
                started_at=at(start),
                ended_at=at(end),
            )
            for start, end in self.spans
        ]


def hold_worker(worker_id: str) -> None:
    """Until the transaction ends, nothing else pays this worker's time by the second."""
    Person.objects.select_for_update(no_key=True).filter(id=worker_id).first()


def unpaid_part(worker_id: str, worked: Worked, seconds: int, cap_seconds: int) -> Unpaid:
    """What of the seconds is still to be paid, up to the cap; the worker is held by the caller."""
    frame = second(worked.started_at), second(worked.ended_at)
    rows = PaidSpan.objects.filter(
        worker_id=worker_id, ended_at__gt=at(frame[0]), started_at__lt=at(frame[1])
    ).order_by("started_at", "id")
    paid = [(row.kind, second(row.started_at), second(row.ended_at)) for row in rows]
    seen = pages_of(worker_id, worked.work_id)
    spans, lost = place(frame, seconds, seen, [(start, end) for _, start, end in paid])
    payable = min(seconds - lost, cap_seconds)
    overlap = min(seconds, cap_seconds) - payable
    kind = paid[0][0] if overlap else ""
    return Unpaid(seconds - lost, overlap, kind, first_seconds(spans, payable))


def pages_of(worker_id: str, work_id: str) -> list[tuple[int, int]]:
    """The spans that the pages of this piece of work measured; empty after they were erased."""
    if not work_id:
        return []
    rows = TimeRecord.objects.filter(
        worker_id=worker_id, subject_id=work_id, source=TimeSource.BROWSER
    ).values_list("started_at", "ended_at")
    return [(second(start), second(end)) for start, end in rows]


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """A payment of time part of which another payment had paid before: both kinds, how much."""

    kind: str
    project_title: str
    seconds: int
    overlap_seconds: int
    overlap_kind: str
    at: Moment


def overlaps_of_worker(worker_id: str, *, limit: int = PAGE_ROWS) -> list[OverlapRow]:
    """Credits and readings that paid less since a part was paid before, latest first."""
    credits = Credit.objects.filter(worker_id=worker_id, overlap_seconds__gt=0)
    readings = Reading.objects.filter(worker_id=worker_id, overlap_seconds__gt=0)
    found: list[tuple[str, Credit | Reading, Moment | None]] = [
        *((row.kind, row, row.at) for row in credits.order_by("-id")[:limit]),
        *(("reading", row, row.ended_at) for row in readings.order_by("-id")[:limit]),
    ]
    named = titles(row.project_id for _, row, _ in found)
    rows = [
        OverlapRow(
            kind,
            named.get(row.project_id, ""),
            min(row.seconds, row.cap_seconds),
            row.overlap_seconds,
            row.overlap_kind,
            when,
        )
        for kind, row, when in found
        if when is not None
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:limit]
