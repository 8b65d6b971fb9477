"""Payouts: asked for, put in a file, sent, then confirmed or returned.

Nothing is paid twice: a worker has one requested payout at a time, a payout goes into one file, and
each step is a conditional UPDATE with its movement of money in the same transaction.
"""

from ouvrage.pay.actions.payouts.by_hand import record_paid
from ouvrage.pay.actions.payouts.ends import confirm_payouts, return_payout
from ouvrage.pay.actions.payouts.files import (
    draw_payout_file,
    make_payout_file,
    send_payout_file,
    withdraw_payout_file,
)
from ouvrage.pay.actions.payouts.methods import choose_payout_method
from ouvrage.pay.actions.payouts.requests import ask_monthly_payouts, ask_payout

__all__ = [
    "ask_monthly_payouts",
    "ask_payout",
    "choose_payout_method",
    "confirm_payouts",
    "draw_payout_file",
    "make_payout_file",
    "record_paid",
    "return_payout",
    "send_payout_file",
    "withdraw_payout_file",
]
