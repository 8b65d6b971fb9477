"""Rows that cannot be changed: triggers that refuse UPDATE and DELETE, as a migration operation.

A room whose table is append-only says so in a migration, after the table exists:

    operations = [append_only("journal_event")]

With `columns` only these are frozen (and the row cannot be deleted); the others may still move.
A table whose rows are erased when their time is over says `unchanging` instead: UPDATE is refused,
DELETE is not. A column of somebody's words is `erasable`: an erasure writes one value there, and
nothing else can. SQLite drops triggers when a later migration rebuilds the table: say it again
then.
"""

from collections.abc import Mapping, Sequence

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


def erasable(
    table: str, columns: Sequence[str], erased: Mapping[str, str], *, before: Sequence[str] = ()
) -> migrations.RunPython:
    """An operation after which the append-only `table` takes the value `erased` names for a column.

    `columns` stay frozen; `before` are those that were, to go back. Reversible.
    """

    def swap(
        editor: BaseDatabaseSchemaEditor, frozen: Sequence[str], may: Mapping[str, str]
    ) -> None:
        vendor = editor.connection.vendor
        statements = drop_statements(vendor, table) + create_statements(vendor, table, frozen, may)
        for statement in statements:
            editor.execute(statement, params=None)

    return migrations.RunPython(
        lambda _apps, editor: swap(editor, columns, erased),
        lambda _apps, editor: swap(editor, before, {}),
    )


def create_statements(
    vendor: str, table: str, columns: Sequence[str] = (), erased: Mapping[str, str] | None = None
) -> list[str]:
    """The SQL that freezes the table on that database, but for the values that erase a column."""
    erased = erased or {}
    assert vendor in {"sqlite", "postgresql"}, vendor
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        changed = _any_changed(columns, erased, "IS NOT")
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {changed} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        ]
    refuse = "EXECUTE FUNCTION ouvrage_refuse_change()"
    changed = _any_changed(columns, erased, "IS DISTINCT FROM")
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
        f"DROP TRIGGER IF EXISTS {table}_no_update{suffix}",
        f"DROP TRIGGER IF EXISTS {table}_no_delete{suffix}",
    ]


def _any_changed(columns: Sequence[str], erased: Mapping[str, str], differs: str) -> str:
    changed = [f"OLD.{column} {differs} NEW.{column}" for column in columns]
    changed += [
        f"(OLD.{column} {differs} NEW.{column} AND NEW.{column} {differs} '{value}')"
        for column, value in erased.items()
    ]
    return f"WHEN ({' OR '.join(changed)})" if changed else ""
