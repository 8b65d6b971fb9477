"""What every race needs: processes, and a database of its own to run on.

The tables are made once a run; each race gets a copy.
"""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import create_database, drop_database
from tests.races.processes import Hands


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with all tables and no row: a file of SQLite, or a name on the server."""
    folder = tmp_path_factory.mktemp("migrated")
    if os.environ["OUVRAGE_TEST_DATABASE"] == "sqlite":
        file = folder / "migrated.sqlite3"
        _migrate(f"sqlite:///{file}", folder)
        yield str(file)
        return
    server_url, name = os.environ["DATABASE_URL"], f"migrated_{secrets.token_hex(6)}"
    create_database(server_url, name)
    _migrate(_url(server_url, name), folder)
    yield name
    drop_database(server_url, name)


@pytest.fixture
def hands(migrated: str, tmp_path: Path) -> Iterator[Hands]:
    """Processes on a database of their own."""
    if os.environ["OUVRAGE_TEST_DATABASE"] == "sqlite":
        shutil.copy(migrated, tmp_path / "own.sqlite3")
        yield Hands(_environment(f"sqlite:///{tmp_path}/own.sqlite3", tmp_path))
        return
    server_url, name = os.environ["DATABASE_URL"], f"own_{secrets.token_hex(6)}"
    create_database(server_url, name, migrated)
    yield Hands(_environment(_url(server_url, name), tmp_path))
    drop_database(server_url, name)


def _migrate(url: str, folder: Path) -> None:
    words = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(words, env=_environment(url, folder), check=True)


def _environment(url: str, folder: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "OUVRAGE_DATA_DIR": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "ouvrage.site.settings",
    }


def _url(server_url: str, name: str) -> str:
    return server_url.replace("@/ouvrage?", f"@/{name}?")
