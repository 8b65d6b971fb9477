"""A payout ends: it has arrived, or it came back and its money is due again.

A bank may send back, weeks later, what its statement said had arrived: that is due again too.
"""

from collections.abc import Sequence

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.limits import (
    DECISIONS_PER_TRANSACTION,
    PAYOUT_REFERENCE_CHARACTERS_MAX,
    REASON_CHARACTERS_MAX,
)
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce
from ouvrage.ledger import recipes
from ouvrage.pay.errors import PayoutNotThere, ReturnReasonMissing
from ouvrage.pay.models import Payout, PayoutMethod
from ouvrage.pay.rules import ACCOUNT_REASONS, PayoutState, ReturnReason
from ouvrage.people.access import operator_only


def confirm_payouts(
    *, actor: Actor, now: Moment, file_id: str, payout_ids: Sequence[str] = (), reference: str
) -> int:
    """The sent payouts of that file, or those named, have arrived; returns how many were new."""
    operator_only(actor)
    rows = Payout.objects.filter(file_id=file_id, state=PayoutState.SENT)
    if payout_ids:
        rows = rows.filter(id__in=payout_ids)
    ids = list(rows.order_by("id").values_list("id", flat=True))
    reference = reference.strip()[:PAYOUT_REFERENCE_CHARACTERS_MAX]
    done = 0
    for start in range(0, len(ids), DECISIONS_PER_TRANSACTION):
        with transaction.atomic():
            for payout_id in ids[start : start + DECISIONS_PER_TRANSACTION]:
                done += _confirmed(actor, now, payout_id, reference)
    return done


def _confirmed(actor: Actor, now: Moment, payout_id: str, reference: str) -> int:
    fresh = Payout.objects.filter(id=payout_id, state=PayoutState.SENT).update(
        state=PayoutState.CONFIRMED, ended_at=now, reference=reference
    )
    if fresh:
        payout = Payout.objects.get(id=payout_id)
        recipes.confirm_payout(
            actor=actor, now=now, payout_id=payout.id, amount=payout.amount, reference=reference
        )
        announce(actor=actor, now=now, line=Line("payout.confirmed", "payout", payout.id))
    return fresh


def return_payout(
    *, actor: Actor, now: Moment, payout_id: str, reason: ReturnReason, explanation: str
) -> Payout:
    """The payment came back: its money is due again and the worker reads why.

    So is one that had arrived, or that waits and is in no file. After a wrong or closed account the
    worker is asked for another before anything is sent there again. Returning it a second time
    changes nothing.
    """
    operator_only(actor)
    explanation = explanation.strip()[:REASON_CHARACTERS_MAX]
    if not explanation:
        raise ReturnReasonMissing(field="explanation")
    with transaction.atomic():
        payout = Payout.objects.select_for_update().filter(id=payout_id).first()
        if payout is None:
            raise NotFound
        if payout.state == PayoutState.RETURNED:
            return payout
        _give_back(actor, now, payout, reason, explanation)
        if reason in ACCOUNT_REASONS:
            PayoutMethod.objects.filter(
                worker_id=payout.worker_id, chosen_at__lte=_chosen_until(payout)
            ).update(returned_at=now)
    payout.refresh_from_db()
    return payout


def _chosen_until(payout: Payout) -> Moment:
    """An account that was chosen later is another than the one that did not work."""
    return payout.file.made_at if payout.file else payout.requested_at


def give_back(*, actor: Actor, now: Moment, payout: Payout) -> None:
    """A payout that waits in no file ends, since the way the worker chose cannot carry it."""
    _give_back(actor, now, payout, ReturnReason.NOT_SENT, "")


def _give_back(
    actor: Actor, now: Moment, payout: Payout, reason: ReturnReason, explanation: str
) -> None:
    left = Payout.objects.filter(
        id=payout.id, state__in=(PayoutState.SENT, PayoutState.CONFIRMED), file__isnull=False
    )
    waiting = Payout.objects.filter(id=payout.id, state=PayoutState.REQUESTED, file__isnull=True)
    ended = {
        "state": PayoutState.RETURNED,
        "ended_at": now,
        "reason": reason,
        "explanation": explanation,
    }
    if not (left.update(**ended) or waiting.update(**ended)):
        raise PayoutNotThere
    recipes.return_payout(
        actor=actor,
        now=now,
        payout_id=payout.id,
        worker_id=payout.worker_id,
        amount=payout.amount,
        reason=reason,
    )
    line = Line("payout.returned", "payout", payout.id, reason=explanation)
    announce(actor=actor, now=now, line=line)
