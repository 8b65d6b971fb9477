"""Contract types for import-linter that our law needs beyond those that ship with it.

The law in pyproject.toml names every room of the plan, also rooms that no issue has started; a
name that does not exist yet is left out instead of being an error. The ninth contract, "the
standard library only", is a type of its own.
"""

import sys
from collections.abc import Iterable

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.imports import ModuleExpression


def built(graph: ImportGraph, expressions: Iterable[ModuleExpression]) -> set[ModuleExpression]:
    """Those that name a module of the graph, a pattern, or a package outside ours."""
    return {
        expression
        for expression in expressions
        if expression.has_wildcard_expression()
        or not expression.expression.startswith("ouvrage.")
        or expression.expression in graph.modules
    }


def _keep_built(contract: Contract, graph: ImportGraph, *names: str) -> None:
    for name in names:
        setattr(contract, name, built(graph, getattr(contract, name)))


class ForbiddenWhereBuilt(ForbiddenContract):
    """`forbidden`, where sources and targets may be rooms that are still to come."""

    type_name = "forbidden_where_built"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        _keep_built(self, graph, "source_modules", "forbidden_modules")
        return super().check(graph, verbose)


class IndependentWhereBuilt(IndependenceContract):
    """`independence` among those of the named modules that exist."""

    type_name = "independence_where_built"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        _keep_built(self, graph, "modules")
        return super().check(graph, verbose)


class ProtectedWhereBuilt(ProtectedContract):
    """`protected`, where the guarded modules and their importers may still be to come."""

    type_name = "protected_where_built"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        _keep_built(self, graph, "protected_modules", "allowed_importers")
        return super().check(graph, verbose)


class StandardLibraryOnly(Contract):
    """The named packages import themselves and Python's standard library, nothing else."""

    type_name = "standard_library_only"
    packages = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        packages: list[str] = getattr(self, "packages")  # noqa: B009 - a field until it is read
        foreign = [
            f"{importer} -> {imported}"
            for package in packages
            for importer in sorted({package, *graph.find_descendants(package)})
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.partition(".")[0] not in sys.stdlib_module_names
            and imported != package
            and not imported.startswith(f"{package}.")
        ]
        return ContractCheck(kept=not foreign, metadata={"foreign": foreign})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["foreign"]:
            output.print_error(line)
