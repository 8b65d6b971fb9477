"""Money on its way to a worker."""

from ouvrage.pay.models import Payout
from ouvrage.pay.rules import PayoutState


def payout_underway(worker_id: str) -> bool:
    """Whether a payout of the worker was asked for or sent, and has not ended."""
    open_states = [PayoutState.REQUESTED, PayoutState.SENT]
    return Payout.objects.filter(worker_id=worker_id, state__in=open_states).exists()
