"""The subjects under which a person finds what is kept about them, in words."""

from django.utils.translation import gettext

from ouvrage.base.words import N_

AREAS = {
    "profile": N_("Profile"),
    "addresses": N_("E-mail addresses"),
    "addresses_confirmed": N_("Confirmations of addresses"),
    "organisations": N_("Organisations you act for"),
    "keys": N_("Keys you made"),
    "vault": N_("Details in the vault"),
    "projects": N_("Projects you worked in"),
    "tasks_taken": N_("Tasks you took"),
    "answers": N_("Answers"),
    "blocks": N_("Requesters who offer you no tasks"),
    "breaks": N_("Paid breaks"),
    "contracts": N_("Contracts you agreed to"),
    "contribution_rates": N_("Your rates of contributions"),
    "held": N_("Money held until a rate is known"),
    "hours": N_("Hours counted"),
    "last_visit": N_("Your last visit"),
    "rate_files": N_("Rate files you sent"),
    "registrations": N_("Registrations"),
    "status_offers": N_("Statuses offered to you"),
    "statuses": N_("Your statuses"),
    "stopped_tasks": N_("Tasks you stopped"),
    "time": N_("Time records"),
    "time_claims": N_("Times you contested"),
    "top_ups": N_("Pay topped up to the floor"),
    "turns": N_("Turns in draws"),
    "wellbeing": N_("Limits you set for yourself"),
    "worked_hours": N_("Hours worked"),
    "questions": N_("Questions to requesters"),
    "question_replies": N_("Replies to questions"),
    "scores": N_("Scores"),
    "verdicts": N_("Decisions about answers"),
    "readings": N_("Paid readings"),
    "credits": N_("Time paid outside of answers"),
    "paid_spans": N_("From when to when your time was paid"),
    "money_accounts": N_("Accounts in the books"),
    "money_movements": N_("Movements of your money"),
    "payouts": N_("Payouts"),
    "payout_method": N_("How payouts reach you"),
    "payout_files_made": N_("Payout files you made"),
    "tests": N_("Tests"),
    "test_answers": N_("Answers in tests"),
    "test_results": N_("Results of tests"),
    "qualifications": N_("Qualifications"),
    "qualification_statuses": N_("Where others can check your qualifications"),
    "appeals": N_("Appeals"),
    "appeal_steps": N_("Steps of appeals"),
    "restriction_proposals": N_("Proposals to restrict your account"),
    "restrictions": N_("Restrictions"),
    "letters": N_("Letters about decisions"),
    "questions_about_decisions": N_("Questions about decisions"),
    "messages": N_("Messages"),
    "message_letters": N_("Letters with messages"),
    "message_choices": N_("How you want to hear from the instance"),
    "copies": N_("Copies of your data"),
    "erasures": N_("Erasure of your account"),
    "journal": N_("The journal"),
}


def title_of(area: str) -> str:
    """The area in the reader's language."""
    return gettext(AREAS.get(area, area.replace("_", " ").capitalize()))
