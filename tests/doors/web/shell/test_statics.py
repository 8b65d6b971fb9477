"""Static files as production serves them: hashed names, and modules that find their neighbours."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

from ouvrage.site.bundles import bundles
from ouvrage.taskui.widgets import WIDGETS

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


def test_module_of_an_element_is_one_file_that_imports_nothing(collected: Path) -> None:
    """ACC-1: one request on a slow link, where the modules by themselves would be a dozen."""
    names = {widget.module.removesuffix(".js") for widget in WIDGETS.values()}
    assert names
    for name in names:
        (sent,) = collected.glob(f"{name}.*.js")
        assert IMPORT.findall(sent.read_text(encoding="utf-8")) == []
        node = shutil.which("node") or shutil.which("nodejs")
        if node:
            subprocess.run([node, "--check", sent], check=True, timeout=60)


def test_modules_are_put_together_in_order_and_once() -> None:
    modules = {
        "a.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        "b.js": 'import { c } from "./c.js";\n/** as in c */\nexport const b = () => c;\n',
        "c.js": "export const c = 1;\n",
    }
    assert bundles(modules) == {"a.js": "const c = 1;\n\nconst b = () => c;\nb(c);\n"}


@pytest.mark.parametrize(
    "other",
    [
        "export default 1;\n",
        "const a = 2;\nexport const b = 1;\n",
        "const [x, a] = [2, 3];\nexport const b = 1;\n",
        'customElements.define("crowd-b", B);\nexport const b = 1;\n',
        'import "./c.js";\nexport const b = 1;\n',
        'import { b as d } from "./c.js";\nexport const b = 1;\n',
    ],
)
def test_what_cannot_be_put_together_stays_apart(other: str) -> None:
    modules = {"a.js": 'import { b } from "./b.js";\nconst a = b;\n', "b.js": other}
    assert bundles(modules | {"c.js": "export const b = 1;\n"}).get("a.js") is None
