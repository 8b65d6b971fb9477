"""`ouvrage serve`: two processes that live and end together."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from ouvrage.cli import errors
from ouvrage.cli.address import require_bindable
from ouvrage.cli.serve import end_with_parent
from tests.serving import first_line

SECONDS_MAX = 60


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ouvrage.cli", *arguments]


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A served instance and its address; its whole group is gone afterwards."""
    server = subprocess.Popen(
        _command("serve", "--port", "0", "--migrate"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        start_new_session=True, preexec_fn=end_with_parent,
    )  # fmt: skip
    try:
        line = first_line(server)
        found = re.search(r"http://\S+/", line)
        assert found is not None, line
        yield server, found.group()
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate(timeout=SECONDS_MAX)


def _children(process: int) -> dict[int, str]:
    pids = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in pids}


def test_portal_answers_and_ends_when_asked(own_environment: dict[str, str]) -> None:
    with _served(own_environment) as (server, url):
        answer = httpx.get(
            f"{url}api/v1/organisation", headers={"Accept-Language": "en"}, timeout=SECONDS_MAX
        )
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "key_unknown"
        jobs = [pid for pid, line in _children(server.pid).items() if "jobs" in line]
        server.send_signal(signal.SIGTERM)
        assert server.wait(SECONDS_MAX) == 0
    assert len(jobs) == 1
    assert not Path(f"/proc/{jobs[0]}").exists()


def test_jobs_that_die_stop_the_portal_too(own_environment: dict[str, str]) -> None:
    with _served(own_environment) as (server, _url):
        (jobs,) = [pid for pid, line in _children(server.pid).items() if "jobs" in line]
        os.kill(jobs, signal.SIGKILL)
        assert server.wait(SECONDS_MAX) == 1
        assert server.stderr is not None
        assert "the jobs ended by itself, so everything was stopped." in server.stderr.read()


def test_several_workers_need_postgresql(own_environment: dict[str, str], tmp_path: Path) -> None:
    environment = own_environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/one.sqlite3"}
    done = subprocess.run(
        _command("serve", "--workers", "2"), capture_output=True, text=True, env=environment,
        check=False, timeout=SECONDS_MAX,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("SQLite serves one process.")


def test_taken_port_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(errors.PortTaken):
        require_bindable("127.0.0.1", taken.getsockname()[1])
