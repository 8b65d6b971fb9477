"""Every name read from the environment is explained to operators, and none is explained in vain."""

import ast
import re

from tests.house import tree

NAME = re.compile(r"(?:OUVRAGE_[A-Z0-9_]+|DATABASE_URL)")
SETTINGS = tree.PACKAGE / "site" / "settings.py"
PAGE = tree.ROOT / "docs" / "operators" / "settings.md"


def test_settings_and_their_page_name_the_same() -> None:
    read = {
        node.value
        for node in ast.walk(tree.parsed(SETTINGS))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and NAME.fullmatch(node.value)
    }
    explained = set(NAME.findall(PAGE.read_text(encoding="utf-8"))) if PAGE.exists() else set()
    assert read == explained


def test_no_other_file_reads_the_environment() -> None:
    """Site reads the settings, cli starts processes, the client has its address and key there."""
    readers = [
        tree.where(path, node.lineno)
        for path in tree.sources()
        if tree.room_of(tree.module_of(path)) not in {"site", "cli", "client"}
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    ]
    assert readers == []
