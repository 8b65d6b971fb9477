"""How a movement is described before it is posted: plain values, no database.

>>> from ouvrage.base.money import Money
>>> Place.available("ORG", "EUR").key
'available:ORG:EUR'
"""

from dataclasses import dataclass

from ouvrage.base.money import Money

# What is a worker's goes to them or to social protection, and nowhere else (PAY-14).
WORKERS_MONEY = frozenset({"due", "held"})
WAYS_OF_WORKERS_MONEY = frozenset({"due", "held", "transit", "contributions"})


@dataclass(frozen=True, slots=True)
class Place:
    """An account by its meaning; `key` names it in the table."""

    kind: str
    currency: str
    owner_id: str = ""
    project_id: str = ""

    @property
    def key(self) -> str:
        """The account's natural name, unique."""
        return ":".join(part for part in (self.kind, self.owner_id, self.currency) if part)

    @classmethod
    def bank(cls, currency: str) -> "Place":
        """The instance's bank: where deposits come from."""
        return cls("bank", currency)

    @classmethod
    def play(cls, currency: str) -> "Place":
        """The source of play money on a test instance."""
        return cls("play", currency)

    @classmethod
    def available(cls, organisation_id: str, currency: str) -> "Place":
        """What an organisation can spend."""
        return cls("available", currency, organisation_id)

    @classmethod
    def reserved(cls, batch_id: str, project_id: str, currency: str) -> "Place":
        """What a published batch may still cost."""
        return cls("reserved", currency, batch_id, project_id)

    @classmethod
    def quality(cls, batch_id: str, project_id: str, currency: str) -> "Place":
        """What a batch keeps to pay time that no accepted answer pays."""
        return cls("quality", currency, batch_id, project_id)

    @classmethod
    def topup(cls, batch_id: str, project_id: str, currency: str) -> "Place":
        """What a batch keeps to lift pay that fell under the floor."""
        return cls("topup", currency, batch_id, project_id)

    @classmethod
    def guarantee(cls, currency: str) -> "Place":
        """The instance's fund that pays when a batch's own reserves are short."""
        return cls("guarantee", currency)

    @classmethod
    def due(cls, worker_id: str, currency: str) -> "Place":
        """What a worker has earned and not been paid out."""
        return cls("due", currency, worker_id)

    @classmethod
    def held(cls, worker_id: str, currency: str) -> "Place":
        """What was taken out of a worker's pay while the rate it is owed at is not known."""
        return cls("held", currency, worker_id)

    @classmethod
    def transit(cls, payout_id: str, currency: str) -> "Place":
        """A payout on its way."""
        return cls("transit", currency, payout_id)

    @classmethod
    def contributions(cls, scheme: str, branch: str, currency: str) -> "Place":
        """What is owed to a scheme's collector for one branch."""
        return cls("contributions", currency, f"{scheme}/{branch}")

    @classmethod
    def fee(cls, currency: str) -> "Place":
        """What the platform earned."""
        return cls("fee", currency)


@dataclass(frozen=True, slots=True)
class Move:
    """One amount between two places of its currency."""

    source: Place
    target: Place
    amount: Money

    def __post_init__(self) -> None:
        assert self.amount.micros > 0
        assert self.source.currency == self.target.currency == self.amount.currency
        assert self.source.kind not in WORKERS_MONEY or self.target.kind in WAYS_OF_WORKERS_MONEY


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to post: its key can be used once, its subject says what it pays for."""

    key: str
    kind: str
    subject_kind: str
    subject_id: str
    moves: tuple[Move, ...]
    project_id: str = ""
    reference: str = ""


def floored_changes(drafts: "list[Draft]", floored_kinds: frozenset[str]) -> dict[Place, int]:
    """Net change in micro-units of each floored place, over all the drafts."""
    changes: dict[Place, int] = {}
    for draft in drafts:
        for move in draft.moves:
            for place, sign in ((move.source, -1), (move.target, 1)):
                if place.kind in floored_kinds:
                    changes[place] = changes.get(place, 0) + sign * move.amount.micros
    return changes
