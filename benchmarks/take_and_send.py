"""How much of the database's own speed is left when a worker takes a task and sends an answer.

Ours: `work.take` and `work.submit`, as the pages call them, one worker after the other. Reference:
the same two transactions with nothing but their six writes, in the same kind of database beside it.
Both commit durably. Run it with `make bench`; it prints pairs a second as medians of alternating
rounds, and the ratio, which is the figure to quote.
"""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROUNDS = 5
PAIRS = 300


def main() -> None:
    """Prints the two rates and their ratio."""
    with tempfile.TemporaryDirectory(prefix="ouvrage-bench-") as folder:
        ours, reference = _ours(Path(folder)), _reference(Path(folder))
        rates: dict[str, list[float]] = {"ours": [], "reference": []}
        for number in range(ROUNDS):
            rates["ours"].append(_rate(lambda: ours(number)))  # noqa: B023 - called at once
            rates["reference"].append(_rate(lambda: reference(number)))  # noqa: B023
    medians = {name: statistics.median(found) for name, found in rates.items()}
    print(f"take and send, SQLite, synchronous=FULL, {ROUNDS} rounds of {PAIRS} pairs")
    for name, median in medians.items():
        spread = f"{min(rates[name]):.0f} to {max(rates[name]):.0f}"
        print(f"  {name:<10} {median:8.0f} pairs/s  ({spread})")
    print(f"  ratio      {medians['ours'] / medians['reference']:8.2f} of the reference")


def _rate(run: Callable[[], None]) -> float:
    begin = time.perf_counter()
    run()
    return PAIRS / (time.perf_counter() - begin)


def _ours(folder: Path) -> Callable[[int], None]:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ouvrage.site.settings",
        "DATABASE_URL": f"sqlite:///{folder}/ours.sqlite3",
        "OUVRAGE_DATA_DIR": str(folder),
        "OUVRAGE_PLAY_MONEY": "1",
    }
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    from ouvrage.work import actions  # noqa: PLC0415
    from tests.factories.people import NOW, make_worker  # noqa: PLC0415
    from tests.factories.work import make_open_batch, ready  # noqa: PLC0415

    batch = make_open_batch(tasks=ROUNDS * PAIRS, answers_per_task=1)
    workers = [ready(make_worker(), batch) for _ in range(ROUNDS)]

    def work(number: int) -> None:
        for second in range(PAIRS):
            now = NOW + timedelta(seconds=second)
            taken = actions.take(actor=workers[number], now=now, project_id=batch.project_id)
            actions.submit(
                actor=workers[number],
                now=now,
                assignment_id=taken.id,
                answer={"money": "yes"},
                active_seconds=5,
            )

    return work


def _reference(folder: Path) -> Callable[[int], None]:
    database = sqlite3.connect(folder / "reference.sqlite3", isolation_level=None)
    database.executescript(
        """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
        CREATE TABLE task (id INTEGER PRIMARY KEY, places INTEGER, answers INTEGER);
        CREATE TABLE assignment (id TEXT PRIMARY KEY, task INTEGER, worker INTEGER, state TEXT,
          UNIQUE (task, worker));
        CREATE TABLE submission (id TEXT PRIMARY KEY, task INTEGER, answer TEXT);
        CREATE TABLE event (id INTEGER PRIMARY KEY, action TEXT, subject TEXT);
        """
    )
    database.executemany(
        "INSERT INTO task VALUES (?, 1, 0)", [(task,) for task in range(ROUNDS * PAIRS)]
    )

    def work(number: int) -> None:
        for task in range(number * PAIRS, (number + 1) * PAIRS):
            name = f"{task:026d}"
            database.execute("BEGIN IMMEDIATE")
            database.execute(
                "UPDATE task SET places = places - 1 WHERE id = ? AND places > 0", (task,)
            )
            database.execute(
                "INSERT INTO assignment VALUES (?, ?, ?, 'taken')", (name, task, number)
            )
            database.execute("INSERT INTO event (action, subject) VALUES ('taken', ?)", (name,))
            database.execute("COMMIT")
            database.execute("BEGIN IMMEDIATE")
            database.execute(
                "UPDATE assignment SET state = 'submitted' WHERE id = ? AND state = 'taken'",
                (name,),
            )
            database.execute("INSERT INTO submission VALUES (?, ?, 'yes')", (name, task))
            database.execute("UPDATE task SET answers = answers + 1 WHERE id = ?", (task,))
            database.execute("INSERT INTO event (action, subject) VALUES ('sent', ?)", (name,))
            database.execute("COMMIT")

    return work


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
