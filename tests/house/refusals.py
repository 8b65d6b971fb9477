"""The table of refusals in docs/api/errors.md, made from the classes themselves.

`python -m tests.house.refusals --write` writes it; a house test compares.
"""

import importlib
import sys
from collections.abc import Iterator

from ouvrage.base.errors import Refusal
from tests.house import tree

PAGE = tree.ROOT / "docs" / "api" / "errors.md"
HEAD = """# Refusals

When something cannot be done, the answer names a stable `code` and says in a sentence what was
wrong and what to do next. Programs match on the code; the sentence is translated and may change.
`{names}` stand for values of the case at hand. This page is made by `make messages`.

| Code | Kind | Room | Sentence |
|---|---|---|---|
"""


def classes() -> list[type[Refusal]]:
    """Every refusal of the house, by room and code."""
    for path in tree.sources():
        parts = path.relative_to(tree.PACKAGE).parts
        if "errors" in parts or parts[-1] == "errors.py":
            importlib.import_module(tree.module_of(path))
    ours = {found for found in _below(Refusal) if found.__module__.startswith("ouvrage.")}
    return sorted(ours, key=lambda found: (tree.room_of(found.__module__), found.code))


def _below(parent: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def page() -> str:
    """What docs/api/errors.md must hold."""
    rows = (
        f"| `{found.code}` | {found.kind.value} | {tree.room_of(found.__module__)} "
        f"| {found.sentence().replace('|', '&#124;')} |\n"
        for found in classes()
    )
    return HEAD + "".join(rows)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit("usage: python -m tests.house.refusals --write")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
