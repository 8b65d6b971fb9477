"""A portal of its own, served for a test: at its address within a bound, and gone afterwards."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ouvrage.cli.serve import end_with_parent

START_SECONDS_MAX = 300
END_SECONDS_MAX = 60


@contextmanager
def served(environment: Mapping[str, str], log: Path, *options: str) -> Iterator[str]:
    """The address of the portal, which logs to that file; all its processes end with the block."""
    with log.open("w") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "ouvrage.cli", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE, stderr=stream, text=True, env=environment,
            start_new_session=True, preexec_fn=end_with_parent,
        )  # fmt: skip
    try:
        found = re.search(r"http://[^/\s]+", first_line(server))
        assert found is not None, log.read_text()
        yield found.group()
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.communicate(timeout=END_SECONDS_MAX)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            sys.stderr.write(log.read_text())


def first_line(server: "subprocess.Popen[str]") -> str:
    """What the process says first; nothing when it ends or takes too long."""
    assert server.stdout is not None
    ready, _, _ = select.select([server.stdout], [], [], START_SECONDS_MAX)
    return server.stdout.readline() if ready else ""
