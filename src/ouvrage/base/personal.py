"""What a table keeps about people, how it is reached from a person, and what erasure leaves of it.

Each room has a file `personal.py` that says this for every table of the room, one line a table, so
that the copy a person gets (GDPR art. 15 and 20) and erasure (art. 17) are complete by
construction: a table that says nothing fails a test of the house.

>>> Personal("answers", reached=("worker_id",), after=After.KEPT, why="they are the result")
Personal(area='answers', reached=('worker_id',), after=<After.KEPT: 'kept'>, why='they are the \
result', beside=(), hidden=(), empties=(), own=(), marked=())
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ERASED = "[erased]"
"""Stands in the place of words that a person took along when they left."""


class After(StrEnum):
    """What is left of the rows when the person is erased."""

    GONE = "gone"
    EMPTIED = "emptied"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Way:
    """A lookup from a row to a person's id, for rows where `column` has one of `values` only.

    An index that begins with that column finds them quickly.
    """

    lookup: str
    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Personal:
    """A table with rows about people.

    `area` is the subject under which the person finds them in their copy. `reached` are the lookups
    from a row to a person's id; a row is theirs by any of them. `beside` are lookups that the copy
    shows too, for a row to be understood; `hidden` columns are left out of it: what is somebody
    else's, or a digest of a secret. `empties` are the columns that erasure empties, in rows that
    `own` finds, or any way when it names none: what a person decided is not theirs to take along.
    `marked` are those where `ERASED` stands afterwards in place of words, so that pages can say so.
    `why` tells the person what the rest is kept for.
    """

    area: str
    reached: tuple[str | Way, ...]
    after: After
    why: str = ""
    beside: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    empties: tuple[str, ...] = ()
    own: tuple[str | Way, ...] = ()
    marked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert self.reached, "a table about people is reached from one"
        assert (self.after is After.EMPTIED) == bool(self.empties), "emptied columns have names"
        assert set(self.marked) <= set(self.empties), "what is marked is emptied"
        assert (self.after is After.GONE) != bool(self.why), "what stays has a reason"


@dataclass(frozen=True, slots=True)
class Impersonal:
    """A table whose rows say nothing about a person, and why that is so."""

    why: str


def filters(way: str | Way, person_id: str) -> dict[str, object]:
    """The way as the conditions of a query.

    >>> filters(Way("subject_id", "subject_kind", ("person",)), "01J")
    {'subject_id': '01J', 'subject_kind': 'person'}
    """
    if isinstance(way, str):
        return {way: person_id}
    if len(way.values) == 1:
        return {way.lookup: person_id, way.column: way.values[0]}
    return {way.lookup: person_id, f"{way.column}__in": way.values}


Register = Mapping[str, Personal | Impersonal]
