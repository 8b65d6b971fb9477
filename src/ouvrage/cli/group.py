"""A group of commands that imports one of them when it is called, and says refusals in one line.

Exit codes: 0 done, 1 a fault was found or something broke, 2 refused or used wrongly.
"""

import os
import sys
from dataclasses import dataclass
from importlib import import_module

import click

from ouvrage.base.errors import Refusal

SETTINGS = "ouvrage.site.settings"
EXIT_REFUSED = 2


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives (`module:function`) and the line `--help` shows for it."""

    name: str
    place: str
    line: str
    needs_instance: bool = True


class CommandGroup(click.Group):
    """Commands by name; each is imported when somebody asks for it."""

    def __init__(self, name: str, entries: tuple[Command, ...], *, help: str) -> None:
        super().__init__(name, help=help, context_settings={"help_option_names": ["-h", "--help"]})
        self.entries = {entry.name: entry for entry in entries}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        if entry.needs_instance:
            set_up()
        module, _, function = entry.place.partition(":")
        command = getattr(import_module(module), function)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(entry.name, entry.line) for entry in self.entries.values()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            for single in refusal.each():
                click.echo(refusal_line(single), err=True)
            ctx.exit(EXIT_REFUSED)


def refusal_line(refusal: Refusal) -> str:
    """`row 3, price: …`: where it went wrong, then the sentence."""
    places = [f"row {refusal.row}"] if refusal.row is not None else []
    places += [refusal.field] if refusal.field else []
    return ": ".join([", ".join(places), str(refusal)] if places else [str(refusal)])


def set_up() -> None:
    """Django is ready; a setting with a bad value ends the program and is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django = import_module("django")
    improper = import_module("django.core.exceptions").ImproperlyConfigured
    try:
        django.setup()
    except improper as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_REFUSED)
