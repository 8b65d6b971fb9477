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
from ouvrage.people.actions.erasure import erase_identity, shred_key
from ouvrage.people.actions.reviewers import appoint_reviewer, remove_reviewer
from ouvrage.people.actions.vault import (
    forget_secret,
    keep_secret,
    read_secret,
    rotate_vault_key,
)

__all__ = [
    "add_member",
    "appoint_reviewer",
    "begin_to_work",
    "change_profile",
    "change_role",
    "create_api_key",
    "create_organisation",
    "create_person",
    "erase_identity",
    "forget_secret",
    "keep_secret",
    "log_out",
    "read_secret",
    "remove_member",
    "remove_reviewer",
    "revoke_api_key",
    "rotate_vault_key",
    "shred_key",
]
