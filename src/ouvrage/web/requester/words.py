"""Words of these pages for what the rooms keep as codes, and the status of a page that refuses."""

from ouvrage.base.words import N_

REFUSED = 422

MOVEMENTS = {
    "deposit": N_("Deposit"),
    "play_money": N_("Play money"),
    "reserve": N_("Set aside for a batch"),
    "reserve:quality": N_("Set aside for time that no accepted answer pays"),
    "reserve:topup": N_("Set aside for the floor"),
    "release": N_("Back from a batch"),
    "release:quality": N_("Back from what was set aside for time"),
    "release:topup": N_("Back from what was set aside for the floor"),
}
BATCH_STATES = {
    "importing": N_("being imported"),
    "draft": N_("not published"),
    "open": N_("open"),
    "finished": N_("finished"),
    "ended": N_("ended early"),
}
PROJECT_STATES = {
    "draft": N_("not published"),
    "open": N_("open"),
    "paused": N_("paused"),
    "finished": N_("finished"),
}
ANSWER_STATES = {
    "pending": N_("To review"),
    "rework": N_("Being reworked"),
    "accepted": N_("Accepted"),
    "refused": N_("Refused"),
    "held": N_("Waiting for a person"),
    "closed": N_("Refused for good"),
}
REPLACED = N_("Replaced by a rework")
METHODS = {
    "majority": N_("Majority vote"),
    "majority_vote": N_("Majority vote"),
}
STEPS = {
    "about": N_("What and for whom"),
    "page": N_("Task page"),
    "instructions": N_("Instructions"),
    "pay": N_("Pay and time"),
    "file": N_("Data"),
    "publish": N_("Cost and publish"),
}
FIELDS = {
    "title": N_("Title"),
    "purpose": N_("Purpose"),
    "end_client": N_("End client"),
    "confidentiality_reason": N_("Reason for confidentiality"),
    "confidentiality_until": N_("Confidential until"),
    "ai_function": N_("Function for artificial intelligence"),
    "data_categories": N_("What the tasks show"),
    "contact": N_("Contact"),
    "languages": N_("Languages of the tasks"),
    "chain": N_("Chain of organisations"),
    "volunteer": N_("Volunteer work"),
    "template": N_("Task page"),
    "goal": N_("Goal"),
    "steps": N_("Steps"),
    "good_examples": N_("Good examples"),
    "bad_examples": N_("Bad examples"),
    "criteria": N_("Criteria"),
    "edge_cases": N_("Edge cases"),
    "reward": N_("Pay for one answer"),
    "time_estimate_seconds": N_("Seconds that one answer takes"),
    "answers_per_task": N_("Answers per task"),
    "screening_field": N_("Question that may end the task"),
    "screening_values": N_("Answers that end it"),
    "sensitive": N_("What the tasks show that may hurt"),
    "file": N_("Data"),
    "readers_max": N_("People whose reading is paid"),
    "funds": N_("Available money"),
}
