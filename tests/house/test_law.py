"""The import law holds, and its own contract types see what they should."""

import subprocess
import sys
from pathlib import Path

from grimp import ImportGraph
from importlinter import Contract
from importlinter.configuration import configure
from importlinter.domain.imports import ModuleExpression

from tests.house import contracts, tree

configure()


def test_every_contract_is_kept() -> None:
    """In a process of its own: import-linter silences every logger that it finds."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(
        command, cwd=tree.ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.returncode, "0 broken" in done.stdout) == (0, True), done.stdout


def test_nine_contracts_stand() -> None:
    law = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert [number for number in range(1, 10) if f'\nname = "{number}' not in law] == []


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(tree.PACKAGE).parts[0] for path in tree.sources()}
    rooms = {room for room in rooms if not room.endswith(".py")}
    assert rooms <= set(tree.floors())


def _graph(*imports: tuple[str, str]) -> ImportGraph:
    graph = ImportGraph()
    for name in ("ouvrage", "ouvrage.base", "ouvrage.web", "ouvrage.work", "ouvrage.ledger"):
        graph.add_module(name)
    for importer, imported in imports:
        for name in (importer, imported):
            if name not in graph.modules:
                graph.add_module(name, is_squashed=not name.startswith("ouvrage"))
        graph.add_import(importer=importer, imported=imported)
    return graph


def _kept(kind: type[Contract], graph: ImportGraph, **options: object) -> bool:
    session = {"root_packages": ["ouvrage"], "include_external_packages": "True"}
    contract = kind(name="law", session_options=session, contract_options=options)
    return contract.check(graph, verbose=False).kept


def test_base_may_not_import_a_package_from_outside() -> None:
    only = contracts.StandardLibraryOnly
    good = _graph(("ouvrage.base.money", "re"), ("ouvrage.base.ids", "ouvrage.base.moment"))
    assert _kept(only, good, packages=["ouvrage.base"])
    assert not _kept(only, _graph(("ouvrage.base.x", "django")), packages=["ouvrage.base"])
    assert not _kept(only, _graph(("ouvrage.base.x", "ouvrage.work")), packages=["ouvrage.base"])


def test_rooms_to_come_are_no_error() -> None:
    missing = ModuleExpression("ouvrage.observatory")
    graph = _graph()
    assert contracts.built(graph, {missing, ModuleExpression("ouvrage.*.rules")}) == {
        ModuleExpression("ouvrage.*.rules")
    }


def test_doors_see_no_tables() -> None:
    law = {
        "source_modules": ["ouvrage.web", "ouvrage.jobs"],
        "forbidden_modules": ["ouvrage.*.models"],
        "allow_indirect_imports": "true",
    }
    forbidden = contracts.ForbiddenWhereBuilt
    through_queries = _graph(
        ("ouvrage.web.views", "ouvrage.work.queries"),
        ("ouvrage.work.queries", "ouvrage.work.models"),
    )
    assert _kept(forbidden, through_queries, **law)
    assert not _kept(forbidden, _graph(("ouvrage.web.views", "ouvrage.work.models")), **law)


def test_only_the_ledger_sees_its_tables() -> None:
    law = {
        "protected_modules": ["ouvrage.ledger.models"],
        "allowed_importers": ["ouvrage.ledger"],
    }
    guarded = contracts.ProtectedWhereBuilt
    own = _graph(("ouvrage.ledger.actions", "ouvrage.ledger.models"))
    assert _kept(guarded, own, **law)
    assert not _kept(guarded, _graph(("ouvrage.work.actions", "ouvrage.ledger.models")), **law)


def test_libraries_import_where_django_is_not_installed() -> None:
    """import-linter reads what is written; this also sees what a package does when it loads."""
    program = "import sys; sys.modules['django'] = None; import " + ", ".join(
        f"ouvrage.{name}"
        for name in ("base", "quality", "formats", "taskui", "client")
        if (tree.PACKAGE / name / "__init__.py").exists()
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
