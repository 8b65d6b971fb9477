"""Each refusal has one code, one whole sentence, and a line in the documentation."""

import ast
import string
from collections import Counter

from ouvrage.base.errors import RefusalKind
from tests.house import refusals, tree


def test_every_refusal_has_a_code_of_its_own() -> None:
    lacking = [found.__qualname__ for found in refusals.classes() if "code" not in vars(found)]
    counted = Counter(found.code for found in refusals.classes())
    assert lacking == []
    assert [code for code, count in counted.items() if count > 1] == []


def test_codes_and_kinds_have_their_form() -> None:
    wrong = [
        found.__qualname__
        for found in refusals.classes()
        if not (found.code.isidentifier() and found.code.islower())
        or not isinstance(found.kind, RefusalKind)
    ]
    assert wrong == []


def test_every_refusal_says_a_whole_sentence() -> None:
    wrong = [
        f"{found.__module__}.{found.__qualname__}: {found.sentence()!r}"
        for found in refusals.classes()
        if not vars(found).get("__doc__")
        or not found.sentence().endswith((".", "}"))
        or not (found.sentence()[0].isupper() or found.sentence()[0] in "{“")
        or any(name == "" for _, name, _, _ in string.Formatter().parse(found.sentence()))
    ]
    assert wrong == []


def test_refusals_live_in_errors_files() -> None:
    names = {found.__name__ for found in refusals.classes()} | {"Refusal"}
    astray = [
        f"{tree.where(path, node.lineno)} {node.name}"
        for path in tree.sources()
        if "errors" not in {path.stem, path.parent.name}
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ClassDef)
        and {ast.unparse(base).rpartition(".")[2] for base in node.bases} & names
    ]
    assert astray == []


def test_the_documentation_lists_every_refusal() -> None:
    written = refusals.PAGE.read_text(encoding="utf-8") if refusals.PAGE.exists() else ""
    assert written == refusals.page(), "run `make messages`"
