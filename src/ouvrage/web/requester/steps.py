"""The guided steps from an idea to published tasks, and what each still lacks.

A step is a page; its fields are those of the room's refusals, so that what publishing would refuse
can be shown with a link to the step that mends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from ouvrage.base.errors import Refusal
from ouvrage.web.requester.words import FIELDS, STEPS
from ouvrage.web.shell.refusals import sentence
from ouvrage.work.access import Project
from ouvrage.work.drafts import ProjectDraft

_STEP_OF_FIELD = {
    "chain": "chain",
    "volunteer": "pay",
    "template": "page",
    "goal": "instructions",
    "steps": "instructions",
    "good_examples": "instructions",
    "bad_examples": "instructions",
    "criteria": "instructions",
    "edge_cases": "instructions",
    "reward": "pay",
    "time_estimate_seconds": "pay",
    "answers_per_task": "pay",
    "lease_seconds": "pay",
    "review_days": "pay",
    "screening_field": "pay",
    "screening_values": "pay",
    "file": "file",
    "tasks": "file",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the list of steps shows it; no address when it cannot be opened yet."""

    number: int
    key: str
    name: str
    address: str
    here: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class MissingLine:
    """Something that publishing would refuse, and where it is mended."""

    field: str
    name: str
    sentence: str
    address: str


def step_of(field: str) -> str:
    """The step whose page has the field."""
    return _STEP_OF_FIELD.get(field, "about")


def step_address(project: Project, step: str) -> str:
    """Where the step is for this project."""
    return reverse(f"requester:{step}", args=(project.organisation_id, project.id))


def step_lines(
    here: str, project: Project | None = None, missing: Sequence[Refusal] = ()
) -> list[StepLine]:
    """All steps in their order, each complete when nothing of it is missing."""
    lacking = {step_of(refusal.field) for refusal in missing}
    return [
        StepLine(
            number,
            key,
            gettext(name),
            step_address(project, key) if project else "",
            key == here,
            project is not None and key not in lacking and key != "publish",
        )
        for number, (key, name) in enumerate(STEPS.items(), start=1)
    ]


def missing_lines(project: Project, missing: Sequence[Refusal]) -> list[MissingLine]:
    """What is missing, field by field, each with the address that opens its field."""
    return [
        MissingLine(
            refusal.field,
            gettext(FIELDS.get(refusal.field, refusal.field)),
            sentence(refusal),
            f"{step_address(project, step_of(refusal.field))}#id_{refusal.field}",
        )
        for refusal in missing
    ]


def draft_of(
    project: Project,
    *,
    template: str | None = None,
    preset: str | None = None,
    scripted: bool | None = None,
) -> ProjectDraft:
    """The project as a draft, so that a step can change its own part."""
    return ProjectDraft(
        title=project.title,
        purpose=project.purpose,
        end_client=project.end_client,
        confidentiality_reason=project.confidentiality_reason,
        confidentiality_until=project.confidentiality_until,
        ai_function=project.ai_function,
        data_categories=tuple(project.data_categories),
        contact=project.contact,
        languages=tuple(project.languages),
        preset=project.preset if preset is None else preset,
        template=project.template if template is None else template,
        reward=project.reward.decimal() if project.reward else "",
        time_estimate_seconds=project.time_estimate_seconds,
        answers_per_task=project.answers_per_task,
        lease_seconds=project.lease_seconds,
        review_days=project.review_days,
        volunteer=project.volunteer,
        scripted=project.scripted if scripted is None else scripted,
        screening_field=str(project.screening.get("field", "")),
        screening_values=tuple(project.screening.get("values", ())),
    )
