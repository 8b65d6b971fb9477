"""The journal's readers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import GENESIS, link_hash
from ouvrage.journal.models import Event, Link, Outbox, Schedule

SUBJECTS_ASKED = 500


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line as a door shows it."""

    id: int
    at: Moment
    action: str
    actor_kind: str
    actor_id: str
    subject_kind: str
    subject_id: str
    reason: str
    details: dict[str, object]


def latest_events(*, limit: int = PAGE_ROWS) -> list[EventRow]:
    """The latest lines of the instance, newest first."""
    return [_row(event) for event in Event.objects.order_by("-id")[:limit]]


def moments_of(action: str, subject_kind: str, subject_ids: list[str]) -> dict[str, Moment]:
    """When that was last done to each of the subjects; those it was never done to are left out."""
    moments: dict[str, Moment] = {}
    for start in range(0, len(subject_ids), SUBJECTS_ASKED):
        rows = Event.objects.filter(
            subject_kind=subject_kind,
            subject_id__in=subject_ids[start : start + SUBJECTS_ASKED],
            action=action,
        )
        moments |= dict(rows.order_by("id").values_list("subject_id", "at"))
    return moments


def events_about(
    *, organisation_id: str, subjects: Sequence[str], actions: Collection[str]
) -> Iterator[EventRow]:
    """The lines of these actions that concern the organisation or one of the subjects, in order.

    Streamed. The order is that in which the lines were written.
    """
    rows = Event.objects.filter(
        Q(organisation_id=organisation_id) | Q(subject_id__in=subjects), action__in=actions
    )
    for event in rows.order_by("id").iterator(chunk_size=2000):
        yield _row(event)


def outbox_waiting() -> int:
    """How many events still wait for a handler."""
    return Outbox.objects.filter(done_at__isnull=True).count()


def outbox_due(now: Moment) -> bool:
    """Whether an event waits for its handlers now."""
    return Outbox.objects.filter(done_at__isnull=True, due_at__lte=now).exists()


def schedules_not_due(now: Moment) -> set[str]:
    """The periodic jobs that another runner has, or whose time has not come."""
    rows = Schedule.objects.filter(Q(due_at__gt=now) | Q(locked_until__gt=now))
    return set(rows.values_list("name", flat=True))


def chain_faults() -> Iterator[str]:
    """One sentence per link that does not match its event or the link before it."""
    previous, position = GENESIS, 0
    links = Link.objects.select_related("event").order_by("position")
    for link in links.iterator(chunk_size=2000):
        position += 1
        if link.position != position:
            yield f"link {position} is missing"
            position = link.position
        previous = link_hash(previous, link.event)
        if previous != link.hash:
            yield f"event {link.event_id} is not what was sealed"
            previous = link.hash


def _row(event: Event) -> EventRow:
    return EventRow(
        event.id,
        event.at,
        event.action,
        event.actor_kind,
        event.actor_id,
        event.subject_kind,
        event.subject_id,
        event.reason,
        event.details,
    )
