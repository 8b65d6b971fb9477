"""How long a worker with more than 100,000 rows waits for the copy of their data (PRI-4: a minute).

Ours: `rights.exports.archive.write_archive`, which reads every table that the registers name, masks
other people's codes, and writes JSON, CSV and PDF into a ZIP. Reference: the same rows selected by
the database's own driver and counted. Both run in one process on one SQLite file; the figure to
quote is the seconds, the rows and the most memory the process ever had.

    python benchmarks/export_person.py [ANSWERS]
"""

import os
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ANSWERS = 20_000
CHUNK = 2_000
SECONDS_MOST = 60
SELECTED = (
    "SELECT a.*, p.title FROM work_assignment a JOIN work_project p ON p.id = a.project_id "
    "WHERE a.worker_id = ?",
    "SELECT s.*, p.title, p.currency FROM work_submission s JOIN work_project p "
    "ON p.id = s.project_id WHERE s.worker_id = ?",
    "SELECT v.* FROM review_verdict v JOIN work_submission s ON s.id = v.submission_id "
    "WHERE s.worker_id = ?",
    "SELECT t.*, e.at, e.kind, e.subject_kind, e.subject_id, e.reference FROM ledger_transfer t "
    "JOIN ledger_entry e ON e.id = t.entry_id JOIN ledger_account a ON a.id = t.target_id "
    "WHERE a.owner_id = ?",
    "SELECT * FROM journal_event WHERE actor_kind = 'person' AND actor_id = ?",
)


def main() -> None:
    """Prints seconds, rows and memory of both; ends with a fault when ours takes too long."""
    answers = int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS
    with tempfile.TemporaryDirectory(prefix="ouvrage-bench-") as folder:
        worker_id = _fill(Path(folder), answers)
        before = _peak_mib()
        seconds, rows, size = _ours(worker_id)
        after = _peak_mib()
        reference, selected = _reference(Path(folder) / "ours.sqlite3", worker_id)
    print(f"copy of one worker's data, SQLite, {answers} answers")
    print(f"  ours       {seconds:8.1f} s, {rows} rows, ZIP of {size / 2**20:.1f} MiB")
    print(f"  reference  {reference:8.1f} s, {selected} rows selected and counted")
    print(f"  ratio      {seconds / reference:8.1f} of the reference")
    print(f"  memory     {after:8.0f} MiB at most; {before:.0f} MiB before the copy")
    if seconds > SECONDS_MOST:
        sys.exit(f"the copy took more than {SECONDS_MOST} seconds (PRI-4)")


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ours(worker_id: str) -> tuple[float, int, int]:
    from ouvrage.base.moment import utc_now  # noqa: PLC0415 - the environment comes first
    from ouvrage.rights.exports.archive import write_archive  # noqa: PLC0415

    with tempfile.TemporaryFile() as target:
        begin = time.perf_counter()
        written = write_archive(target, person_id=worker_id, now=utc_now())
        return time.perf_counter() - begin, written.rows, target.tell()


def _reference(path: Path, worker_id: str) -> tuple[float, int]:
    with sqlite3.connect(path) as database:
        begin = time.perf_counter()
        rows = sum(1 for query in SELECTED for _row in database.execute(query, [worker_id]))
        return time.perf_counter() - begin, rows


def _fill(folder: Path, answers: int) -> str:
    """A worker who took and sent that many tasks, each accepted and paid; returns their id."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ouvrage.site.settings",
        "DATABASE_URL": f"sqlite:///{folder}/ours.sqlite3",
        "OUVRAGE_DATA_DIR": str(folder),
        "OUVRAGE_PLAY_MONEY": "1",
    }
    import django  # noqa: PLC0415

    django.setup()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    from benchmarks._history import history  # noqa: PLC0415
    from tests.factories.people import make_worker  # noqa: PLC0415
    from tests.factories.work import make_open_batch  # noqa: PLC0415

    batch, worker = make_open_batch(tasks=1), make_worker(name="Dalia")
    with transaction.atomic():
        for first in range(0, answers, CHUNK):
            rows: list[list[Any]] = history(batch, worker, first, min(CHUNK, answers - first))
            for objects in rows:
                type(objects[0]).objects.bulk_create(objects)
    return str(worker.id)


if __name__ == "__main__":
    main()
