"""What must be true of the database before anything is served: it keeps what it acknowledges, and
its tables are those of this version.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ouvrage.cli import errors

SQLITE_FULL = 2
SQLITE_LEVELS = {0: "OFF", 1: "NORMAL"}


def is_sqlite() -> bool:
    """Whether the database is a file of this machine."""
    return connection.vendor == "sqlite"


def missing_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_migrated() -> None:
    """The tables are those of this version, else a refusal that names the command."""
    count = missing_migrations()
    if count:
        raise errors.DatabaseNotMigrated(count=count)


def require_durable() -> None:
    """An acknowledged transaction survives a power cut, else a refusal that names the setting."""
    with connection.cursor() as cursor:
        if is_sqlite():
            cursor.execute("PRAGMA synchronous")
            level = int(cursor.fetchone()[0])
            if level < SQLITE_FULL:
                raise errors.DatabaseNotDurable(
                    setting="synchronous", value=SQLITE_LEVELS[level], wanted="FULL"
                )
            return
        for setting in ("fsync", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            value = str(cursor.fetchone()[0])
            if value == "off":
                raise errors.DatabaseNotDurable(setting=setting, value=value, wanted="on")
