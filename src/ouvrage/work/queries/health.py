"""How much of what may hurt a worker has seen, how long they have worked, and what follows.

Nothing is read for a batch without sensitive categories and a worker below the cap of a day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment, Span, written
from ouvrage.work.errors import (
    BreakDue,
    ExposureReached,
    LabelDisputed,
    NotChosen,
    OnBreak,
    OwnLimitReached,
    RestFirst,
)
from ouvrage.work.models import Assignment, Pause, Wellbeing, WorkedHour
from ouvrage.work.queries.standing import HOURS_LOOKED_BACK, OpenBatch
from ouvrage.work.rules import (
    ANY,
    AssignmentState,
    OwnLimits,
    Sensitive,
    Worked,
    day_begin,
    exposure_cap_seconds,
    free_again_at,
    own_limit_until,
    rest_until,
    worked_seconds,
)

Refused = Iterator[tuple[str, Refusal]]


@dataclass(frozen=True, slots=True)
class _Held:
    """A sensitive task in hand: its categories, and how long it has been seen."""

    categories: frozenset[str]
    begun: Moment
    until: Moment


@dataclass(frozen=True, slots=True)
class Exposure:
    """The seconds of the last 24 hours on one sensitive category, and its cap.

    `again_at` is when the category is offered again; None below the cap.
    """

    category: str
    seconds: int
    cap_seconds: int
    again_at: Moment | None


@dataclass(frozen=True, slots=True)
class Health:
    """What stands on the page “Well-being”."""

    chosen: tuple[str, ...]
    exposure_minutes: int | None
    exposures: tuple[Exposure, ...]
    together: Exposure
    stretch_seconds: int
    break_due: bool
    on_break_until: Moment | None
    hours_a_day: int | None
    day_from: int | None
    day_until: int | None
    time_zone: str
    lifted_until: Moment | None
    own_limit_until: Moment | None
    worked_seconds: int
    rest_until: Moment | None


def health_refusals(worker_id: str, batches: Sequence[OpenBatch], now: Moment) -> Refused:
    """Sensitive tasks are for those who chose them, up to the caps and not in a break."""
    sensitive = [batch for batch in batches if batch.sensitive]
    yield from ((batch.id, LabelDisputed()) for batch in batches if batch.label_disputed)
    unchosen = [batch for batch in sensitive if not set(batch.sensitive) <= batch.chosen.sensitive]
    yield from ((batch.id, NotChosen()) for batch in unchosen)
    wanted = [batch for batch in sensitive if batch not in unchosen and not batch.label_disputed]
    if wanted:
        yield from _exposure_refusals(worker_id, wanted, now)


def _exposure_refusals(worker_id: str, batches: Sequence[OpenBatch], now: Moment) -> Refused:
    found = health(worker_id, now)
    reached = {row.category: row.again_at for row in (*found.exposures, found.together)}
    agreed = settings.AGREEMENT.limits
    for batch in batches:
        ends = [reached.get(category) for category in (ANY, *batch.sensitive)]
        again = max((end for end in ends if end is not None), default=None)
        if again is not None:
            yield batch.id, ExposureReached(at=written(again))
        elif found.on_break_until is not None:
            yield batch.id, OnBreak(at=written(found.on_break_until))
        elif found.break_due:
            yield batch.id, BreakDue(minutes=agreed.exposure_break_after_minutes)


def rest_refusals(worker_id: str, batches: Sequence[OpenBatch], now: Moment) -> Refused:
    """Nobody takes a new task before the rest after a full day, nor past a limit of their own."""
    if not batches:
        return
    refusal = _rest_refusal(worker_id, batches[0], now)
    if refusal is not None:
        yield from ((batch.id, refusal) for batch in batches)


def _rest_refusal(worker_id: str, batch: OpenBatch, now: Moment) -> Refusal | None:
    agreed, chosen = settings.AGREEMENT.limits, batch.chosen
    if chosen.worked_seconds >= agreed.work_hours_a_day * 3600:
        until = _rest_until(worked_hours(worker_id, now))
        if until is not None and until > now:
            return RestFirst(
                hours=agreed.work_hours_a_day, rest=agreed.rest_hours, at=written(until)
            )
    if chosen.limits is None or (chosen.lifted_until is not None and chosen.lifted_until > now):
        return None
    today = 0
    if chosen.limits.hours_a_day is not None and chosen.worked_seconds:
        today = _today(worked_hours(worker_id, now), chosen.limits.time_zone, now)
    until = own_limit_until(chosen.limits, today, now)
    return None if until is None else OwnLimitReached(at=written(until))


def _today(spans: Sequence[Worked], time_zone: str, now: Moment) -> int:
    begin = day_begin(time_zone, now)
    return sum(span.seconds for span in spans if span.last_at >= begin)


def _rest_until(spans: Sequence[Worked]) -> Moment | None:
    agreed = settings.AGREEMENT.limits
    return rest_until(
        spans, cap_seconds=agreed.work_hours_a_day * 3600, rest=Span(hours=agreed.rest_hours)
    )


def worked_hours(worker_id: str, now: Moment, category: str = "") -> list[Worked]:
    """The hours of the last two days in which the worker worked, oldest first."""
    rows = WorkedHour.objects.filter(
        worker_id=worker_id, category=category, hour__gt=now - HOURS_LOOKED_BACK
    )
    return [Worked(row.first_at, row.last_at, row.seconds) for row in rows.order_by("hour")]


def health(worker_id: str, now: Moment) -> Health:
    """What the worker chose, how much they worked, and what they saw of sensitive tasks."""
    row = Wellbeing.objects.filter(worker_id=worker_id).first() or Wellbeing(worker_id=worker_id)
    agreed = settings.AGREEMENT.limits
    held = _held(worker_id, now)
    latest = Pause.objects.filter(worker_id=worker_id).order_by("-until").first()
    on_break = latest if latest is not None and latest.until > now else None
    cap = exposure_cap_seconds(
        row.exposure_minutes,
        a_day=agreed.exposure_minutes_a_day,
        absolute=agreed.exposure_minutes_absolute,
    )
    spans = worked_hours(worker_id, now)
    limits = OwnLimits(row.hours_a_day, row.day_from, row.day_until, row.time_zone)
    stretch = stretch_seconds(row, now) + _seconds(held, ANY, latest.until if latest else None)
    return Health(
        chosen=tuple(row.sensitive),
        exposure_minutes=row.exposure_minutes,
        exposures=tuple(_exposure(worker_id, category, cap, held, now) for category in Sensitive),
        together=_exposure(worker_id, ANY, agreed.exposure_minutes_absolute * 60, held, now),
        stretch_seconds=stretch,
        break_due=on_break is None and stretch >= agreed.exposure_break_after_minutes * 60,
        on_break_until=on_break.until if on_break else None,
        hours_a_day=row.hours_a_day,
        day_from=row.day_from,
        day_until=row.day_until,
        time_zone=row.time_zone,
        lifted_until=row.lifted_until if row.lifted_until and row.lifted_until > now else None,
        own_limit_until=own_limit_until(limits, _today(spans, row.time_zone, now), now),
        worked_seconds=worked_seconds(spans, Span(hours=agreed.rest_hours)) if spans else 0,
        rest_until=_future(_rest_until(spans), now),
    )


def _future(moment: Moment | None, now: Moment) -> Moment | None:
    return moment if moment is not None and moment > now else None


def stretch_seconds(row: Wellbeing, now: Moment) -> int:
    """The sensitive work since the last break; a pause as long as the stretch itself ends it."""
    agreed = settings.AGREEMENT.limits
    pause = Span(minutes=agreed.exposure_break_after_minutes)
    if row.stretch_at is None or now - row.stretch_at >= pause:
        return 0
    return row.stretch_seconds


def _exposure(
    worker_id: str, category: str, cap_seconds: int, held: Sequence[_Held], now: Moment
) -> Exposure:
    spans = worked_hours(worker_id, now, category)
    in_hand = _seconds(held, category)
    if in_hand:
        spans = [*spans, Worked(now, now, in_hand)]
    recent = sum(span.seconds for span in spans if span.last_at > now - Span(hours=24))
    again = free_again_at(spans, cap_seconds=cap_seconds, now=now)
    return Exposure(category, recent, cap_seconds, again)


def _held(worker_id: str, now: Moment) -> list[_Held]:
    """The sensitive tasks that the worker holds; a rework counts once it is begun."""
    rows = (
        Assignment.objects.filter(worker_id=worker_id, state=AssignmentState.TAKEN)
        .exclude(batch__sensitive=[])
        .exclude(redoes__isnull=False, draft_at__isnull=True)
        .values_list("batch__sensitive", "taken_at", "lease_until")
    )
    return [
        _Held(frozenset((ANY, *sensitive)), taken_at, min(now, lease_until))
        for sensitive, taken_at, lease_until in rows
    ]


def _seconds(held: Sequence[_Held], category: str, since: Moment | None = None) -> int:
    """How long those tasks of that category have been seen, after that moment if there is one."""
    return sum(
        max(0, int((row.until - max(row.begun, since or row.begun)).total_seconds()))
        for row in held
        if category in row.categories
    )
