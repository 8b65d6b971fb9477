"""Words of these pages for what the rooms keep as codes, and the status of a page that refuses."""

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
ORGANISATION_KINDS = {
    "commercial": N_("A company"),
    "non_profit": N_("A non-profit organisation"),
    "public": N_("A public body or university"),
}
