"""`ouvrage rotate-vault-key`: a new key over the keys of the vault."""

import click

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.cli.database import require_migrated
from ouvrage.people.actions import rotate_vault_key as rotate


@click.command("rotate-vault-key")
def rotate_vault_key() -> None:
    """Put every person's key under a new vault key, then drop the old one; the portal may run."""
    require_migrated()
    moved = rotate(actor=Actor.job("rotate-vault-key"), now=utc_now())
    click.echo(f"{moved} keys are under the new vault key.")
