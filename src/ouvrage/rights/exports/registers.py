"""What every room declares about its tables: the complete list, read from the installed rooms."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Model

from ouvrage.base.personal import Impersonal, Personal


@dataclass(frozen=True, slots=True)
class Table:
    """A table with rows about people, and what its room says of it."""

    model: type[Model]
    declared: Personal
    file: str


def declared_tables() -> Iterator[tuple[str, Personal | Impersonal]]:
    """Each declaration with the label of its table, such as `work.Submission`."""
    for app in apps.get_app_configs():
        name = f"{app.name}.personal"
        if app.name.startswith("ouvrage.") and find_spec(name):
            for table, declared in import_module(name).TABLES.items():
                yield (table if "." in table else f"{app.label}.{table}"), declared


def personal_tables() -> list[Table]:
    """The tables with rows about people, in the order of their areas.

    The second table of an area has its own name in that of its file.
    """
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    found: list[Table] = []
    taken: set[str] = set()
    for label, declared in declared_tables():
        if not isinstance(declared, Personal):
            continue
        name = str(models[label]._meta.model_name)
        file = f"{declared.area}_{name}" if declared.area in taken else declared.area
        taken.add(declared.area)
        found.append(Table(models[label], declared, file))
    return sorted(found, key=lambda table: table.file)
