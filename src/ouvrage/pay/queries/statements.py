"""A worker's month, from the books: what was earned, withheld, paid out, and for which time.

A month is a view of the ledger and is never stored. What was decided later, such as a won appeal,
is in the month of its own entry, so that a closed month does not change (PAY-13, STA-13).
"""

from dataclasses import dataclass, field

from django.conf import settings

from ouvrage.base.limits import STATEMENT_MONTHS_MAX
from ouvrage.base.moment import Moment, Month
from ouvrage.base.money import Money, total
from ouvrage.ledger.flows import WORKERS_PLACES, Flow, due_at, first_moment, flows_of_worker
from ouvrage.pay.queries.time import seconds_of_worker
from ouvrage.pay.rules import TimeCategory
from ouvrage.work.rules import per_hour_micros


@dataclass(frozen=True, slots=True)
class EarnedLine:
    """What one kind of entry brought; `net` is what became due of it."""

    kind: str
    count: int
    gross: Money
    withheld: Money
    held: Money

    @property
    def net(self) -> Money:
        """What became due."""
        return self.gross - self.withheld - self.held


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """What one branch received for the worker's work, and who bore it."""

    scheme: str
    branch: str
    requester: Money
    worker: Money


@dataclass(frozen=True, slots=True)
class MonthStatement:
    """One month of one worker; the parts sum as the books do."""

    month: Month
    currency: str
    closed: bool
    lines: tuple[EarnedLine, ...]
    contributions: tuple[ContributionLine, ...]
    due_before: Money
    paid_out: Money
    returned: Money
    due_after: Money
    seconds: dict[TimeCategory, int] = field(default_factory=dict)

    @property
    def gross(self) -> Money:
        """All that was earned, before anything was withheld."""
        return total([line.gross for line in self.lines], self.currency)

    @property
    def withheld(self) -> Money:
        """What went from it to social protection."""
        return total([line.withheld for line in self.lines], self.currency)

    @property
    def held(self) -> Money:
        """What is kept until its rate is known; negative when more of it was freed."""
        return total([line.held for line in self.lines], self.currency)

    @property
    def net(self) -> Money:
        """What became due."""
        return total([line.net for line in self.lines], self.currency)

    @property
    def total_seconds(self) -> int:
        """All time that counts, each second once."""
        return sum(self.seconds.values())

    @property
    def gross_per_hour(self) -> Money:
        """What was earned, over all time that counts."""
        return Money(per_hour_micros(self.gross.micros, self.total_seconds), self.currency)

    @property
    def net_per_hour(self) -> Money:
        """What became due, over all time that counts."""
        return Money(per_hour_micros(self.net.micros, self.total_seconds), self.currency)


def statement(worker_id: str, month: Month, now: Moment) -> MonthStatement:
    """The worker's month, closed or still running."""
    currency = settings.CURRENCY
    flows = flows_of_worker(worker_id, currency, month.start, month.end)
    return MonthStatement(
        month,
        currency,
        month.end <= now,
        _lines(flows, currency),
        contribution_lines(flows, currency),
        due_at(worker_id, currency, month.start),
        _sum(flows, currency, source="due", target="transit"),
        _sum(flows, currency, source="transit", target="due"),
        due_at(worker_id, currency, month.end),
        dict(seconds_of_worker(worker_id, month.start, min(month.end, now), now))
        if month.start < now
        else {},
    )


def months_of_worker(worker_id: str, now: Moment) -> list[Month]:
    """The months from the first money until now, newest first."""
    first = first_moment(worker_id, settings.CURRENCY)
    if first is None:
        return []
    months: list[Month] = []
    month = Month.of(now)
    while month >= Month.of(first) and len(months) < STATEMENT_MONTHS_MAX:
        months.append(month)
        month = month.previous
    return months


def _lines(flows: list[Flow], currency: str) -> tuple[EarnedLine, ...]:
    """One line a kind of entry that earned something or changed what is held."""
    kinds = sorted({flow.entry_kind for flow in flows if not _is_transit(flow)})
    return tuple(
        _line(kind, [flow for flow in flows if flow.entry_kind == kind], currency) for kind in kinds
    )


def _line(kind: str, flows: list[Flow], currency: str) -> EarnedLine:
    gross = total([flow.amount for flow in flows if is_reward(flow)], currency)
    freed = total([flow.amount for flow in flows if flow.source == "held"], currency)
    return EarnedLine(
        kind,
        max(flow.entries for flow in flows),
        gross,
        total([flow.amount for flow in flows if is_withheld(flow)], currency),
        _sum(flows, currency, source="due", target="held") - freed,
    )


def _is_transit(flow: Flow) -> bool:
    return "transit" in (flow.source, flow.target)


def is_reward(flow: Flow) -> bool:
    """Whether it reached the worker from somebody else's money."""
    return flow.source not in WORKERS_PLACES and flow.source != "transit" and flow.target == "due"


def is_withheld(flow: Flow) -> bool:
    """Whether it is a contribution out of the worker's own money."""
    return flow.source in WORKERS_PLACES and flow.target == "contributions"


def is_on_top(flow: Flow) -> bool:
    """Whether it is a contribution that the requester pays."""
    return flow.source not in WORKERS_PLACES and flow.target == "contributions"


def contribution_lines(flows: list[Flow], currency: str) -> tuple[ContributionLine, ...]:
    """What each branch received, and who bore it."""
    lines = []
    for branch in sorted({flow.branch for flow in flows if flow.branch}):
        own = [flow for flow in flows if flow.branch == branch]
        scheme, _, name = branch.partition("/")
        on_top = total([flow.amount for flow in own if is_on_top(flow)], currency)
        withheld = total([flow.amount for flow in own if is_withheld(flow)], currency)
        lines.append(ContributionLine(scheme, name, on_top, withheld))
    return tuple(lines)


def _sum(flows: list[Flow], currency: str, *, source: str, target: str) -> Money:
    amounts = [flow.amount for flow in flows if (flow.source, flow.target) == (source, target)]
    return total(amounts, currency)
