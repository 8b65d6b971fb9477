"""The journal's writers: `record` a line, `announce` one that must climb, seal the chain.

`record` and `announce` run inside the transaction of the act they tell of, so an act without its
line, or a line without its act, cannot be stored.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import orjson
from django.db import connection, transaction
from django.db.models import Q

from ouvrage.base.actor import Actor
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment, Span
from ouvrage.journal.models import Event, Link, Outbox, Schedule

Handler = Callable[[Event, Moment], None]
ATTEMPTS_MAX = 20
PAUSE_SECONDS_MAX = 3600
ERROR_CHARACTERS_MAX = 2000
GENESIS = "0" * 64
# Raw, since every act of the hot path writes one: the ORM's insert costs ten times the CPU.
_INSERT = """
INSERT INTO journal_event (
    at, action, actor_kind, actor_id, subject_kind, subject_id, organisation_id, reason, details
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """What one journal line says, before it has a number."""

    action: str
    subject_kind: str
    subject_id: str
    organisation_id: str = ""
    reason: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


def _event(actor: Actor, now: Moment, line: Line) -> Event:
    return Event(
        at=now,
        action=line.action,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        subject_kind=line.subject_kind,
        subject_id=line.subject_id,
        organisation_id=line.organisation_id,
        reason=line.reason,
        details=dict(line.details),
    )


def record(*, actor: Actor, now: Moment, line: Line) -> Event:
    """The line is in the journal, in the caller's transaction."""
    assert connection.in_atomic_block
    event = _event(actor, now, line)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                connection.ops.adapt_datetimefield_value(event.at),
                event.action,
                event.actor_kind,
                event.actor_id,
                event.subject_kind,
                event.subject_id,
                event.organisation_id,
                event.reason,
                orjson.dumps(event.details).decode(),
            ],
        )
        event.id = cursor.fetchone()[0]
    return event


def record_many(*, actor: Actor, now: Moment, lines: Iterable[Line]) -> None:
    """The lines are in the journal in their order, in the caller's transaction."""
    assert connection.in_atomic_block
    Event.objects.bulk_create([_event(actor, now, line) for line in lines], batch_size=500)


def announce(*, actor: Actor, now: Moment, line: Line) -> Event:
    """The line is in the journal and its handlers will run after commit, at least once."""
    event = record(actor=actor, now=now, line=line)
    Outbox.objects.create(event=event, due_at=now)
    return event


def announce_many(*, actor: Actor, now: Moment, lines: Sequence[Line]) -> None:
    """The lines are in the journal in their order, and their handlers will run after commit."""
    for line in lines:
        announce(actor=actor, now=now, line=line)


def deliver(*, now: Moment, handlers: Mapping[str, Sequence[Handler]]) -> int:
    """Every waiting event met its handlers once; returns how many were delivered.

    A handler that raises is tried again later, with growing pauses; others are not held up by it.
    """
    waiting = Outbox.objects.filter(done_at__isnull=True, due_at__lte=now).order_by("event_id")
    delivered = 0
    for entry in waiting.select_related("event")[:JOB_ROWS_MAX]:
        try:
            for handler in handlers.get(entry.event.action, ()):
                handler(entry.event, now)
        except Exception as error:  # noqa: BLE001 - the fault is kept, the queue goes on
            pause = Span(seconds=min(2**entry.attempts, PAUSE_SECONDS_MAX))
            Outbox.objects.filter(event_id=entry.event_id).update(
                attempts=min(entry.attempts + 1, ATTEMPTS_MAX),
                due_at=now + pause,
                error=repr(error)[:ERROR_CHARACTERS_MAX],
            )
            continue
        delivered += Outbox.objects.filter(event_id=entry.event_id, done_at__isnull=True).update(
            done_at=now, error=""
        )
    return delivered


def link_hash(previous: str, event: Event) -> str:
    """SHA-256 over the hash before and the event's canonical JSON (sorted keys, RFC 8785 style)."""
    body = orjson.dumps(
        [
            event.id,
            event.at,
            event.action,
            event.actor_kind,
            event.actor_id,
            event.subject_kind,
            event.subject_id,
            event.organisation_id,
            event.reason,
            event.details,
        ],
        option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z,
    )
    return hashlib.sha256(previous.encode() + body).hexdigest()


def seal(*, limit: int = JOB_ROWS_MAX) -> int:
    """Events that had no place in the hash chain have one; returns how many were added.

    Two sealers cannot interleave: the unique position refuses the second one.
    """
    with transaction.atomic():
        last = Link.objects.order_by("-position").first()
        position, previous = (last.position, last.hash) if last else (0, GENESIS)
        links = []
        for event in Event.objects.filter(link__isnull=True).order_by("id")[:limit]:
            position += 1
            previous = link_hash(previous, event)
            links.append(Link(event=event, position=position, hash=previous))
        Link.objects.bulk_create(links, batch_size=500)
    return len(links)


def claim_schedule(*, now: Moment, name: str, lease: Span) -> Moment | None:
    """The job is this runner's until the moment returned; None when it is not due or taken.

    A runner that dies loses its claim when the lease ends.
    """
    until = now + lease
    due = Schedule.objects.filter(name=name, due_at__lte=now)
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    if due.filter(free).update(locked_until=until) == 1:
        return until
    if Schedule.objects.filter(name=name).exists():
        return None
    Schedule.objects.bulk_create([Schedule(name=name, due_at=now)], ignore_conflicts=True)
    return until if due.filter(free).update(locked_until=until) == 1 else None


def finish_schedule(*, name: str, claim: Moment, due_at: Moment) -> bool:
    """The claimed job is free again and next due then; False when the claim had been lost."""
    mine = Schedule.objects.filter(name=name, locked_until=claim)
    return mine.update(locked_until=None, due_at=due_at, failures=0, last_error="") == 1


def fail_schedule(*, now: Moment, name: str, claim: Moment, error: str) -> int:
    """The claimed job waits twice as long as last time, an hour at most; returns its failures."""
    mine = Schedule.objects.filter(name=name, locked_until=claim)
    failures = mine.values_list("failures", flat=True).first() or 0
    mine.update(
        locked_until=None,
        due_at=now + Span(seconds=min(2**failures, PAUSE_SECONDS_MAX)),
        failures=min(failures + 1, ATTEMPTS_MAX),
        last_error=error[:ERROR_CHARACTERS_MAX],
    )
    return failures + 1
