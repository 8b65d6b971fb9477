"""What projects require of a person, with what only this room knows: their record of answers.

`skills` holds requirements and qualifications; how many answers were accepted is counted here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.db.models import Count

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.skills import queries as skills
from ouvrage.skills.errors import GateNotMet, NotQualified
from ouvrage.skills.queries import RequirementRow
from ouvrage.skills.rules import ACCEPTED_ANSWERS, ACCEPTED_SHARE, Guard
from ouvrage.work.models import Batch, Project, Submission
from ouvrage.work.queries.blocks import worker_behind
from ouvrage.work.queries.requester import pseudonym_for
from ouvrage.work.rules import BatchState, SubmissionState

SECONDS_UNTIL_MEASURED = 60.0
PROJECTS_NAMED_MAX = 20


@dataclass(frozen=True, slots=True)
class RequiredRow:
    """A requirement of one project, and whether this person meets it."""

    row: RequirementRow
    met: bool


@dataclass(frozen=True, slots=True)
class HiddenRow:
    """A project that a person cannot begin in, with the requirements that keep them.

    `project_id` is empty where the requester shows the project to qualified people only.
    """

    project_id: str
    title: str
    lacking: tuple[RequirementRow, ...]


@dataclass(frozen=True, slots=True)
class HiddenWork:
    """Open projects that require what a person does not hold: how many, and those to name."""

    count: int
    named: tuple[HiddenRow, ...]


def computed_values(worker_id: str) -> dict[str, int]:
    """How many of the person's answers were accepted, and how many in a hundred decided ones.

    Refusals that can still be appealed are not decided. While fewer answers are decided than the
    parties agreed on, the share is 100: nobody is measured by a few.
    """
    rows = Submission.objects.filter(worker_id=worker_id).values_list("state")
    counts = dict(rows.annotate(count=Count("id")))
    accepted = counts.get(SubmissionState.ACCEPTED.value, 0)
    decided = accepted + counts.get("closed", 0)
    enough = decided >= max(1, settings.AGREEMENT.scores.events_least)
    return {
        ACCEPTED_ANSWERS: accepted,
        ACCEPTED_SHARE: accepted * 100 // decided if enough else 100,
    }


def unmet_by_worker(
    worker_id: str, project_ids: Collection[str], now: Moment, *, act: Guard = Guard.ACCEPT
) -> dict[str, list[RequirementRow]]:
    """For each of the projects, what it requires before the act and the person does not meet.

    Two queries; one more when a requirement asks for a record of answers.
    """
    required = skills.requirements_of(project_ids)
    if not required:
        return {}
    computed = computed_values(worker_id) if skills.uses_computed(required) else {}
    return skills.unmet_requirements(required, worker_id, now, computed=computed, act=act)


def requirement_refusal(row: RequirementRow) -> Refusal:
    """Why a person who does not meet it cannot take a task, naming the way in."""
    if row.alternative_id:
        return GateNotMet(name=row.alternative_name)
    return NotQualified(name=row.name)


def required_rows(project_id: str, worker_id: str, now: Moment) -> list[RequiredRow]:
    """What the project requires, each with whether the person meets it."""
    rows = skills.requirements_of([project_id]).get(project_id, [])
    if not rows:
        return []
    lacking = unmet_by_worker(worker_id, [project_id], now).get(project_id, [])
    return [RequiredRow(row, row not in lacking) for row in rows]


def hidden_work(worker_id: str, now: Moment) -> HiddenWork:
    """The open projects with tasks that the person's qualifications do not open."""
    if not skills.is_required_anywhere():
        return HiddenWork(0, ())
    opened = Batch.objects.filter(state=BatchState.OPEN, project__paused=False)
    ids = list(opened.values_list("project_id", flat=True).distinct()[:JOB_ROWS_MAX])
    lacking = unmet_by_worker(worker_id, ids, now)
    titles = dict(Project.objects.filter(id__in=lacking).values_list("id", "title"))
    rows = [
        HiddenRow("" if _is_hidden(rows) else project_id, titles[project_id], tuple(rows))
        for project_id, rows in sorted(lacking.items())
        if not any(row.guard == Guard.DISCOVER for row in rows)
    ]
    return HiddenWork(len(lacking), tuple(rows[:PROJECTS_NAMED_MAX]))


def _is_hidden(rows: list[RequirementRow]) -> bool:
    return any(row.guard == Guard.PREVIEW for row in rows)


def worker_of_code(organisation_id: str, code: str) -> str:
    """The worker whom this organisation knows under that code, from its tasks or its tests; "" when
    there is none."""
    found = worker_behind(organisation_id, code)
    if found:
        return found
    tested = sorted(skills.people_of(organisation_id))
    return next((one for one in tested if pseudonym_for(organisation_id, one) == code), "")


def typical_seconds(project_id: str = "") -> float:
    """How long one answer takes on this instance: the median of what its projects measured.

    Until one has measured anything, the project's own estimate, else a minute.
    """
    measured = Project.objects.filter(median_seconds__isnull=False).order_by("-id")
    rows = measured.values_list("median_seconds", flat=True)[:JOB_ROWS_MAX]
    found = [seconds for seconds in rows if seconds is not None]
    if found:
        return median(found)
    estimate = Project.objects.filter(id=project_id).values_list("time_estimate_seconds", flat=True)
    return float(estimate.first() or SECONDS_UNTIL_MEASURED)
