"""The only writers of the room, one file per group of verbs."""

from ouvrage.rights.actions.appeals import add_statement, file_appeal, withdraw_appeal
from ouvrage.rights.actions.blocks import BlockEvidence, block_worker, lift_block
from ouvrage.rights.actions.claims import pay_claim
from ouvrage.rights.actions.copies import ask_copy, fetch_copy, make_copies, sweep_copies
from ouvrage.rights.actions.decisions import (
    decide_appeal,
    give_way,
    note_overdue,
    settle_ended,
)
from ouvrage.rights.actions.erasure import (
    ask_erasure,
    cancel_erasure,
    erase_due,
    shred_erased,
)
from ouvrage.rights.actions.explanations import (
    answer_question,
    ask_why,
    close_rectification,
    compensate_overdue,
)
from ouvrage.rights.actions.letters import send_letters
from ouvrage.rights.actions.proposals import (
    dismiss_proposal,
    propose_for_frauds,
    propose_restriction,
)
from ouvrage.rights.actions.register import record_register
from ouvrage.rights.actions.restrictions import (
    RestrictionDraft,
    lift_restriction,
    restrict_account,
)

__all__ = [
    "BlockEvidence",
    "RestrictionDraft",
    "add_statement",
    "answer_question",
    "ask_copy",
    "ask_erasure",
    "ask_why",
    "block_worker",
    "cancel_erasure",
    "close_rectification",
    "compensate_overdue",
    "decide_appeal",
    "dismiss_proposal",
    "erase_due",
    "fetch_copy",
    "file_appeal",
    "give_way",
    "lift_block",
    "lift_restriction",
    "make_copies",
    "note_overdue",
    "pay_claim",
    "propose_for_frauds",
    "propose_restriction",
    "record_register",
    "restrict_account",
    "send_letters",
    "settle_ended",
    "shred_erased",
    "sweep_copies",
    "withdraw_appeal",
]
