"""Runs `ouvrage demo` as a person at a terminal does, and reads the table it prints as JSON."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from ouvrage.cli.serve import end_with_parent

TICK_SECONDS = 0.1
SECONDS_MAX = 600


@contextmanager
def begun(folder: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The demonstration is under way in `folder`; whatever is left of it ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ouvrage.cli", "demo", "--no-serve", "--json"]
    with (folder / "said").open("a") as said:
        process = subprocess.Popen(
            [*command, "--folder", str(folder), *arguments],
            stdout=subprocess.PIPE, stderr=said, text=True, start_new_session=True,
            preexec_fn=end_with_parent,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                with suppress(FileNotFoundError, ProcessLookupError):
                    cut(folder)
            process.communicate(timeout=SECONDS_MAX)


def told(folder: Path, *arguments: str) -> dict[str, Any]:
    """The demonstration ran to its end; the rows of its table."""
    with begun(folder, *arguments) as process:
        printed, _nothing = process.communicate(timeout=SECONDS_MAX)
    assert process.returncode == 0, (folder / "said").read_text()
    table: dict[str, Any] = json.loads(printed)
    return table


def cut(folder: Path) -> None:
    """`kill -9` of the portal and its jobs, all at once."""
    os.killpg(int((folder / "portal.pid").read_text()), signal.SIGKILL)


def await_answers(folder: Path, process: "subprocess.Popen[str]", wanted: int) -> int:
    """That many answers are stored while the demonstration goes on; how many they are."""
    for _ in range(round(SECONDS_MAX / TICK_SECONDS)):
        stored = answers(folder / "ouvrage.sqlite3")
        if stored >= wanted:
            return stored
        try:
            process.wait(TICK_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError((folder / "said").read_text())


def answers(path: Path) -> int:
    """How many answers are stored, read beside the portal; 0 before there is a table for them."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        try:
            (count,) = database.execute("SELECT count(*) FROM work_submission").fetchone()
        except sqlite3.OperationalError:
            return 0
    return int(count)
