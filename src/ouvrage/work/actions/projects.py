"""Projects and their instructions are drafted, changed, paused and resumed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.journal.actions import Line, record
from ouvrage.people.errors import ScriptsNotAllowed
from ouvrage.people.queries import OrganisationKind, organisation
from ouvrage.work.actions.batches import want_answers
from ouvrage.work.drafts import Example, InstructionsDraft, ProjectDraft
from ouvrage.work.errors import (
    OutOfRange,
    ProjectInUse,
    RewardNotPositive,
    RewardUnreadable,
    ScreeningFieldUnknown,
    TooLong,
    TooMany,
    UnknownChoice,
    VolunteerNotForCompanies,
    VolunteersArePaidNothing,
)
from ouvrage.work.models import Batch, Instructions, Project
from ouvrage.work.pages import sample_fields, template_columns
from ouvrage.work.queries.chains import chain_of_project
from ouvrage.work.rules import (
    PUBLISHED_STATES,
    AiFunction,
    DataCategory,
    disclosure_refusals,
    instructions_refusals,
    screening_refusals,
)

FIXED_ONCE_PUBLISHED = (
    "template",
    "reward_micros",
    "answers_per_task",
    "time_estimate_seconds",
    "lease_seconds",
    "review_days",
    "screening",
    "columns",
    "fields",
    "volunteer",
    "scripted",
)


def draft_project(
    *, actor: Actor, now: Moment, organisation_id: str, draft: ProjectDraft, client_key: str
) -> Project:
    """The organisation has a project, not yet published; the same key gives the same project."""
    refuse_all([*_draft_refusals(draft), *_volunteer_refusals(organisation_id, draft)])
    project = Project(
        id=new_id(now),
        organisation_id=organisation_id,
        client_key=client_key,
        currency=settings.CURRENCY,
        created_at=now,
    )
    refuse_all(_scripts_refusals(project, draft))
    _fill(project, draft)
    refuse_all(_unknown_screening(project))
    project.chain_hash = chain_of_project(project).hash
    try:
        with transaction.atomic():
            project.save(force_insert=True)
            _line(actor, now, "project.drafted", project)
    except IntegrityError:
        return Project.objects.get(organisation_id=organisation_id, client_key=client_key)
    return project


def change_project(*, actor: Actor, now: Moment, project_id: str, draft: ProjectDraft) -> Project:
    """The project says what the draft says, and its draft batches want as many answers.

    Once it is published its template, price, times and answers stay, and what TRA-1 asks for cannot
    be taken back from workers who already see the project.
    """
    refuse_all(_draft_refusals(draft))
    with transaction.atomic():
        project = Project.objects.select_for_update().get(id=project_id)
        before = {name: getattr(project, name) for name in FIXED_ONCE_PUBLISHED}
        refuse_all(_volunteer_refusals(project.organisation_id, draft))
        refuse_all(_scripts_refusals(project, draft))
        _fill(project, draft)
        refuse_all(_unknown_screening(project))
        project.chain_hash = chain_of_project(project).hash
        changed = [name for name, value in before.items() if getattr(project, name) != value]
        if changed and _was_published(project_id):
            raise ProjectInUse(field=changed[0].removesuffix("_micros"))
        if _was_published(project_id):
            refuse_all(disclosure_refusals(project.disclosure, now.date()))
            refuse_all(chain_of_project(project).refusals)
        project.save()
        want_answers(actor=actor, now=now, project=project)
        _line(actor, now, "project.changed", project)
    return project


def write_instructions(
    *, actor: Actor, now: Moment, project_id: str, draft: InstructionsDraft
) -> Instructions:
    """The project has a new version of its instructions; the versions before stay as they were.

    Once workers see the project, a version lacks nothing that ACC-9 asks for.
    """
    refuse_all(_instructions_refusals(draft))
    with transaction.atomic():
        project = Project.objects.select_for_update().get(id=project_id)
        instructions = Instructions(
            project=project, version=project.instructions_version + 1, at=now, **_text(draft)
        )
        latest = Instructions.objects.filter(project=project).order_by("-version").first()
        if latest is not None and latest.text == instructions.text:
            return latest
        instructions.save(force_insert=True)
        project.instructions_version = instructions.version
        project.save(update_fields=["instructions_version"])
        if _was_published(project_id):
            refuse_all(instructions_refusals(instructions.text))
        _line(actor, now, "instructions.written", project, version=instructions.version)
    return instructions


def _text(draft: InstructionsDraft) -> dict[str, Any]:
    """The columns of `Instructions` that hold what is read."""
    return {
        "goal": draft.goal,
        "steps": list(draft.steps),
        "good_examples": [{"text": one.text, "why": one.why} for one in draft.good_examples],
        "bad_examples": [{"text": one.text, "why": one.why} for one in draft.bad_examples],
        "criteria": [
            {"code": f"C{number}", "text": text}
            for number, text in enumerate(draft.criteria, start=1)
        ],
        "edge_cases": list(draft.edge_cases),
        "words": _words(draft),
    }


def pause_project(*, actor: Actor, now: Moment, project_id: str) -> None:
    """No task of the project is handed out; what workers have in hand can still be sent."""
    _set_paused(actor, now, project_id, paused=True)


def resume_project(*, actor: Actor, now: Moment, project_id: str) -> None:
    """Tasks of the project are handed out again."""
    _set_paused(actor, now, project_id, paused=False)


def _set_paused(actor: Actor, now: Moment, project_id: str, *, paused: bool) -> None:
    with transaction.atomic():
        if Project.objects.filter(id=project_id, paused=not paused).update(paused=paused):
            project = Project.objects.get(id=project_id)
            _line(actor, now, "project.paused" if paused else "project.resumed", project)


def _line(actor: Actor, now: Moment, action: str, project: Project, **details: object) -> None:
    line = Line(action, "project", project.id, project.organisation_id, details=details)
    record(actor=actor, now=now, line=line)


def _was_published(project_id: str) -> bool:
    return Batch.objects.filter(project_id=project_id, state__in=PUBLISHED_STATES).exists()


def _fill(project: Project, draft: ProjectDraft) -> None:
    project.title = draft.title.strip()
    project.purpose = draft.purpose.strip()
    project.end_client = draft.end_client.strip()
    project.confidentiality_reason = draft.confidentiality_reason.strip()
    project.confidentiality_until = draft.confidentiality_until
    project.ai_function = draft.ai_function
    project.data_categories = list(draft.data_categories)
    project.contact = draft.contact.strip()
    project.languages = list(draft.languages)
    project.preset = draft.preset
    project.reward_micros = Money.parse(draft.reward or "0", project.currency).micros
    project.time_estimate_seconds = draft.time_estimate_seconds
    project.answers_per_task = draft.answers_per_task
    project.lease_seconds = draft.lease_seconds
    project.review_days = draft.review_days
    project.screening = _screening(draft)
    project.volunteer = draft.volunteer
    if (project.template, project.scripted) != (draft.template, draft.scripted):
        project.template = draft.template
        project.scripted = draft.scripted
        project.columns = (
            template_columns(draft.template, scripted=draft.scripted) if draft.template else []
        )
        project.fields = sample_fields(draft.template) if draft.template else []


def _screening(draft: ProjectDraft) -> dict[str, object]:
    if not draft.screening_field:
        return {}
    return {"field": draft.screening_field, "values": list(draft.screening_values)}


def _unknown_screening(project: Project) -> Iterator[Refusal]:
    """The question that screens out is one that the task page asks, where that is known."""
    names = [str(field["name"]) for field in project.fields]
    wanted = project.screening.get("field")
    if wanted and names and wanted not in names:
        yield ScreeningFieldUnknown(
            field="screening_field", value=str(wanted)[:80], fields=", ".join(names)
        )


def _draft_refusals(draft: ProjectDraft) -> Iterator[Refusal]:
    yield from _text_refusals(draft)
    yield from _choice_refusals(draft)
    yield from _reward_refusals(draft)
    yield from screening_refusals(draft.screening_field, draft.screening_values)
    ranges = (
        ("time_estimate_seconds", 0, limits.TIME_ESTIMATE_SECONDS_MAX),
        ("answers_per_task", 1, limits.ANSWERS_PER_TASK_MAX),
        ("lease_seconds", limits.LEASE_SECONDS_MIN, limits.LEASE_SECONDS_MAX),
        ("review_days", 1, limits.REVIEW_DAYS_MAX),
    )
    for name, least, most in ranges:
        value = getattr(draft, name)
        if not least <= value <= most:
            yield OutOfRange(field=name, value=value, least=least, most=most)


def _volunteer_refusals(organisation_id: str, draft: ProjectDraft) -> Iterator[Refusal]:
    """Unpaid work is for non-profit and public organisations, and is called so (STA-7)."""
    if draft.volunteer and organisation(organisation_id).kind is OrganisationKind.COMMERCIAL:
        yield VolunteerNotForCompanies(field="volunteer")


def _scripts_refusals(project: Project, draft: ProjectDraft) -> Iterator[Refusal]:
    """Only those whom an operator verified begin to bring scripts."""
    begins = draft.scripted and not project.scripted
    if begins and not organisation(project.organisation_id).scripts_allowed:
        yield ScriptsNotAllowed(field="template")


def _reward_refusals(draft: ProjectDraft) -> Iterator[Refusal]:
    """What is wrong with a reward as it was typed; an empty one is only missing yet."""
    reward = draft.reward
    if not reward:
        return
    try:
        amount = Money.parse(reward, settings.CURRENCY)
    except ValueError:
        yield RewardUnreadable(field="reward", value=reward[:40])
        return
    if draft.volunteer:
        if amount.micros:
            yield VolunteersArePaidNothing(field="reward")
    elif amount.micros <= 0:
        yield RewardNotPositive(field="reward")


def _text_refusals(draft: ProjectDraft) -> Iterator[Refusal]:
    texts = (
        ("title", draft.title, limits.TITLE_CHARACTERS_MAX),
        ("purpose", draft.purpose, limits.TEXT_CHARACTERS_MAX),
        ("end_client", draft.end_client, limits.TITLE_CHARACTERS_MAX),
        ("confidentiality_reason", draft.confidentiality_reason, limits.TEXT_CHARACTERS_MAX),
        ("contact", draft.contact, 254),
    )
    for name, text, most in texts:
        if len(text.strip()) > most:
            yield TooLong(field=name, length=len(text.strip()), most=most)


def _choice_refusals(draft: ProjectDraft) -> Iterator[Refusal]:
    if draft.ai_function:
        yield from _unknown("ai_function", [draft.ai_function], [item.value for item in AiFunction])
    yield from _unknown(
        "data_categories", draft.data_categories, [item.value for item in DataCategory]
    )
    for language in draft.languages:
        if not (2 <= len(language) <= 10 and language.replace("-", "").isalnum()):
            yield UnknownChoice(field="languages", value=language[:20], choices="en, fr, ar, …")


def _unknown(field: str, given: Sequence[str], known: Sequence[str]) -> Iterator[Refusal]:
    for value in given:
        if value not in known:
            yield UnknownChoice(field=field, value=value[:40], choices=", ".join(known))


def _instructions_refusals(draft: InstructionsDraft) -> Iterator[Refusal]:
    lists: tuple[tuple[str, Sequence[str | Example], int], ...] = (
        ("steps", draft.steps, limits.EXAMPLES_MAX),
        ("good_examples", draft.good_examples, limits.EXAMPLES_MAX),
        ("bad_examples", draft.bad_examples, limits.EXAMPLES_MAX),
        ("criteria", draft.criteria, limits.CRITERIA_MAX),
        ("edge_cases", draft.edge_cases, limits.EXAMPLES_MAX),
    )
    for name, given, most in lists:
        if len(given) > most:
            yield TooMany(field=name, count=len(given), most=most)
        length = sum(len(item if isinstance(item, str) else item.text + item.why) for item in given)
        if length > limits.TEXT_CHARACTERS_MAX:
            yield TooLong(field=name, length=length, most=limits.TEXT_CHARACTERS_MAX)
    if len(draft.goal) > limits.TEXT_CHARACTERS_MAX:
        yield TooLong(field="goal", length=len(draft.goal), most=limits.TEXT_CHARACTERS_MAX)


def _words(draft: InstructionsDraft) -> int:
    examples = (*draft.good_examples, *draft.bad_examples)
    texts = [draft.goal, *draft.steps, *draft.criteria, *draft.edge_cases]
    texts += [part for example in examples for part in (example.text, example.why)]
    return sum(len(text.split()) for text in texts)
