"""`ouvrage import`: a file becomes a batch of tasks, the whole or nothing."""

from pathlib import Path
from typing import TypedDict, Unpack

import click
from rich.console import Console
from rich.table import Table as Grid

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.cli.database import require_durable, require_migrated
from ouvrage.cli.terminal import progress, write_json
from ouvrage.formats import Table, open_table, preview
from ouvrage.pay.actions import publish_batch
from ouvrage.pay.queries import quote_of_batch
from ouvrage.work import access, actions
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.errors import Missing
from ouvrage.work.queries import batch_progress
from ouvrage.work.rules import Sensitive, suggest_mapping

ACTOR = Actor.job("import")
CELL_SHOWN = 40


class Chosen(TypedDict):
    """What the options say."""

    project_id: str
    name: str
    pairs: tuple[str, ...]
    external_id: str
    media_columns: tuple[str, ...]
    media_from: Path | None
    key: str
    publish: bool
    sensitive: tuple[str, ...]
    as_json: bool


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--project", "project_id", required=True, help="Id of the project.")
@click.option("--name", default="", help="Name of the batch; by default that of the file.")
@click.option("--map", "pairs", multiple=True, metavar="TEMPLATE=FILE", help="Names that differ.")
@click.option("--external-id", default="", help="Column with your own identifiers.")
@click.option("--media", "media_columns", multiple=True, help="Template column with media names.")
@click.option(
    "--media-from",
    type=click.Path(exists=True, path_type=Path),
    help="Folder or ZIP with the media files.",
)
@click.option("--key", default="", help="The same key imports the file once, however often called.")
@click.option("--publish", is_flag=True, help="Reserve the money and offer the tasks.")
@click.option(
    "--sensitive",
    multiple=True,
    type=click.Choice(["none", *(category.value for category in Sensitive)]),
    help="With --publish: what the tasks show that may hurt, or none.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the batch as JSON, and no preview.")
def import_file(file: Path, **chosen: Unpack[Chosen]) -> None:
    """Import FILE (CSV, TSV, JSONL or Excel) as a batch of tasks."""
    require_durable()
    require_migrated()
    if chosen["publish"] and not chosen["sensitive"]:
        raise Missing(field="sensitive")
    project = access.project_for_member(ACTOR, chosen["project_id"])
    now = utc_now()
    if chosen["media_from"] is not None:
        _store_media(project.id, chosen["media_from"])
    table = open_table(file, name=file.name)
    if not chosen["as_json"]:
        _preview(table, file.name)
    inputs = suggest_mapping(project.columns, table.columns) | _mapping(chosen["pairs"])
    with progress("Rows") as done:
        batch = actions.import_batch(
            actor=ACTOR,
            now=now,
            project_id=project.id,
            table=table,
            mapping=ColumnMapping(inputs, chosen["external_id"], chosen["media_columns"]),
            name=chosen["name"] or file.name,
            client_key=chosen["key"] or f"import:{now.isoformat()}",
            progress=done,
        )
    if chosen["publish"]:
        sensitive = [one for one in chosen["sensitive"] if one != "none"]
        publish_batch(actor=ACTOR, now=now, batch_id=batch.id, sensitive=sensitive)
    _report(batch.id, chosen["as_json"])


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        target, separator, source = pair.partition("=")
        if not separator:
            raise click.BadParameter(f"{pair!r} is not TEMPLATE=FILE", param_hint="--map")
        mapping[target] = source
    return mapping


def _store_media(project_id: str, place: Path) -> None:
    with progress("Media") as done:
        actions.store_media_archive(
            actor=ACTOR,
            now=utc_now(),
            project_id=project_id,
            name=place.name,
            path=place,
            progress=done,
        )


def _preview(table: Table, name: str) -> None:
    """The first rows stand on stderr, as they were read."""
    grid = Grid(*table.columns, title=name)
    for row in preview(table):
        grid.add_row(*(str(row.cells.get(column, ""))[:CELL_SHOWN] for column in table.columns))
    Console(stderr=True).print(grid)


def _report(batch_id: str, as_json: bool) -> None:
    row = batch_progress(batch_id)
    quote = quote_of_batch(batch_id)
    if as_json:
        write_json(
            {
                "batch": row.id,
                "name": row.name,
                "state": row.state,
                "tasks": row.tasks,
                "answers_wanted": row.answers_wanted,
                "total": quote.total.decimal(),
                "currency": quote.total.currency,
            }
        )
        return
    click.echo(f"Batch {row.id}: {row.tasks} tasks, {row.answers_wanted} answers ({row.state}).")
    if row.published_at is None:
        click.echo(f"Publishing it reserves {quote.total}.")
