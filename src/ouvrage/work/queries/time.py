"""How long answers took."""

from dataclasses import dataclass
from statistics import median, quantiles

from ouvrage.work.models import Submission

SAMPLE_MAX = 5_000


@dataclass(frozen=True, slots=True)
class TimeStatistics:
    """Median and quartiles of active seconds per answer, over the latest `count` answers, which
    `workers` different people gave."""

    count: int
    workers: int
    median: float
    p25: float
    p75: float
    seconds: tuple[int, ...]


def time_statistics(project_id: str) -> TimeStatistics | None:
    """The active time of the project's latest answers, reworks left out; None before the first."""
    rows = Submission.objects.filter(project_id=project_id, assignment__redoes__isnull=True)
    rows = rows.order_by("-id")
    latest = list(rows.values_list("work_seconds", "worker_id")[:SAMPLE_MAX])
    if not latest:
        return None
    seconds = tuple(row[0] for row in latest)
    workers = len({row[1] for row in latest})
    if len(seconds) == 1:
        return TimeStatistics(1, workers, seconds[0], seconds[0], seconds[0], seconds)
    quarter, _, three_quarters = quantiles(seconds, n=4, method="inclusive")
    return TimeStatistics(len(seconds), workers, median(seconds), quarter, three_quarters, seconds)
