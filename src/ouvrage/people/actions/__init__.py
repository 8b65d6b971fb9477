"""The room's writers: accounts and organisations, what people agreed to, who stands in a chain."""

from ouvrage.people.actions.accounts import (
    add_member,
    begin_to_work,
    change_profile,
    change_role,
    create_api_key,
    create_organisation,
    create_person,
    log_out,
    remove_member,
    revoke_api_key,
)
from ouvrage.people.actions.chains import (
    write_chain,
)
from ouvrage.people.actions.contracts import (
    accept_contract,
    record_contracts,
)
from ouvrage.people.actions.erasure import (
    erase_identity,
    shred_key,
)
from ouvrage.people.actions.reviewers import (
    appoint_reviewer,
    remove_reviewer,
)
from ouvrage.people.actions.scripts import (
    allow_scripts,
    withdraw_scripts,
)
from ouvrage.people.actions.statuses import (
    StatusChoice,
    begin_offered,
    begin_status,
    decline_offered,
    offer_status,
)
from ouvrage.people.actions.vault import (
    forget_secret,
    keep_secret,
    read_secret,
    rotate_vault_key,
)

__all__ = [
    "StatusChoice",
    "accept_contract",
    "add_member",
    "allow_scripts",
    "appoint_reviewer",
    "begin_offered",
    "begin_status",
    "begin_to_work",
    "change_profile",
    "change_role",
    "create_api_key",
    "create_organisation",
    "create_person",
    "decline_offered",
    "erase_identity",
    "forget_secret",
    "keep_secret",
    "log_out",
    "offer_status",
    "read_secret",
    "record_contracts",
    "remove_member",
    "remove_reviewer",
    "revoke_api_key",
    "rotate_vault_key",
    "shred_key",
    "withdraw_scripts",
    "write_chain",
]
