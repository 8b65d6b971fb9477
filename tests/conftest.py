"""Fixtures and habits of every test.

Folders give marks, passwords are hashed quickly, property tests repeat themselves exactly, and a
test that starts processes of its own gets a database and a data folder for them.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

from tests.environment import QUICK_PASSWORDS
from tests.postgresql import create_database, drop_database

ROOT = Path(__file__).resolve().parent
MARK_OF_FOLDER = {"browser": "browser", "races": "races", "journeys": "journey"}
# A slow file that came last would keep one processor waiting for it.
FIRST = ("journeys", "races", "browser")
FOLDERS_ON_BOTH_DATABASES = {"rooms", "doors", "races"}

# The same examples in every run, judged by what they show and never by how long they take.
hypothesis_settings.register_profile("house", derandomize=True, database=None, deadline=None)
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Folders give marks; on PostgreSQL only what speaks to a database is run again.

    The folders with slow files come first (`make test` keeps this order among its processes).
    """
    for item in items:
        mark = MARK_OF_FOLDER.get(_folder(item))
        if mark is not None:
            item.add_marker(mark)
    if os.environ["OUVRAGE_TEST_DATABASE"] == "postgresql":
        kept = [item for item in items if _runs_on_both(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    items.sort(key=lambda item: (*FIRST, _folder(item)).index(_folder(item)))


def _folder(item: pytest.Item) -> str:
    parts = item.path.relative_to(ROOT).parts if item.path.is_relative_to(ROOT) else ()
    return parts[0] if parts else ""


def _runs_on_both(item: pytest.Item) -> bool:
    return (
        _folder(item) in FOLDERS_ON_BOTH_DATABASES
        or item.get_closest_marker("both_databases") is not None
    )


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=QUICK_PASSWORDS):
        yield


@pytest.fixture
def own_database_url(tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of an empty database for processes that a test starts itself."""
    if os.environ["OUVRAGE_TEST_DATABASE"] == "sqlite":
        yield f"sqlite:///{tmp_path}/own.sqlite3"
        return
    server_url = os.environ["DATABASE_URL"]
    name = f"own_{secrets.token_hex(6)}"
    create_database(server_url, name)
    yield server_url.replace("@/ouvrage?", f"@/{name}?")
    drop_database(server_url, name)


@pytest.fixture
def own_environment(own_database_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment for a process of ours with a database and a data folder to itself."""
    return os.environ | {
        "DATABASE_URL": own_database_url,
        "OUVRAGE_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "ouvrage.site.settings",
    }
