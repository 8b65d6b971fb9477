"""Refusals of the command line."""

from ouvrage.base.errors import Refusal, RefusalKind


class DatabaseNotMigrated(Refusal):
    """The database is not at this version of Ouvrage ({count} migrations are missing). Run “ouvrage
    migrate”, then start again."""

    code = "database_not_migrated"
    kind = RefusalKind.CONFLICT


class DatabaseNotDurable(Refusal):
    """The database may lose what it has acknowledged: {setting} is {value}. Set it to {wanted},
    then start again."""

    code = "database_not_durable"
    kind = RefusalKind.CONFLICT


class TooManyWorkers(Refusal):
    """SQLite serves one process. Leave out --workers, or let DATABASE_URL name a PostgreSQL
    server."""

    code = "too_many_workers"


class PortTaken(Refusal):
    """Nothing can be served at {host}:{port}: {reason}. Choose another --port or --host."""

    code = "port_taken"
    kind = RefusalKind.CONFLICT


class FileExists(Refusal):
    """The file {name} exists already. Choose another name, or add --force to replace it."""

    code = "file_exists"
    kind = RefusalKind.CONFLICT


class FolderMissing(Refusal):
    """There is no folder {folder} to write into. Make it, or choose another place with -o."""

    code = "folder_missing"


class PasswordMissing(Refusal):
    """No password was given. Type one, or send one line with --password-stdin."""

    code = "password_missing"
