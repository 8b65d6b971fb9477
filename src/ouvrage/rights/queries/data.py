"""What a person is told about their own data: copies, erasure, and what is kept of them."""

from dataclasses import dataclass

from django.conf import settings

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.base.personal import After
from ouvrage.ledger.queries import due
from ouvrage.people.queries import is_only_operator, organisations_owned_alone
from ouvrage.rights import errors
from ouvrage.rights.exports.registers import personal_tables
from ouvrage.rights.models import Copy, CopyState, Erasure, ErasureState

COPIES_SHOWN_MAX = 5


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy and, when it is ready, until when it can be fetched."""

    id: str
    state: CopyState
    asked_at: Moment
    ready_at: Moment | None
    ends_at: Moment | None
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A subject under which something is kept, and what erasure leaves of it."""

    area: str
    after: After
    why: str


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """An erasure that was asked for and not done."""

    asked_at: Moment
    due_at: Moment


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Money still due to somebody who was erased."""

    erasure_id: str
    worker_id: str
    owed: Money


def copies_of(person_id: str, now: Moment) -> list[CopyRow]:
    """The latest copies, newest first, without those whose days are over."""
    rows = Copy.objects.filter(person_id=person_id).exclude(state=CopyState.GONE)
    rows = rows.exclude(ends_at__lte=now).order_by("-id")
    return [
        CopyRow(
            row.id,
            CopyState(row.state),
            row.asked_at,
            row.ready_at,
            row.ends_at,
            row.rows,
            row.bytes,
        )
        for row in rows[:COPIES_SHOWN_MAX]
    ]


def areas_kept() -> list[AreaRow]:
    """Every subject of the registers, once, in their order."""
    found: dict[str, AreaRow] = {}
    for table in personal_tables():
        declared = table.declared
        found.setdefault(declared.area, AreaRow(declared.area, declared.after, declared.why))
    return list(found.values())


def erasure_asked(person_id: str) -> ErasureRow | None:
    """The erasure that the person asked for and can still take back."""
    found = Erasure.objects.filter(person_id=person_id, state=ErasureState.ASKED).first()
    if found is None:
        return None
    return ErasureRow(found.asked_at, found.due_at)


def claim_of(digest: str) -> ClaimRow | None:
    """What is still due under a claim code, by its digest."""
    found = Erasure.objects.filter(claim_digest=digest, state=ErasureState.DONE).first()
    if found is None:
        return None
    return ClaimRow(found.id, found.person_id, due(found.person_id, settings.CURRENCY))


def erasure_refusals(person_id: str) -> list[Refusal]:
    """What stands in the way, and what the person can do about it first."""
    found: list[Refusal] = []
    alone = organisations_owned_alone(person_id)
    if alone:
        found.append(errors.OwnsAlone(names=", ".join(alone)))
    if is_only_operator(person_id):
        found.append(errors.OnlyOperator())
    return found
