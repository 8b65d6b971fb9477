"""Refusals of the ledger."""

from ouvrage.base.errors import Refusal, RefusalKind


class InsufficientFunds(Refusal):
    """This costs {needed} and {available} is available. Nothing was moved; add funds, then try
    again."""

    code = "insufficient_funds"
    kind = RefusalKind.CONFLICT


class AmountNotPositive(Refusal):
    """An amount of money is above zero. Check the figure, then send again."""

    code = "amount_not_positive"


class WrongCurrency(Refusal):
    """This instance keeps its books in {currency}. Give the amount in that currency."""

    code = "wrong_currency"


class PlayMoneyOff(Refusal):
    """Play money exists on test instances only. Record a bank deposit instead."""

    code = "play_money_off"
    kind = RefusalKind.FORBIDDEN


class KeyUsedOtherwise(Refusal):
    """This form was sent before with another content, which was recorded. Nothing was added now:
    look at the statement, then open the form anew for a further movement."""

    code = "key_used_otherwise"
    kind = RefusalKind.CONFLICT
