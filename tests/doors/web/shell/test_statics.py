"""Static files as production serves them: hashed names, and modules that find their neighbours."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

IMPORT = re.compile(r'\bfrom\s*"([^"]+)"')
HASHED = re.compile(r"\./[a-z-]+\.[0-9a-f]{12}\.js")


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "ouvrage.site.statics.HashedFiles"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "elements"


def test_modules_of_elements_import_hashed_files_that_exist(collected: Path) -> None:
    modules = sorted(collected.glob("*.js"))
    sources = sorted((settings.PACKAGE_DIR / "taskui" / "elements").glob("*.js"))
    assert len(modules) == len(sources)
    imported = {
        name for module in modules for name in IMPORT.findall(module.read_text(encoding="utf-8"))
    }
    assert imported
    for name in imported:
        assert HASHED.fullmatch(name), name
        assert (collected / name).is_file(), name


def test_comments_stay_in_the_repository(collected: Path) -> None:
    """R1: what only authors read is not paid for on a metered link."""
    source = (settings.PACKAGE_DIR / "taskui" / "elements" / "words.js").read_text(encoding="utf-8")
    assert "/**" in source
    (sent,) = collected.glob("words.*.js")
    assert "/*" not in sent.read_text(encoding="utf-8")
    assert "export function word(" in sent.read_text(encoding="utf-8")
