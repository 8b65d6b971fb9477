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

__all__ = [
    "add_member",
    "begin_to_work",
    "change_profile",
    "change_role",
    "create_api_key",
    "create_organisation",
    "create_person",
    "log_out",
    "remove_member",
    "revoke_api_key",
]
