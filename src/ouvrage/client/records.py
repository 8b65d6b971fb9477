"""Plain records that the portal sends; amounts are exact, moments are aware."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

Document = Mapping[str, Any]
_CONVERSIONS: dict[object, Callable[[Any], object]] = {
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    datetime | None: datetime.fromisoformat,
    tuple[str, ...]: tuple,
}


class Dataclass(Protocol):
    """What every record is."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Record = TypeVar("Record", bound=Dataclass)


def read(kind: type[Record], answer: Document, **own: object) -> Record:
    """The record of that kind in the portal's JSON; members it does not know are left out."""
    values = dict(own)
    for field in fields(kind):
        if field.name in answer:
            value = answer[field.name]
            convert = _CONVERSIONS.get(field.type)
            values[field.name] = convert(value) if convert and value is not None else value
    return kind(**values)


@dataclass(frozen=True, slots=True)
class Balance:
    """What the organisation can spend."""

    currency: str
    available: Decimal
    reserved: Decimal


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the organisation's statement; `amount` is positive when money came in."""

    at: datetime
    kind: str
    amount: Decimal
    currency: str
    project_id: str
    subject_kind: str
    subject_id: str
    reference: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What publishing a batch reserves, part by part; `total` is their sum."""

    currency: str
    answers: Decimal
    reading: Decimal
    contributions: Decimal
    fee: Decimal
    reserve: Decimal
    quality: Decimal
    total: Decimal
    per_answer: Decimal
    readers: int


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the file: `wanted` answers, of which `answers` are there."""

    id: str
    position: int
    external_id: str
    data: Document
    wanted: int
    answers: int


@dataclass(frozen=True, slots=True)
class PulledTask:
    """A task out of the offers; each of `reports` has a `reason`, `words` and when it was said."""

    task_id: str
    position: int
    external_id: str
    data: Document
    places: int
    pulled_at: datetime
    reports: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer; `worker` is a pseudonym that only this organisation sees."""

    id: str
    batch_id: str
    task_id: str
    external_id: str
    data: Document
    answer: Document
    worker: str
    submitted_at: datetime
    work_seconds: int
    late: bool
    state: str
    accept_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A computation of labels from answers; `agreement` and `alpha` are None when undefined."""

    id: str
    method: str
    at: datetime
    answers: int
    agreement: float | None
    alpha: float | None
