"""What projects require, and what a person lacks for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from ouvrage.base.moment import Moment
from ouvrage.skills.models import Qualification, Requirement, Test
from ouvrage.skills.queries.holdings import held_values
from ouvrage.skills.rules import (
    COMPUTED,
    Comparator,
    Condition,
    Guard,
    Kind,
    State,
    unmet,
)

Computed = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement as doors show it; names of computed qualifications are messages."""

    qualification_id: str
    name: str
    computed: bool
    comparator: str
    values: tuple[int, ...]
    guard: str
    alternative_id: str
    alternative_name: str
    alternative_open: bool

    @property
    def condition(self) -> Condition:
        """The requirement as the rules take it."""
        return Condition(
            self.qualification_id,
            Comparator(self.comparator),
            self.values,
            Guard(self.guard),
            self.alternative_id,
            self.alternative_open,
        )


def requirements_of(project_ids: Iterable[str]) -> dict[str, list[RequirementRow]]:
    """The requirements of each project that has any, in one query."""
    rows = Requirement.objects.filter(project_id__in=list(project_ids)).select_related(
        "qualification", "alternative__test"
    )
    found: dict[str, list[RequirementRow]] = {}
    for row in rows.order_by("project_id", "position"):
        found.setdefault(row.project_id, []).append(_row(row))
    return found


def _row(row: Requirement) -> RequirementRow:
    other = row.alternative
    return RequirementRow(
        row.qualification_id,
        row.qualification.name,
        row.qualification_id in COMPUTED,
        row.comparator,
        tuple(row.values),
        row.guard,
        other.id if other else "",
        other.name if other else "",
        other is not None and _is_open(other, getattr(other, "test", None)),
    )


def is_takeable(row: Qualification) -> bool:
    """Whether people can take its test now: it is open and has money for an attempt."""
    return row.kind == Kind.TEST and _is_open(row, Test.objects.filter(qualification=row).first())


def _is_open(row: Qualification, test: Test | None) -> bool:
    return (
        row.state == State.OPEN
        and test is not None
        and (test.attempts_left is None or test.attempts_left > 0)
    )


def is_required_anywhere() -> bool:
    """Whether any project requires anything."""
    return Requirement.objects.exists()


def unmet_requirements(
    required: Mapping[str, list[RequirementRow]],
    worker_id: str,
    now: Moment,
    *,
    computed: Computed,
    act: Guard = Guard.ACCEPT,
) -> dict[str, list[RequirementRow]]:
    """For each project, those requirements before the act that the person does not meet.

    `computed` holds the person's values of computed qualifications, which `work` knows. One query.
    """
    named = {
        key
        for rows in required.values()
        for row in rows
        for key in (row.qualification_id, row.alternative_id)
    }
    held = {**held_values(worker_id, now, named), **computed} if named else {}
    found: dict[str, list[RequirementRow]] = {}
    for project_id, rows in required.items():
        lacking = unmet([row.condition for row in rows], held, act)
        if lacking:
            found[project_id] = [row for row in rows if row.condition in lacking]
    return found


def uses_computed(required: Mapping[str, list[RequirementRow]]) -> bool:
    """Whether the person's record of answers is needed to say who passes."""
    return any(row.computed for rows in required.values() for row in rows)


def projects_requiring(qualification_id: str) -> list[str]:
    """The projects that require it or have it as the other way in."""
    named = Q(qualification_id=qualification_id) | Q(alternative_id=qualification_id)
    rows = Requirement.objects.filter(named).values_list("project_id", flat=True)
    return sorted(set(rows))
