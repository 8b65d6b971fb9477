"""Words of these pages for what the room keeps as codes, and the status of a page that refuses."""

from ouvrage.base.words import N_

REFUSED = 422

KINDS = {"test": N_("by a paid test"), "granted": N_("granted by hand")}
STATES = {"draft": N_("not open yet"), "open": N_("open"), "closed": N_("closed")}
ATTEMPT_STATES = {
    "waiting": N_("to score"),
    "passed": N_("passed"),
    "failed": N_("not passed"),
    "lapsed": N_("not scored in time"),
}
FIELDS = {
    "description": N_("What it shows"),
    "instructions": N_("Instructions"),
    "criteria": N_("When an item is right"),
    "template": N_("How items look"),
    "items": N_("Items"),
}
PAGES = {
    "description": "qualification_words",
    "instructions": "test_figures",
    "criteria": "test_figures",
    "template": "test_page",
    "items": "test_items",
}
