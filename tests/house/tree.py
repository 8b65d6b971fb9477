"""The tree as the house tests see it: tracked files, Python sources, rooms and their floors."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ouvrage"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Files that are in the repository or would be added to it; all of them without git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True, timeout=60,
        ).stdout.decode().split("\0")  # fmt: skip
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not _is_left_over(path)]
    return tuple(sorted(path for path in found if path.is_file()))


def _is_left_over(path: Path) -> bool:
    first = path.relative_to(ROOT).parts[0]
    made = first in {"var", "dist"} or (first.startswith(".") and first != ".ci")
    return made or "__pycache__" in path.parts


def sources(folder: Path = PACKAGE) -> Iterator[Path]:
    """Python files under `folder`, migrations left out."""
    for path in files():
        if path.suffix == ".py" and folder in path.parents and "migrations" not in path.parts:
            yield path


def templates() -> Iterator[Path]:
    """Django templates of pages and mails."""
    for path in files():
        inside = PACKAGE in path.parents and "templates" in path.parts
        if inside and path.suffix in {".html", ".txt"}:
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_of(path: Path) -> str:
    """The dotted name of a file of the package."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """`work` for `ouvrage.work.models`; nothing for `ouvrage` itself."""
    return [*module.split("."), ""][1]


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def action_files() -> Iterator[Path]:
    """`actions.py` and the files of `actions/` in every room above the journal."""
    for path in sources():
        parts = path.relative_to(PACKAGE).parts
        if parts[0] != "journal" and parts[1:] and parts[1] in {"actions", "actions.py"}:
            yield path


@cache
def floors() -> dict[str, int]:
    """The floor of each room, 0 at the bottom, read from the import law."""
    law = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = law["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {
        name.strip("() "): floor
        for floor, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


def where(path: Path, line: int) -> str:
    """`src/ouvrage/x.py:3`, as editors read it."""
    return f"{path.relative_to(ROOT)}:{line}"
