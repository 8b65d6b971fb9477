"""What workers choose for their health, the hours counted, the breaks begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import available_timezones

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Case, F, Value, When

from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.actions import Line, record
from ouvrage.work import statements
from ouvrage.work.errors import Missing, NoBreakDue, OutOfRange, TimeZoneUnknown
from ouvrage.work.models import Assignment, Pause, Wellbeing
from ouvrage.work.queries.health import health
from ouvrage.work.rules import ANY, OwnLimits, sensitive_refusals
from ouvrage.work.statements import stamp

HOURS_OF_A_DAY = 24


def choose_sensitive(
    *, actor: Actor, now: Moment, sensitive: Sequence[str], exposure_minutes: int | None
) -> None:
    """The worker is offered tasks of these sensitive categories and of no other, up to that cap.

    Without minutes the agreed cap holds. What they hold now stays theirs.
    """
    most = settings.AGREEMENT.limits.exposure_minutes_a_day
    refusals = list(sensitive_refusals(sensitive))
    if exposure_minutes is not None and not 1 <= exposure_minutes <= most:
        refusals.append(
            OutOfRange(field="exposure_minutes", value=exposure_minutes, least=1, most=most)
        )
    refuse_all(refusals)
    chosen = sorted(set(sensitive))
    _choose(
        actor,
        now,
        "wellbeing.sensitive_chosen",
        {"sensitive": chosen, "exposure_minutes": exposure_minutes},
    )


def set_limits(*, actor: Actor, now: Moment, limits: OwnLimits) -> None:
    """The worker's own limits hold from now on; nothing set limits nothing."""
    refuse_all(_limit_refusals(limits))
    _choose(
        actor,
        now,
        "wellbeing.limits_set",
        {
            "hours_a_day": limits.hours_a_day,
            "day_from": limits.day_from,
            "day_until": limits.day_until,
            "time_zone": limits.time_zone or "UTC",
            "lifted_until": None,
        },
    )


def _limit_refusals(limits: OwnLimits) -> list[Refusal]:
    found: list[Refusal] = []
    hours = settings.AGREEMENT.limits.work_hours_a_day
    ranges = (
        ("hours_a_day", limits.hours_a_day, 1, hours),
        ("day_from", limits.day_from, 0, HOURS_OF_A_DAY - 1),
        ("day_until", limits.day_until, 0, HOURS_OF_A_DAY),
    )
    for name, value, least, most in ranges:
        if value is not None and not least <= value <= most:
            found.append(OutOfRange(field=name, value=value, least=least, most=most))
    for name, value, other in (
        ("day_from", limits.day_from, limits.day_until),
        ("day_until", limits.day_until, limits.day_from),
    ):
        if value is None and other is not None:
            found.append(Missing(field=name))
    if limits.time_zone and limits.time_zone not in available_timezones():
        found.append(TimeZoneUnknown(field="time_zone", value=limits.time_zone[:60]))
    return found


def _choose(actor: Actor, now: Moment, action: str, values: dict[str, object]) -> None:
    with transaction.atomic():
        Wellbeing.objects.update_or_create(worker_id=actor.id, defaults=values)
        # What somebody can bear to see is nobody else's: the line says that they chose, not what.
        record(actor=actor, now=now, line=Line(action, "person", actor.id))


def lift_limits(*, actor: Actor, now: Moment) -> None:
    """The worker goes on past their own limit, until it would have ended."""
    until = health(actor.id, now).own_limit_until
    if until is None:
        return
    with transaction.atomic():
        Wellbeing.objects.filter(worker_id=actor.id).update(lifted_until=until)
        record(actor=actor, now=now, line=Line("wellbeing.limits_lifted", "person", actor.id))


