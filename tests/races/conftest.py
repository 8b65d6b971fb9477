"""What every race needs: processes, and a database of its own to run on.

The tables are made once a run; each race gets a copy.
"""

import os
import secrets
import shutil
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
        file = str(folder / "migrated.sqlite3")
        _make_tables(file, folder)
        yield file
        return
    server_url, name = os.environ["DATABASE_URL"], f"migrated_{secrets.token_hex(6)}"
    create_database(server_url, name)
    _make_tables(name, folder)
    yield name
    drop_database(server_url, name)


@pytest.fixture
def hands(migrated: str, tmp_path: Path) -> Iterator[Hands]:
    """Processes on a database of their own."""
    if os.environ["OUVRAGE_TEST_DATABASE"] == "sqlite":
        own = Hands(shutil.copy(migrated, tmp_path / "own.sqlite3"), tmp_path)
        yield own
        own.end()
        return
    server_url, name = os.environ["DATABASE_URL"], f"own_{secrets.token_hex(6)}"
    create_database(server_url, name, migrated)
    own = Hands(name, tmp_path)
    yield own
    own.end()
    drop_database(server_url, name)


def _make_tables(database: str, folder: Path) -> None:
    """The database has its tables, and the hands of all races have a data folder to themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OUVRAGE_DATA_DIR", str(folder / "data"))
        hands = Hands(database, folder)
        hands.alone("make_tables")
        hands.end()
