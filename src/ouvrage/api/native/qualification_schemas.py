"""What the protocol takes and sends about qualifications, tests and who holds them."""

from datetime import datetime
from typing import Any

from ninja import Schema

from ouvrage.api.native.projects import ClientKey


class PaperBody(Schema):
    """A test. The template comes from `preset` with `question` and `options`, or as it is.

    `scoring` is `key` (the items' expected answers) or `person`; `criteria` say what is right.
    """

    preset: str = ""
    question: str = ""
    options: list[str] | None = None
    template: str = ""
    instructions: str = ""
    criteria: str = ""
    scoring: str = "key"
    items_per_attempt: int = 10
    pass_percent: int = 80
    time_estimate_seconds: int = 600
    attempts_max: int = 3


class ItemBody(Schema):
    """One item: its cells, the answers that count for each question, and why."""

    data: dict[str, Any]
    key: dict[str, list[str]] = {}
    explanation: str = ""


class QualificationCreate(Schema):
    """A qualification; with `kind` "test", its test and items may come in the same call."""

    kind: str
    name: str
    description: str = ""
    language: str = ""
    auto_granted: int | None = None
    retry_after_hours: int | None = 24
    valid_days: int | None = None
    test: PaperBody | None = None
    items: list[ItemBody] = []
    client_key: ClientKey = ""


class ItemsBody(Schema):
    """Items to add."""

    items: list[ItemBody]


class AttemptsBody(Schema):
    """How many attempts money is set aside for."""

    attempts: int
    client_key: ClientKey = ""


class JudgementBody(Schema):
    """Whether one item is right, and what is not."""

    right: bool
    note: str = ""


class ScoreBody(Schema):
    """What a person says of every item, by its id."""

    judgements: dict[str, JudgementBody]


class GrantBody(Schema):
    """Who holds it, with which value from 0 to 100."""

    worker: str
    value: int = 100


class RevocationBody(Schema):
    """Why a worker does not hold it any more; they read all of it and can contest it."""

    worker: str
    reason: str = ""
    explanation: str = ""


class QualificationOut(Schema):
    """A qualification as it is now; `attempts_left` and what follows are those of its test."""

    id: str
    kind: str
    state: str
    name: str
    description: str
    language: str
    auto_granted: int | None
    retry_after_seconds: int | None
    valid_days: int | None
    items: int
    attempts_left: int | None
    seconds_max: int | None
    pay_max: str | None
    set_aside: str | None


class QualificationList(Schema):
    """Every qualification of the organisation."""

    items: list[QualificationOut]


class AttemptOut(Schema):
    """An attempt that was sent."""

    id: str
    worker: str
    number: int
    state: str
    sent_at: datetime | None
    score_until: datetime | None
    percent: int | None


class AttemptPage(Schema):
    """A page of attempts, newest first."""

    items: list[AttemptOut]
    next: str


class AnsweredItemOut(Schema):
    """One item of an attempt with what was answered."""

    id: str
    data: dict[str, Any]
    answer: dict[str, Any]
    key: dict[str, list[str]]


class AttemptDetailOut(AttemptOut):
    """An attempt with its items."""

    items: list[AnsweredItemOut]


class HolderOut(Schema):
    """The line that counts of one worker's history."""

    worker: str
    state: str
    value: int
    author: str
    reason: str
    explanation: str
    at: datetime
    expires_at: datetime | None


class HolderPage(Schema):
    """A page of holders."""

    items: list[HolderOut]
    next: str
