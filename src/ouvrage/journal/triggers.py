"""Rows that cannot be changed: triggers that refuse UPDATE and DELETE, as a migration operation.

A room whose table is append-only says so in a migration, after the table exists:

    operations = [append_only("journal_event")]

With `columns` only these are frozen (and the row cannot be deleted); the others may still move.
A table whose rows are erased when their time is over says `unchanging` instead: UPDATE is refused,
DELETE is not. SQLite drops triggers when a later migration rebuilds the table: say it again then.
"""

from collections.abc import Sequence

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION ouvrage_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""


def append_only(table: str, columns: Sequence[str] = ()) -> migrations.RunPython:
    """An operation after which `table` refuses DELETE, and UPDATE of `columns` (default: of all).

    A refused statement raises IntegrityError on both databases. Reversible.
    """

    def add(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in create_statements(schema_editor.connection.vendor, table, columns):
            schema_editor.execute(statement, params=None)

    def drop(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in drop_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(add, drop)


def unchanging(table: str) -> migrations.RunPython:
    """An operation after which `table` refuses UPDATE; its rows can still be erased. Reversible."""
    name = f"{table}_no_update"

    def add(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in create_statements(schema_editor.connection.vendor, table):
            if "_no_delete" not in statement:
                schema_editor.execute(statement, params=None)

    def drop(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        statements = drop_statements(schema_editor.connection.vendor, table)
        for statement in statements:
            if name in statement:
                schema_editor.execute(statement, params=None)

    return migrations.RunPython(add, drop)


def create_statements(vendor: str, table: str, columns: Sequence[str] = ()) -> list[str]:
    """The SQL that freezes the table on that database."""
    assert vendor in {"sqlite", "postgresql"}, vendor
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        changed = _any_changed(columns, "IS NOT")
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {changed} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        ]
    refuse = "EXECUTE FUNCTION ouvrage_refuse_change()"
    changed = _any_changed(columns, "IS DISTINCT FROM")
    row = f"ON {table} FOR EACH ROW"
    return [
        _POSTGRESQL_FUNCTION,
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE {row} {changed} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE {row} {refuse}",
    ]


def drop_statements(vendor: str, table: str) -> list[str]:
    """The SQL that thaws the table again."""
    suffix = "" if vendor == "sqlite" else f" ON {table}"
    return [
        f"DROP TRIGGER {table}_no_update{suffix}",
        f"DROP TRIGGER {table}_no_delete{suffix}",
    ]


def _any_changed(columns: Sequence[str], differs: str) -> str:
    if not columns:
        return ""
    return f"WHEN ({' OR '.join(f'OLD.{column} {differs} NEW.{column}' for column in columns)})"
