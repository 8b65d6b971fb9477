"""`ouvrage jobs`: the periodic jobs without the portal, for instances with several machines."""

import signal
import threading
from types import FrameType

import click

from ouvrage.base.moment import utc_now
from ouvrage.cli.database import require_durable, require_migrated
from ouvrage.cli.terminal import write_json
from ouvrage.jobs.runner import run_forever, run_pending


@click.command()
@click.option("--once", is_flag=True, help="Run what is due, then end.")
@click.option("--json", "as_json", is_flag=True, help="With --once, print what was done as JSON.")
def jobs(once: bool, as_json: bool) -> None:
    """Run the periodic jobs until SIGTERM or SIGINT; several runners share the work."""
    require_durable()
    require_migrated()
    if not once:
        run_forever(_stopped_by_signal())
        return
    handled = run_pending(utc_now())
    if as_json:
        write_json({"handled": handled})
        return
    for name, rows in handled.items():
        click.echo(f"{name}: {rows}")


def _stopped_by_signal() -> threading.Event:
    """Set by the first SIGTERM or SIGINT; the job at hand is finished."""
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return stop
