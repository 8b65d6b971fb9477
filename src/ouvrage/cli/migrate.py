"""`ouvrage migrate`: the database has the tables of this version."""

from importlib import import_module

import click
from django.core.management import call_command

from ouvrage.base.moment import utc_now
from ouvrage.cli.database import missing_migrations


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when migrations are missing.")
def migrate(check: bool) -> None:
    """Bring the database to this version."""
    missing = missing_migrations()
    if check:
        click.echo(f"{missing} migrations are missing.")
        raise SystemExit(1 if missing else 0)
    call_command("migrate", interactive=False, verbosity=1 if missing else 0)
    import_module("ouvrage.jobs.record_contracts").run(utc_now())
    click.echo("The database is at this version.")
