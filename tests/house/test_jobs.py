"""Operators read of every job that runs, and of none that does not."""

import re

from ouvrage.jobs.schedule import SCHEDULE
from tests.house import tree

ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def test_every_job_is_explained_to_operators() -> None:
    page = (tree.ROOT / "docs" / "operators" / "running.md").read_text(encoding="utf-8")
    assert sorted(ROW.findall(page)) == sorted(job.name for job in SCHEDULE)
