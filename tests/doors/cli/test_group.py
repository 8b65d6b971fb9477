"""The command is quick to ask for help, and says plainly what stops it."""

import os
import subprocess
import sys
from pathlib import Path

from ouvrage.base.errors import NotFound, Refusals
from ouvrage.cli.errors import FileExists
from ouvrage.cli.group import refusal_line

SECONDS_MAX = 120
COMMANDS = ["serve", "jobs", "migrate", "import", "export", "check-books", "createoperator", "demo"]


def _python(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=False, env=os.environ | environment,
        timeout=SECONDS_MAX,
    )  # fmt: skip


def test_help_names_every_command_and_sets_up_nothing() -> None:
    program = (
        "import sys; from ouvrage.cli import main; main(['--help'], standalone_mode=False);"
        "assert not {'django', 'rich', 'pyarrow'} & set(sys.modules)"
    )
    done = _python(program)
    assert (done.returncode, done.stderr) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in done.stdout] == []


def test_bad_setting_stops_the_command_and_is_named(tmp_path: Path) -> None:
    program = "from ouvrage.cli import main; main(['migrate', '--check'])"
    done = _python(program, OUVRAGE_CURRENCY="euros", OUVRAGE_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == (
        "OUVRAGE_CURRENCY has a value that cannot be used: it must be a currency code such as EUR. "
        "See docs/operators/settings.md.\n"
    )


def test_database_without_tables_is_refused_and_the_command_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.sqlite3"
    program = "from ouvrage.cli import main; main(['check-books'])"
    done = _python(program, DATABASE_URL=url, OUVRAGE_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "Run “ouvrage migrate”, then start again." in done.stderr


def test_refusal_names_row_and_field() -> None:
    refusal = FileExists(field="output", row=3, name="labels.csv")
    assert refusal_line(refusal).startswith("row 3, output: The file labels.csv exists already.")
    assert [refusal_line(each) for each in Refusals([NotFound()]).each()] == [str(NotFound())]
