"""Refusals of the room."""

from ouvrage.base.errors import Refusal, RefusalKind


class BelowFloor(Refusal):
    """{reward} for {seconds} seconds pays under the floor of {floor} an hour. From {least} it can
    be published."""

    code = "below_floor"


class BelowFloorMeasured(Refusal):
    """{workers} people needed {seconds} seconds in the median, and {reward} for that pays under the
    floor of {floor} an hour. A new project can offer {least} or more."""

    code = "below_floor_measured"


class IntervalImpossible(Refusal):
    """This time does not fit: its end must come after its beginning, and both must have passed."""

    code = "interval_impossible"


class OutageOutside(Refusal):
    """A power cut is told for the time during which the task was in your hands."""

    code = "outage_outside"


class ClaimTooLong(Refusal):
    """One claim covers at most {most} hours. Longer time can be told in several claims."""

    code = "claim_too_long"


class ClaimTooOld(Refusal):
    """Time can be contested for {days} days after it was recorded."""

    code = "claim_too_old"


class TooManyClaims(Refusal):
    """{most} claims of yours wait for a decision. More can be made once one is decided."""

    code = "too_many_claims"
    kind = RefusalKind.CONFLICT


class ClaimDecided(Refusal):
    """This claim was decided before. Its page shows how."""

    code = "claim_decided"
    kind = RefusalKind.CONFLICT


class AppealTooShort(Refusal):
    """The worker has at least {days} days to appeal."""

    code = "appeal_too_short"


class PriceNotRaised(Refusal):
    """{reward} is not more than the price there is, {now}. A published price can only be raised."""

    code = "price_not_raised"


class NothingToPublish(Refusal):
    """This batch has no tasks. Import a file with at least one row of data, then publish."""

    code = "nothing_to_publish"


class NoPaidReadingLeft(Refusal):
    """The budget for reading these instructions is used up, so new people cannot start here now."""

    code = "no_paid_reading_left"
    kind = RefusalKind.CONFLICT


class ReadingNotBegun(Refusal):
    """The reading of these instructions has not begun. Open them from the project's page."""

    code = "reading_not_begun"
    kind = RefusalKind.CONFLICT


class ReadersOutOfRange(Refusal):
    """{value} does not fit: the number of people whose reading
    is paid goes from {least} to {most}."""

    code = "readers_out_of_range"


class AttemptsOutOfRange(Refusal):
    """{value} does not fit: the number of times that a test can be taken goes from {least} to
    {most}."""

    code = "attempts_out_of_range"


class PayoutFieldMissing(Refusal):
    """This is needed to send money to you. Fill it in, then save again."""

    code = "payout_field_missing"


class PayoutFieldTooLong(Refusal):
    """At most {most} signs fit in a payment. Shorten it, then save again."""

    code = "payout_field_too_long"


class IbanWrong(Refusal):
    """This is not an IBAN: its length or its check digits do not fit. Compare it with a document of
    the bank, then save again."""

    code = "iban_wrong"


class IbanOutsideSepa(Refusal):
    """Transfers in euros do not reach accounts in {country}. Choose another way to be paid."""

    code = "iban_outside_sepa"


class BicWrong(Refusal):
    """This is not a BIC, which has 8 or 11 signs. Leave it out, or compare it with a document of
    the bank."""

    code = "bic_wrong"


class PhoneWrong(Refusal):
    """This is not a number with its country's code. Write it as +261 34 12 345 67, then save."""

    code = "phone_wrong"


class PhoneNotReached(Refusal):
    """{service} does not reach numbers that begin like this one. Choose another service or
    number."""

    code = "phone_not_reached"


class ServiceUnknown(Refusal):
    """This service is not offered here. Choose one of the list."""

    code = "service_unknown"


class RailNotOffered(Refusal):
    """This way to be paid is not offered here. Choose one of the list."""

    code = "rail_not_offered"


class PayoutMethodMissing(Refusal):
    """It is not known yet how you want to be paid. Choose it first, then ask again."""

    code = "payout_method_missing"
    kind = RefusalKind.CONFLICT


class PayoutMethodReturned(Refusal):
    """The last payment to this account came back. Correct the account, then ask again."""

    code = "payout_method_returned"
    kind = RefusalKind.CONFLICT


class PayoutBelowLeast(Refusal):
    """{due} is due and payouts begin at {least}. What is due stays yours and is paid later."""

    code = "payout_below_least"
    kind = RefusalKind.CONFLICT


class NoPayoutToSend(Refusal):
    """No payout waits for such a file. Another operator may have made it; look at the list of
    files."""

    code = "no_payout_to_send"
    kind = RefusalKind.CONFLICT


class PayerMissing(Refusal):
    """A transfer needs the account it is sent from. Set {settings}, start again, then make the
    file."""

    code = "payer_missing"
    kind = RefusalKind.CONFLICT


class PayoutNotThere(Refusal):
    """This payout is not in a state for that. It may have changed meanwhile; look at it again."""

    code = "payout_not_there"
    kind = RefusalKind.CONFLICT


class PayoutFileGone(Refusal):
    """This file cannot be drawn again as it was: an account in it was removed, or the software that
    draws it has changed. The list of its payouts is still here."""

    code = "payout_file_gone"
    kind = RefusalKind.CONFLICT


class ReturnReasonMissing(Refusal):
    """The worker reads why the payment came back. Write it, then send again."""

    code = "return_reason_missing"


class PayoutFileSent(Refusal):
    """This file was sent or withdrawn before. Look at the state of its payouts."""

    code = "payout_file_sent"
    kind = RefusalKind.CONFLICT


class RateColumnMissing(Refusal):
    """The file has no column “{column}”. Its columns are: {columns}."""

    code = "rate_column_missing"


class RateSirenNotValid(Refusal):
    """“{value}” is no SIREN number. It has nine digits."""

    code = "rate_siren_not_valid"


class RateMonthNotValid(Refusal):
    """“{value}” is no month. Write it like 2027-01."""

    code = "rate_month_not_valid"


class RateBranchNotValid(Refusal):
    """“{value}” is no branch. Write one word, such as social."""

    code = "rate_branch_not_valid"


class RateNotValid(Refusal):
    """“{value}” is no rate. Write it in percent with at most four decimals, such as 21.2."""

    code = "rate_not_valid"


class RateMonthsDiffer(Refusal):
    """This row is of another month than the first one. A file holds one month."""

    code = "rate_months_differ"


class RateRepeated(Refusal):
    """The branch “{branch}” stands here a second time for the same person."""

    code = "rate_repeated"


class RatesTakeAll(Refusal):
    """The rates of this person come to 100 % or more. Look at them again."""

    code = "rates_take_all"


class NobodyInRates(Refusal):
    """No SIREN number of this file belongs to somebody who works here, so nothing was imported."""

    code = "nobody_in_rates"
