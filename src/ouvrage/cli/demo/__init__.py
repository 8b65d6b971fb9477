"""`ouvrage demo`: the whole main job on real data, on a fresh instance with play money.

Scans become tasks through the API that requesters use, simulated people answer them through the
pages that workers' browsers use, and the answers become paid, aggregated labels. With `--replay`
the answers are those that real people gave once.
"""

import os
import tempfile
from importlib import import_module
from pathlib import Path

import click

from ouvrage.cli.group import set_up


@click.command()
@click.option(
    "--replay",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with items.csv, labels.csv and truth.csv: replay these recorded answers.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the instance lives; one that was cut off goes on. A new one if left out.",
)
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--no-serve", is_flag=True, help="End after the table.")
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
def demo(
    replay: Path | None, folder: Path | None, port: int, no_serve: bool, as_json: bool
) -> None:
    """Build a demonstration from real data, print what came out of it, and serve it."""
    place = (folder or Path(tempfile.mkdtemp(prefix="ouvrage-demo-"))).resolve()
    place.mkdir(parents=True, exist_ok=True)
    for name in [name for name in os.environ if name.startswith("OUVRAGE_")]:
        del os.environ[name]
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{place}/ouvrage.sqlite3",
        "OUVRAGE_DATA_DIR": str(place),
        "OUVRAGE_PLAY_MONEY": "1",
        "OUVRAGE_INSTANCE_NAME": "Ouvrage demo",
        "OUVRAGE_CONTRIBUTION_SCHEME": "percentage",
        "OUVRAGE_CONTRIBUTION_PERMILLE": "10",
        "OUVRAGE_LOG_LEVEL": "WARNING",
    }
    set_up()
    import_module("ouvrage.cli.demo.story").tell(
        place, replay, port=port, stay=not no_serve, as_json=as_json
    )
