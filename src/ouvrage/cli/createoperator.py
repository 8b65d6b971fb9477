"""`ouvrage createoperator`: an account that runs this instance."""

import sys

import click

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.cli import errors
from ouvrage.cli.database import require_migrated
from ouvrage.cli.terminal import write_json
from ouvrage.people.actions import create_person


@click.command()
@click.option("--email", help="Asked for when it is left out.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--name", default="", help="The name other people see.")
@click.option("--language", default="en", show_default=True, help="Language of the portal.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
def createoperator(
    email: str | None, password_stdin: bool, name: str, language: str, as_json: bool
) -> None:
    """Create an account that runs this instance; its address counts as confirmed."""
    require_migrated()
    address = email or click.prompt("E-mail")
    person = create_person(
        actor=Actor.job("createoperator"),
        now=utc_now(),
        email=address,
        password=_password(password_stdin),
        name=name,
        language=language,
        operates=True,
        verified=True,
    )
    if as_json:
        write_json({"id": person.id, "email": person.email})
    else:
        click.echo(f"{person.email} runs this instance now.")


def _password(password_stdin: bool) -> str:
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise errors.PasswordMissing(field="password")
        return password
    if not sys.stdin.isatty():
        raise errors.PasswordMissing(field="password")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
