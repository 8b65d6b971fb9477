"""Words of these pages for what the rooms keep as codes, and the status of a page that refuses."""

from django.utils.translation import gettext_lazy as _

from ouvrage.base.words import N_

REFUSED = 422

ACCOUNTS = {
    "bank": N_("Bank"),
    "play": N_("Source of play money"),
    "available": N_("Available to organisations"),
    "reserved": N_("Set aside for open work"),
    "quality": N_("Set aside for time that no accepted answer pays"),
    "topup": N_("Set aside for the floor"),
    "guarantee": N_("Guarantee fund"),
    "due": N_("Due to workers"),
    "held": N_("Held for workers until their rate is known"),
    "transit": N_("Payouts on their way"),
    "contributions": N_("Due to contribution schemes"),
    "fee": N_("Fee of the platform"),
}
CREDITS = {
    "screen_out": N_("Screened out of a task"),
    "broken": N_("A broken task"),
    "withdrawn": N_("Withdrew from a task"),
    "rework": N_("A rework"),
    "refused": N_("The time of a refused answer"),
    "qualification": N_("A test"),
    "correction": N_("Corrected time"),
    "break": N_("A paid break"),
    "appeal": N_("A won appeal"),
    "compensation": N_("A wrong decision that was not put right in time"),
}
ORGANISATION_KINDS = {
    "commercial": N_("A company"),
    "non_profit": N_("A non-profit organisation"),
    "public": N_("A public body or university"),
}
PAYOUT_STATES = {
    "requested": N_("Waits"),
    "sent": N_("On its way"),
    "confirmed": N_("Arrived"),
    "returned": N_("Came back"),
}
RETURN_REASONS = {
    "account_wrong": _("The account does not exist or belongs to somebody else"),
    "account_closed": _("The account is closed"),
    "not_accepted": _("The bank or the service did not accept it"),
    "not_collected": _("It was not collected"),
    "not_sent": _("It was not sent"),
}
