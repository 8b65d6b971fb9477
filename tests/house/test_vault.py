"""Only payouts, tax and a person's own access open the vault (PRI-7)."""

import ast

from tests.house import tree

# Each with the purpose that it reads for.
READERS = {
    "ouvrage.people.actions": "offers the action to the rooms above",
    "ouvrage.pay.actions.payouts": "payout: name and account for the bank's file",
    "ouvrage.pay.actions.identity": "payout: whether an account is kept, and how it ends",
    "ouvrage.rights.exports": "own access: everything about a person, for themself",
}


def test_only_declared_modules_open_the_vault() -> None:
    strangers = [
        tree.where(path, node.lineno)
        for path in tree.sources()
        for node in ast.walk(tree.parsed(path))
        if _names_reader(node) and not _declared(tree.module_of(path))
    ]
    assert strangers == []


def _names_reader(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(alias.name == "read_secret" for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr == "read_secret"


def _declared(module: str) -> bool:
    return any(module == reader or module.startswith(f"{reader}.") for reader in READERS)


def test_only_the_room_of_people_sees_keys_and_ciphers() -> None:
    """The settings build the vault; nobody else imports it."""
    importers = {
        tree.module_of(path)
        for path in tree.sources()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ImportFrom)
        and (
            node.module == "ouvrage.people.vault"
            or (node.module == "ouvrage.people" and any(n.name == "vault" for n in node.names))
        )
    }
    own = {name for name in importers if name.startswith("ouvrage.people.")}
    assert importers - own == {"ouvrage.site.settings"}
