"""Writers have one form: keyword-only, `actor` and `now` first, and they leave a journal line."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.house import tree

JOURNAL_CALLS = {"record", "record_many", "announce", "announce_many"}
# A draft is the worker's own until it is sent; hours go with the act that fills them, which is
# journalled; intervals of pages are erased after 90 days, a line about them never could be.
UNSENT = {
    "keep_answer",
    "save_draft",
    "enter_project",
    "count_work",
    "count_seen",
    "record_time",
}
ADVERSE = re.compile(r"(reject|refuse|restrict|lower|block)(_|$)")
OWED = {"reason", "explanation", "appeal_until"}


def _public_actions(path: Path) -> list[tree.Function]:
    return [
        node
        for node in tree.parsed(path).body
        if isinstance(node, tree.Function) and not node.name.startswith("_")
    ]


def test_actions_are_keyword_only_with_actor_and_now_first() -> None:
    wrong = [
        f"{tree.where(path, function.lineno)} {function.name}"
        for path in tree.action_files()
        for function in _public_actions(path)
        if function.args.posonlyargs
        or function.args.args
        or [argument.arg for argument in function.args.kwonlyargs[:2]] != ["actor", "now"]
    ]
    assert wrong == []


def test_actions_leave_a_journal_line() -> None:
    silent = [
        f"{tree.where(path, function.lineno)} {function.name}"
        for path in tree.action_files()
        for function in _public_actions(path)
        if function.name not in UNSENT and not _journals(path, function, frozenset())
    ]
    assert silent == []


def _journals(path: Path, function: tree.Function, seen: frozenset[str]) -> bool:
    """Whether it calls the journal, another room's action, or a function here that does."""
    here = {node.name: node for node in tree.functions(tree.parsed(path))}
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        if _is_action(_resolved(path, name)):
            return True
        if name in here and name not in seen and _journals(path, here[name], seen | {name}):
            return True
    return False


def _resolved(path: Path, name: str) -> str:
    first, _, rest = name.partition(".")
    origin = _imported(path).get(first, first)
    return f"{origin}.{rest}" if rest else origin


@cache
def _imported(path: Path) -> dict[str, str]:
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _is_action(origin: str) -> bool:
    parts = origin.split(".")
    if len(parts) < 4 or parts[0] != "ouvrage" or parts[2] != "actions":
        return False
    return parts[-1] in JOURNAL_CALLS if parts[1] == "journal" else parts[-1].islower()


def test_adverse_acts_owe_a_reason_and_an_appeal() -> None:
    wrong = [
        f"{tree.where(path, function.lineno)} {function.name} lacks {sorted(lacking)}"
        for path in tree.action_files()
        for function in _public_actions(path)
        if ADVERSE.match(function.name) and (lacking := OWED - _parameters(path, function))
    ]
    assert wrong == []


def _parameters(path: Path, function: tree.Function) -> set[str]:
    """Names of the parameters, and of the fields of those that are a class of the same room."""
    names = {argument.arg for argument in function.args.kwonlyargs}
    classes = _classes(tree.PACKAGE / path.relative_to(tree.PACKAGE).parts[0])
    for argument in function.args.kwonlyargs:
        annotation = ast.unparse(argument.annotation) if argument.annotation else ""
        names |= classes.get(annotation.rpartition(".")[2], set())
    return names


@cache
def _classes(room: Path) -> dict[str, set[str]]:
    return {
        node.name: {
            line.target.id
            for line in node.body
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
        }
        for path in tree.sources(room)
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ClassDef)
    }
