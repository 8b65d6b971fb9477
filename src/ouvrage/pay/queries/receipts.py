"""What one piece of work cost its client and where that went: from the entry itself (TRA-8)."""

from dataclasses import dataclass

from django.conf import settings

from ouvrage.base.money import Money, total
from ouvrage.ledger.flows import BATCH_PLACES, Flow, flows_of_subject
from ouvrage.pay.queries.statements import ContributionLine, contribution_lines, is_reward


@dataclass(frozen=True, slots=True)
class Receipt:
    """From the client's price to what became due; each step is what the books moved.

    `guaranteed` is what the instance's own fund paid in the client's place.
    """

    price: Money
    guaranteed: Money
    fee: Money
    contributions: tuple[ContributionLine, ...]
    reward: Money
    held: Money

    @property
    def on_top(self) -> Money:
        """Contributions the client paid beside the reward."""
        return total([line.requester for line in self.contributions], self.price.currency)

    @property
    def withheld(self) -> Money:
        """Contributions out of the reward."""
        return total([line.worker for line in self.contributions], self.price.currency)

    @property
    def net(self) -> Money:
        """What became due to the worker."""
        return self.reward - self.withheld - self.held


def receipt(subject_id: str) -> Receipt | None:
    """The steps of what was paid for a submission, reading or credit; None while nothing was."""
    currency = settings.CURRENCY
    flows = flows_of_subject(subject_id, currency)
    if not flows:
        return None
    return Receipt(
        _total(flows, currency, *BATCH_PLACES),
        _total(flows, currency, "guarantee"),
        total([flow.amount for flow in flows if flow.target == "fee"], currency),
        contribution_lines(flows, currency),
        total([flow.amount for flow in flows if is_reward(flow)], currency),
        total([flow.amount for flow in flows if flow.target == "held"], currency),
    )


def _total(flows: list[Flow], currency: str, *sources: str) -> Money:
    return total([flow.amount for flow in flows if flow.source in sources], currency)
