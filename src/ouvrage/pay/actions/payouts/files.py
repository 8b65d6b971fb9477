"""Requested payouts go into one file for the bank or the service, which can be drawn again.

The file is drawn before the transaction that keeps it, so that checking it holds up nobody. In that
transaction each payout must still be in no file and each account unchanged; else nothing was made.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce, record
from ouvrage.pay import rails
from ouvrage.pay.actions.identity import identity_for_payout
from ouvrage.pay.actions.payouts.methods import follow_method
from ouvrage.pay.errors import (
    NoPayoutToSend,
    PayerMissing,
    PayoutFileGone,
    PayoutFileSent,
    PayoutNotThere,
    RailNotOffered,
)
from ouvrage.pay.models import Payout, PayoutFile, PayoutMethod
from ouvrage.pay.rails import Order, Payer, Payment, Rail
from ouvrage.pay.rules import PayoutState
from ouvrage.people.access import operator_only


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A payout with the identity it goes to and when that was chosen."""

    payout: Payout
    identity: dict[str, str]
    chosen_at: Moment


def make_payout_file(
    *, actor: Actor, now: Moment, rail: str, channel: str, variant: str, client_key: str
) -> PayoutFile:
    """The requested payouts of that channel are in one new file; a second call finds it.

    Those whose identity cannot be read or used any more stay out and wait.
    """
    operator_only(actor)
    found = PayoutFile.objects.filter(client_key=client_key).first()
    if found is not None:
        return found
    chosen = rails.rails().get(rail)
    if chosen is None or variant not in chosen.variants:
        raise RailNotOffered(field="variant")
    payer = rails.payer()
    if chosen.payer_missing(payer):
        raise PayerMissing(settings="OUVRAGE_LEGAL_NAME, OUVRAGE_PAYER_IBAN")
    gathered = _gathered(actor, now, chosen, channel)
    if not gathered:
        raise NoPayoutToSend
    payments = tuple(
        Payment(each.payout.id, each.payout.amount, each.identity) for each in gathered
    )
    order = Order(new_id(now), now, payer, payments, variant, channel, settings.INSTANCE_NAME)
    content = b"".join(chosen.write(order))
    try:
        return _kept(actor, chosen, order, content, gathered, client_key)
    except IntegrityError:
        # The same form was a moment quicker.
        return PayoutFile.objects.get(client_key=client_key)


def _gathered(actor: Actor, now: Moment, rail: Rail, channel: str) -> list[_Gathered]:
    waiting = Payout.objects.filter(
        state=PayoutState.REQUESTED, file__isnull=True, rail=rail.key, channel=channel
    )
    rows = list(waiting.order_by("id")[: rail.payments_max])
    methods = PayoutMethod.objects.filter(worker_id__in=[row.worker_id for row in rows])
    chosen_at = dict(methods.values_list("worker_id", "chosen_at"))
    gathered = []
    for row in rows:
        identity = identity_for_payout(actor=actor, now=now, worker_id=row.worker_id)
        if row.worker_id in chosen_at and not list(rail.refusals(identity, row.currency)):
            gathered.append(_Gathered(row, identity, chosen_at[row.worker_id]))
    return gathered


@transaction.atomic
def _kept(
    actor: Actor,
    rail: Rail,
    order: Order,
    content: bytes,
    gathered: list[_Gathered],
    client_key: str,
) -> PayoutFile:
    file = PayoutFile.objects.create(
        id=order.file_id,
        rail=rail.key,
        channel=order.channel,
        variant=order.variant,
        payer_name=order.payer.name,
        payer_iban=order.payer.iban,
        payer_bic=order.payer.bic,
        text=order.text,
        payouts_count=len(order.payments),
        total_micros=order.sum.micros,
        currency=order.sum.currency,
        name=rail.file_name(order),
        sha256=sha256(content).hexdigest(),
        client_key=client_key,
        made_by=actor.id,
        made_at=order.at,
    )
    _put_in(file, gathered)
    details = {"payouts": file.payouts_count, "total": str(file.total), "sha256": file.sha256}
    line = Line("payout.file_made", "payout_file", file.id, details=details)
    record(actor=actor, now=order.at, line=line)
    return file