def begin_break(*, actor: Actor, now: Moment) -> Pause:
    """The worker's break from sensitive tasks has begun; a second call finds it.

    It is due when `health` says so. Called by `pay.begin_break`, which pays it. It is on the time
    of the batch of the sensitive task that they took last.
    """
    agreed = settings.AGREEMENT.limits
    with transaction.atomic():
        Wellbeing.objects.get_or_create(worker_id=actor.id)
        Wellbeing.objects.select_for_update(no_key=True).get(worker_id=actor.id)
        begun = Pause.objects.filter(worker_id=actor.id, until__gt=now).first()
        if begun is not None:
            return begun
        if not health(actor.id, now).break_due:
            raise NoBreakDue(minutes=agreed.exposure_break_after_minutes)
        Wellbeing.objects.filter(worker_id=actor.id).update(stretch_seconds=0)
        length = Span(minutes=agreed.exposure_break_minutes)
        pause = Pause.objects.create(
            id=new_id(now),
            worker_id=actor.id,
            batch_id=_latest_batch(actor.id),
            begun_at=now,
            until=now + length,
            seconds=int(length.total_seconds()),
        )
        record(actor=actor, now=now, line=Line("break.begun", "break", pause.id))
    return pause


def _latest_batch(worker_id: str) -> str:
    """The batch of their latest sensitive task; of their latest task where only they said so."""
    tasks = Assignment.objects.filter(worker_id=worker_id).order_by("-taken_at")
    latest = tasks.exclude(batch__sensitive=[]).first() or tasks[0]
    return latest.batch_id


@dataclass(frozen=True, slots=True)
class Hours:
    """Work since `begun`, in seconds, on a task of these sensitive categories (a JSON list).

    Its content was seen for `seen_seconds`, where that is not the same; of these, the `metered`
    ones of each category stand on the meter since the lease ended.
    """

    begun: Moment
    seconds: int
    sensitive: str = "[]"
    seen_seconds: int | None = None
    metered: Mapping[str, int] = field(default_factory=dict)


def count_work(*, actor: Actor, now: Moment, cursor: CursorWrapper, hours: Hours) -> None:
    """The seconds stand with the worker's hours, and with those of the sensitive categories.

    Never more than the clock says has passed. Not journalled: what was done in them is.
    """
    _add(cursor, actor, now, hours, "", hours.seconds)
    count_seen(actor=actor, now=now, cursor=cursor, hours=hours)


def count_seen(*, actor: Actor, now: Moment, cursor: CursorWrapper, hours: Hours) -> None:
    """The seconds stand with those of the sensitive categories, and with the stretch since the
    last break; nothing does for a task without categories. Not journalled."""
    sensitive = sorted(orjson.loads(hours.sensitive))
    if not sensitive:
        return
    seen = hours.seconds if hours.seen_seconds is None else hours.seen_seconds
    # All of them together come first, so that two of these wait for each other in one place.
    fresh = _add(cursor, actor, now, hours, ANY, seen)
    for category in sensitive:
        _add(cursor, actor, now, hours, category, seen)
    if not fresh:
        return
    latest = Pause.objects.filter(worker_id=actor.id).order_by("-until").first()
    rested = latest.until if latest else hours.begun
    seconds = min(fresh, _since(max(hours.begun, rested), now))
    pause = Span(minutes=settings.AGREEMENT.limits.exposure_break_after_minutes)
    Wellbeing.objects.filter(worker_id=actor.id).update(
        stretch_seconds=Case(
            When(stretch_at__gt=now - pause, then=F("stretch_seconds") + seconds),
            default=Value(seconds),
        ),
        stretch_at=now,
    )


def _since(moment: Moment, now: Moment) -> int:
    return max(0, int((now - moment).total_seconds()))


def _add(
    cursor: CursorWrapper, actor: Actor, now: Moment, hours: Hours, category: str, most: int
) -> int:
    """How many seconds of the work the category has more; `most` of them were in it."""
    assert connection.in_atomic_block
    seconds = min(most, _since(hours.begun, now)) - hours.metered.get(category, 0)
    if seconds <= 0:
        return 0
    values = {
        "worker": actor.id,
        "category": category,
        "hour": stamp(now.replace(minute=0, second=0, microsecond=0)),
        "seconds": seconds,
        "begun": stamp(hours.begun),
        "now": stamp(now),
    }
    cursor.execute(statements.COUNT_WORK, values)
    return seconds
