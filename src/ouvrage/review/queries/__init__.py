"""The room's readers: verdicts, runs, labels and what a project's answers show."""

from ouvrage.review.queries.defects import is_rework_due
from ouvrage.review.queries.runs import (
    AnswerBehind,
    LabelRow,
    LabelValue,
    ProjectStatistics,
    RunRow,
    distribution,
    labels,
    latest_run,
    project_statistics,
    usable_answers,
)
from ouvrage.review.queries.verdicts import VerdictRow, verdict_of, verdicts_of

__all__ = [
    "AnswerBehind",
    "LabelRow",
    "LabelValue",
    "ProjectStatistics",
    "RunRow",
    "VerdictRow",
    "distribution",
    "is_rework_due",
    "labels",
    "latest_run",
    "project_statistics",
    "usable_answers",
    "verdict_of",
    "verdicts_of",
]