def _put_in(file: PayoutFile, gathered: list[_Gathered]) -> None:
    """Each payout is in this file and no other, going where the file says."""
    workers = {each.payout.worker_id: each.chosen_at for each in gathered}
    methods = PayoutMethod.objects.select_for_update(no_key=True).filter(worker_id__in=workers)
    current = dict(methods.order_by("worker_id").values_list("worker_id", "chosen_at"))
    moved = Payout.objects.filter(
        id__in=[each.payout.id for each in gathered],
        state=PayoutState.REQUESTED,
        file__isnull=True,
    ).update(file=file)
    if moved != len(gathered) or current != workers:
        raise PayoutNotThere


def draw_payout_file(*, actor: Actor, now: Moment, file_id: str) -> tuple[PayoutFile, bytes]:
    """The file, byte for byte as it was made; else `PayoutFileGone`."""
    operator_only(actor)
    file = _file(file_id)
    if file.withdrawn_at is not None:
        raise PayoutFileSent
    payments = []
    for row in file.payouts.order_by("id"):
        identity = identity_for_payout(
            actor=actor, now=now, worker_id=row.worker_id, file_id=file.id
        )
        if not identity:
            raise PayoutFileGone
        payments.append(Payment(row.id, row.amount, identity))
    payer = Payer(file.payer_name, file.payer_iban, file.payer_bic)
    order = Order(
        file.id, file.made_at, payer, tuple(payments), file.variant, file.channel, file.text
    )
    rail = rails.rails()[file.rail]
    content = b"".join(rail.write(order)) if _can_write(rail, order) else b""
    if sha256(content).hexdigest() != file.sha256:
        raise PayoutFileGone
    return file, content


def _can_write(rail: Rail, order: Order) -> bool:
    """Whether every identity is still one the rail reaches, and its channel is still offered."""
    return not any(
        list(rail.refusals(payment.identity, payment.amount.currency)) for payment in order.payments
    )


def _file(file_id: str) -> PayoutFile:
    found = PayoutFile.objects.filter(id=file_id).first()
    if found is None:
        raise NotFound
    return found


def send_payout_file(*, actor: Actor, now: Moment, file_id: str) -> int:
    """The file was given to the bank: its payouts are sent; returns how many, 0 the second time."""
    operator_only(actor)
    file = _file(file_id)
    with transaction.atomic():
        fresh = PayoutFile.objects.filter(
            id=file.id, sent_at__isnull=True, withdrawn_at__isnull=True
        ).update(sent_at=now)
        if not fresh:
            if _file(file_id).withdrawn_at is not None:
                raise PayoutFileSent
            return 0
        rows = Payout.objects.filter(file_id=file.id, state=PayoutState.REQUESTED)
        ids = list(rows.order_by("id").values_list("id", flat=True))
        rows.update(state=PayoutState.SENT, sent_at=now)
        record(actor=actor, now=now, line=Line("payout.file_sent", "payout_file", file.id))
        for payout_id in ids:
            announce(actor=actor, now=now, line=Line("payout.sent", "payout", payout_id))
    return len(ids)


def withdraw_payout_file(*, actor: Actor, now: Moment, file_id: str) -> int:
    """The file will not be sent: its payouts wait again and may go into another one."""
    operator_only(actor)
    file = _file(file_id)
    with transaction.atomic():
        fresh = PayoutFile.objects.filter(
            id=file.id, sent_at__isnull=True, withdrawn_at__isnull=True
        ).update(withdrawn_at=now)
        if not fresh:
            raise PayoutFileSent
        rows = Payout.objects.filter(file_id=file.id, state=PayoutState.REQUESTED)
        methods = PayoutMethod.objects.filter(
            worker_id__in=list(rows.values_list("worker_id", flat=True))
        )
        chosen = list(methods.select_for_update().order_by("worker_id"))
        released = rows.update(file=None)
        record(actor=actor, now=now, line=Line("payout.file_withdrawn", "payout_file", file.id))
        for method in chosen:
            # Those who chose another way meanwhile are paid that way.
            if (method.rail, method.channel) != (file.rail, file.channel):
                follow_method(actor=actor, now=now, method=method)
    return released
