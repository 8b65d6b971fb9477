"""The room's readers: verdicts, runs, labels and what a project's answers show."""

from ouvrage.review.queries.defects import DefectSteps, defect_steps, is_rework_due
from ouvrage.review.queries.frauds import (
    SuspicionRow,
    suspicion_of,
    suspicions_open,
    suspicions_summary,
)
from ouvrage.review.queries.holds import (
    HeldRow,
    HoldRow,
    held_refusal_of,
    held_refusals,
    hold_row,
    holds_summary,
    holds_waiting,
)
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
from ouvrage.review.queries.verdicts import (
    VerdictRow,
    rework_verdict_of,
    verdict_of,
    verdicts_of,
)

__all__ = [
    "AnswerBehind",
    "DefectSteps",
    "HeldRow",
    "HoldRow",
    "LabelRow",
    "LabelValue",
    "ProjectStatistics",
    "RunRow",
    "SuspicionRow",
    "VerdictRow",
    "defect_steps",
    "distribution",
    "held_refusal_of",
    "held_refusals",
    "hold_row",
    "holds_summary",
    "holds_waiting",
    "is_rework_due",
    "labels",
    "latest_run",
    "project_statistics",
    "rework_verdict_of",
    "suspicion_of",
    "suspicions_open",
    "suspicions_summary",
    "usable_answers",
    "verdict_of",
    "verdicts_of",
]
