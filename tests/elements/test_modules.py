"""The elements' modules under Node: what they compute, and that they are modules at all."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import tree

ELEMENTS = tree.PACKAGE / "taskui" / "elements"
TESTS = tree.ROOT / "tests" / "elements"
SECONDS_MAX = 120


@pytest.fixture(scope="module")
def node() -> str:
    """Node's program."""
    found = shutil.which("node") or shutil.which("nodejs")
    if found is None:
        pytest.skip("there is no Node; `make test` installs Debian's")
    return found


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=tree.ROOT, capture_output=True, text=True, timeout=SECONDS_MAX, check=False
    )


@pytest.mark.parametrize("path", sorted(TESTS.glob("*.test.js")), ids=lambda path: path.name)
def test_module_computes_what_its_test_says(path: Path, node: str) -> None:
    done = _run(node, "--test-reporter=tap", "--test", path)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "# fail 0" in done.stdout
    assert "# pass 0" not in done.stdout


@pytest.mark.parametrize("path", sorted(ELEMENTS.glob("*.js")), ids=lambda path: path.name)
def test_module_can_be_read(path: Path, node: str) -> None:
    done = _run(node, "--check", path)
    assert done.returncode == 0, done.stderr
