"""The surroundings of a test run, set before Django reads its settings (a pytest plugin).

`OUVRAGE_TEST_DATABASE` is `sqlite` (the default) or `postgresql`; for the latter the first process
of the run starts a server and the workers of pytest-xdist find it in their environment. Whatever
instance the shell points to is never touched: the database and the data folder are always our own.
No test reaches further than this machine.
"""

import ipaddress
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.postgresql import USER, Server

CHOICES = ("sqlite", "postgresql")
KEPT = {
    "OUVRAGE_TEST_DATABASE",
    "OUVRAGE_TEST_FOLDER",
    "OUVRAGE_DATASETS",  # where recorded answers lie
    "OUVRAGE_SCREENSHOTS",  # where pictures of all pages go, for people to look at
}
MEMORY = Path("/dev/shm")
MEMORY_BYTES_MIN = 4 * 1024**3
QUICK_PASSWORDS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_LOCAL_NAMES = {"", "localhost"}
_SOCKET_EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo"}


class Surroundings:
    """What the first process of a run starts and ends."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self.folder = folder
        self.server = server

    def pytest_unconfigure(self) -> None:
        if self.server is not None:
            self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """The environment is that of a test; a database server answers when one is asked for."""
    sys.addaudithook(_refuse_network)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        early_config.pluginmanager.register(_begin(), "ouvrage-surroundings")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    os.environ["OUVRAGE_DATA_DIR"] = f"{os.environ['OUVRAGE_TEST_FOLDER']}/{worker}"


def _begin() -> Surroundings:
    choice = os.environ.get("OUVRAGE_TEST_DATABASE", "sqlite")
    if choice not in CHOICES:
        raise pytest.UsageError(f"OUVRAGE_TEST_DATABASE must be one of {', '.join(CHOICES)}.")
    for name in [name for name in os.environ if name.startswith("OUVRAGE_") and name not in KEPT]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    folder = Path(tempfile.mkdtemp(prefix="ouvrage-tests-", dir=_quick_folder()))
    server = Server.start() if choice == "postgresql" else None
    if server is not None:
        os.environ["DATABASE_URL"] = server.url(USER)
    os.environ |= {
        "OUVRAGE_TEST_DATABASE": choice,
        "OUVRAGE_TEST_FOLDER": str(folder),
        "PYTEST_DEBUG_TEMPROOT": str(folder),
        "OUVRAGE_SECRET_KEY": "a key for tests, which guards nothing at all",
        "OUVRAGE_PLAY_MONEY": "1",
    }
    return Surroundings(folder, server)


def _quick_folder() -> Path | None:
    """Memory with room for all files of a run, else None: SQLite waits for a disk at every commit.

    A process that is killed leaves the same file there as on a disk.
    """
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < MEMORY_BYTES_MIN:
        return None
    return MEMORY


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _SOCKET_EVENTS:
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if event != "socket.getaddrinfo" and not isinstance(address, tuple):
        return
    if not _is_here(host):
        raise RuntimeError(f"a test tried to reach {host!r}; tests stay on this machine")


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in _LOCAL_NAMES or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
