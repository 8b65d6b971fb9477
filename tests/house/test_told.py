"""What is announced reaches somebody: a person is told, a room reacts, or a reason stands here.

Read from the sources, so that an act that is written later cannot forget the people it is about:
each announced action has a handler in `site/wiring.py` or a line in `UNTOLD`, and so does each file
of actions that gives a decision an end for appeals.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from ouvrage.site.wiring import HANDLERS
from tests.house import tree

ANNOUNCERS = {"announce", "announce_many"}
LINES = {"Line", "_line", "_told"}
OWN_ACT = "whoever it concerns did it themself"
COUNTED = "reviewers and operators find it counted on their first page, with what is overdue"
# Announced, and why nobody is told by a message.
UNTOLD = {
    "appeal.filed": COUNTED,
    "appeal.statement": "the file shows it to every side",
    "appeal.withdrawn": OWN_ACT,
    "batch.audited": "each worker who is lifted to the floor is told by top_up.paid",
    "batch.relabelled": OWN_ACT,
    "explanation.asked": COUNTED,
    "invoice.issued": "it stands on the invoices page of its organisation from that moment",
    "person.erased": "nobody is there any more; who asked was told the day by erasure.asked",
    "refusal.overturned": "the same decision is told by appeal.overturned",
    "restriction.proposed": f"nothing changes for the worker until a person decides; {COUNTED}",
    "task.dropped": OWN_ACT,
    "task.reopened": OWN_ACT,
    "time_claim.made": "whoever decides finds it counted on their claims page and in the menu",
    "top_up.owed": "it stands among what is owed, and top_up.paid tells of it",
}
# Files that hand an end for appeals on to an action of another room, which announces it.
HANDED_ON = {
    "rights/actions/blocks.py": "work.block_worker announces worker.blocked",
}


def _announced() -> dict[str, str]:
    """Action, with `*` for what is filled in while it runs -> where it is announced."""
    return {
        action: tree.where(path, call.lineno)
        for path in tree.sources()
        if tree.room_of(tree.module_of(path)) != "journal"
        for function in tree.functions(tree.parsed(path))
        for call in _calls(function)
        if ast.unparse(call.func) in ANNOUNCERS
        for action in _actions(path, function, call) or {f"unreadable: {function.name}"}
    }


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (child for child in ast.walk(node) if isinstance(child, ast.Call))


def _actions(path: Path, function: tree.Function, call: ast.Call) -> set[str]:
    """What the lines handed to the journal are called."""
    handed = [keyword.value for keyword in call.keywords if keyword.arg in {"line", "lines"}]
    handed += [value for node in handed for value in _assigned(function, node)]
    made = [line for node in handed for line in _calls(node) if ast.unparse(line.func) in LINES]
    return {name for line in made for name in _names(path, function, line)}


def _assigned(scope: ast.AST, name: ast.expr) -> list[ast.expr]:
    """What the scope assigns to the variable, if it is one."""
    return [
        node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and isinstance(name, ast.Name)
        if name.id in {ast.unparse(target) for target in node.targets}
    ]


def _names(path: Path, function: tree.Function, line: ast.Call) -> set[str]:
    """The texts that the line's first part can be: its own, its callers', or of a table it uses."""
    module, first = tree.parsed(path), line.args[0]
    sources = [first, *_assigned(function, first)]
    for node in ast.walk(first):
        if isinstance(node, ast.Name) and node.id.isupper():
            sources += _assigned(module, node)
    if ast.unparse(line.func) == "_told":
        sources += [
            made.args[0]
            for helper in tree.functions(module)
            if helper.name == "_told"
            for made in _calls(helper)
            if ast.unparse(made.func) == "Line"
        ]
    if isinstance(first, ast.Name) and first.id in {arg.arg for arg in _arguments(function)}:
        callers = (call for call in _calls(module) if ast.unparse(call.func) == function.name)
        sources += [argument for call in callers for argument in call.args]
    texts = {text for source in sources for text in _texts(source)}
    return {text for text in texts if "." in text and " " not in text}


def _arguments(function: tree.Function) -> list[ast.arg]:
    return [*function.args.args, *function.args.kwonlyargs]


def _texts(node: ast.AST) -> set[str]:
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
        return {"".join(map(str, parts))}
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    return {text for child in ast.iter_child_nodes(node) for text in _texts(child)}


def _is_among(action: str, known: set[str]) -> bool:
    return any(fnmatchcase(each, action) for each in known)


def test_what_is_announced_is_told_or_says_why_not() -> None:
    """NOT-1: facts reach the person they are about."""
    known = {*HANDLERS, *UNTOLD}
    lost = {name: where for name, where in _announced().items() if not _is_among(name, known)}
    assert lost == {}


def test_what_is_wired_or_excused_is_announced() -> None:
    announced = _announced()
    gone = [
        each
        for each in (*HANDLERS, *UNTOLD)
        if not any(fnmatchcase(each, name) for name in announced)
    ]
    assert gone == []
    assert HANDLERS.keys() & UNTOLD.keys() == set()


def test_whoever_may_appeal_is_told() -> None:
    """DEC-1, DEC-7, DEC-12: an end for appeals means nothing to whoever does not know it."""
    told = {
        where.partition(":")[0]
        for action, where in _announced().items()
        if _is_among(action, set(HANDLERS))
    }
    silent = [
        name
        for path in tree.action_files()
        if _gives_an_end(path)
        and (name := str(path.relative_to(tree.PACKAGE))) not in HANDED_ON
        and str(path.relative_to(tree.ROOT)) not in told
    ]
    assert silent == []


def _gives_an_end(path: Path) -> bool:
    """Whether the file writes `appeal_until`, as a keyword or an attribute."""
    module = tree.parsed(path)
    return any(
        keyword.arg == "appeal_until" for call in _calls(module) for keyword in call.keywords
    ) or any(
        isinstance(node, ast.Attribute) and node.attr == "appeal_until"
        for assignment in ast.walk(module)
        if isinstance(assignment, ast.Assign)
        for node in assignment.targets
    )
