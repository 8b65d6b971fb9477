"""The open batches with all that a worker's standing to them depends on, read by one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.db import connection

from ouvrage.base.moment import Moment, Span
from ouvrage.work import statements
from ouvrage.work.rules import OwnLimits, TurnsState
from ouvrage.work.statements import date_of, moment_of, stamp

# Long enough to hold a day of work and the rest after it.
HOURS_LOOKED_BACK = Span(hours=48)


@dataclass(frozen=True, slots=True)
class TurnPart:
    """The worker's part in a draw: registered (round 0), or dealt tasks until a moment."""

    round: int
    tasks_left: int
    until: Moment | None

    def is_on(self, now: Moment) -> bool:
        """Whether the worker may take a task by it."""
        return self.tasks_left > 0 and self.until is not None and self.until > now


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the worker chose for themselves, and how much they worked in the last two days."""

    sensitive: frozenset[str]
    limits: OwnLimits | None
    lifted_until: Moment | None
    worked_seconds: int


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """An open batch and its project's terms, as they stand for one worker.

    `id` is empty for a project that has no open batch. `turn` is None for who is not registered.
    """

    id: str
    project_id: str
    organisation_id: str
    published_at: Moment | None
    paused: bool
    instructions_version: int
    lease_seconds: int
    end_client: str
    unnamed_until: date | None
    is_member: bool
    is_gated: bool
    has_block: bool
    sensitive: tuple[str, ...]
    label_disputed: bool
    turns: TurnsState
    turns_at: Moment | None
    turn: TurnPart | None
    chosen: Chosen
    silent_since: Moment | None
    scripts_withdrawn: bool


def open_batches(worker_id: str, now: Moment, *, project_id: str = "") -> list[OpenBatch]:
    """Every open batch, oldest first; with `project_id` those of a project, at least one row for a
    project that exists."""
    where = "p.id = %(project)s" if project_id else "b.id IS NOT NULL"
    values = {
        "project": project_id,
        "worker": worker_id,
        "since": stamp(now - HOURS_LOOKED_BACK),
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.READ_OPEN.format(where=where), values)
        return [_open_batch(row) for row in cursor.fetchall()]


def _open_batch(row: Sequence[Any]) -> OpenBatch:
    return OpenBatch(
        id=row[0] or "",
        project_id=row[1],
        organisation_id=row[2],
        published_at=_moment(row[3]),
        paused=bool(row[4]),
        instructions_version=row[5],
        lease_seconds=row[6],
        end_client=row[7],
        unnamed_until=date_of(row[8]),
        is_member=bool(row[9]),
        is_gated=bool(row[10]),
        has_block=bool(row[11]),
        sensitive=tuple(_list(row[12])),
        label_disputed=bool(row[13]),
        turns=TurnsState(row[14] or TurnsState.OPEN),
        turns_at=_moment(row[15]),
        turn=None if row[16] is None else TurnPart(row[16], row[17], _moment(row[18])),
        chosen=_chosen(row[19:26]),
        silent_since=_moment(row[26]),
        scripts_withdrawn=bool(row[27]),
    )


def _chosen(row: Sequence[Any]) -> Chosen:
    sensitive, hours_a_day, day_from, day_until, time_zone, lifted_until, worked = row
    limits = None
    if hours_a_day is not None or day_from is not None:
        limits = OwnLimits(hours_a_day, day_from, day_until, time_zone)
    return Chosen(frozenset(_list(sensitive)), limits, _moment(lifted_until), worked or 0)


def _list(value: str | bytes | None) -> list[str]:
    return [] if value is None else list(orjson.loads(value))


def _moment(value: Any) -> Moment | None:
    return None if value is None else moment_of(value)
