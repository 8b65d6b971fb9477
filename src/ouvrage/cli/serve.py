"""`ouvrage serve`: the portal and its jobs as two processes of one group, on one machine.

Nothing is restarted in silence: when one of the two ends by itself the other is stopped too and the
exit code is 1, so that whoever supervises the group (systemd, a container) knows.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click
from django.core.management import call_command
from django.db import connection, connections

from ouvrage.cli import errors
from ouvrage.cli.address import await_answer, free_port, require_bindable
from ouvrage.cli.database import is_sqlite, require_durable, require_migrated

BLOCKING_THREADS_MAX = 8
# granian counts idle keep-alive connections too: every browser that is open holds one.
CONNECTIONS_MAX = 8192
BACKLOG = 2048
DRAIN_SECONDS_MAX = 30
TICK_SECONDS = 0.2
PR_SET_PDEATHSIG = 1
STDERR = 2


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0: any free one.",
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="PostgreSQL only."
)
@click.option(
    "--threads",
    default=min(BLOCKING_THREADS_MAX, 2 * (os.cpu_count() or 1) + 1),
    show_default=True,
    type=click.IntRange(1, 64),
    help="Requests at once in a process.",
)
@click.option(
    "--migrate", is_flag=True, help="Bring the database to this version first (SQLite: always)."
)
def serve(host: str, port: int, workers: int, threads: int, migrate: bool) -> None:
    """Serve the portal, with its jobs, on this machine until SIGTERM or SIGINT."""
    if workers > 1 and is_sqlite():
        raise errors.TooManyWorkers
    require_durable()
    if migrate or is_sqlite():
        call_command("migrate", interactive=False, verbosity=0)
    require_migrated()
    require_bindable(host, port)
    port = port or free_port(host)
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()
    with _signals_noted() as received:
        processes = {
            "the portal": _started(_portal_command(host, port, workers, threads)),
            "the jobs": _started([sys.executable, "-m", "ouvrage.cli", "jobs"]),
        }
        try:
            ended = _watch(processes, received, host, port)
        finally:
            _stop(processes)
    if ended:
        click.echo(f"{ended} ended by itself, so everything was stopped.", err=True)
        raise SystemExit(1)


def _portal_command(host: str, port: int, workers: int, threads: int) -> list[str]:
    pool = connection.settings_dict["OPTIONS"].get("pool")
    threads = min(threads, pool["max_size"]) if pool else threads
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": workers,
        "blocking-threads": threads,
        "backpressure": CONNECTIONS_MAX,
        "backlog": BACKLOG,
        "workers-kill-timeout": DRAIN_SECONDS_MAX,
        "log-level": "warning",
    }
    command = [sys.executable, "-m", "granian", "--no-ws"]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    return [*command, "ouvrage.site.wsgi:application"]


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    """The program runs; what it logs goes to stderr, so that stdout holds the address alone."""
    return subprocess.Popen(command, stdout=STDERR, preexec_fn=end_with_parent)  # noqa: S603


def end_with_parent() -> None:
    """On Linux the kernel asks a child to end when its parent dies, however that happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def _signals_noted() -> Iterator[list[int]]:
    """SIGTERM and SIGINT are written down instead of ending the process."""
    received: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        received.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(
    processes: dict[str, subprocess.Popen[bytes]], received: list[int], host: str, port: int
) -> str:
    """Which process ended by itself; "" when a signal asked for the end."""
    announced = False
    while not received:
        for name, process in processes.items():
            if process.poll() is not None:
                return name if not received else ""
        if not announced and await_answer(host, port, TICK_SECONDS):
            announced = True
            shown = f"[{host}]" if ":" in host else host
            click.echo(f"Ouvrage is at http://{shown}:{port}/ (Ctrl-C ends it)")
            sys.stdout.flush()
        time.sleep(TICK_SECONDS)
    return ""


def _stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Every process has ended: asked first, given time to finish what it does, then killed."""
    running = [process for process in processes.values() if process.poll() is None]
    for process in running:
        process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + DRAIN_SECONDS_MAX + 5
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
