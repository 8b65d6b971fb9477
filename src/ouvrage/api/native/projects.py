"""Projects: drafted, read, changed, paused and resumed; their instructions and media."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Annotated

from django.conf import settings
from ninja import Field, File, Header, Router, Schema
from ninja.files import UploadedFile

from ouvrage.api.native.pages import PageParameters, next_cursor
from ouvrage.api.native.presets import OptionBody, preset_rows, template_of
from ouvrage.api.native.schemas import (
    InstructionsBody,
    InstructionsOut,
    MediaOut,
    PresetList,
    PriceBody,
    ProjectOut,
    ProjectPage,
    ProjectSummary,
)
from ouvrage.api.shell.keys import API_KEY_MEDIA, Request, organisation_of
from ouvrage.api.shell.uploads import path_of
from ouvrage.base.errors import NotFound
from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.pay import actions as pay_actions
from ouvrage.work import access, actions, queries
from ouvrage.work.drafts import Example, InstructionsDraft, ProjectDraft
from ouvrage.work.errors import RewardUnreadable

router = Router(tags=["projects"])
_OF_PRESETS = ("question", "options")
CLIENT_KEY_CHARACTERS_MAX = 80
IdempotencyKey = Annotated[
    str, Header(alias="Idempotency-Key", max_length=CLIENT_KEY_CHARACTERS_MAX)
]
ClientKey = Annotated[str, Field(max_length=CLIENT_KEY_CHARACTERS_MAX)]


class ProjectBody(Schema):
    """A project's fields, all optional: publishing refuses what is missing, field by field.

    The template comes from `preset` with your `question` and `options` (what is left out is the
    preset's own, in the first of `languages`), or from `template`, which is Liquid and HTML.
    """

    title: str = ""
    purpose: str = ""
    end_client: str = ""
    confidentiality_reason: str = ""
    confidentiality_until: date | None = None
    ai_function: str = ""
    data_categories: list[str] = []
    contact: str = ""
    languages: list[str] = []
    preset: str = ""
    question: str = ""
    options: list[str | OptionBody] | None = None
    template: str = ""
    reward: str = ""
    time_estimate_seconds: int = 0
    answers_per_task: int = 3
    lease_seconds: int = 3600
    review_days: int = 3
    volunteer: bool = False
    scripted: bool = False
    screening_field: str = ""
    screening_values: list[str] = []


class ProjectCreate(ProjectBody):
    """A project and, in the same call, its instructions."""

    instructions: InstructionsBody | None = None
    client_key: ClientKey = ""


@router.get("/presets", response=PresetList, operation_id="list_presets")
def list_presets(request: Request) -> PresetList:
    """The ready-made templates."""
    return PresetList(items=preset_rows())


@router.get("/projects", response=ProjectPage, operation_id="list_projects")
def list_projects(request: Request, page: PageParameters) -> ProjectPage:
    """The organisation's projects, newest first."""
    rows = queries.projects_of(organisation_of(request.auth))
    later = [row for row in rows if not page.cursor or row.id < page.cursor][: page.limit]
    items = [ProjectSummary.from_orm(row) for row in later]
    return ProjectPage(items=items, next=next_cursor(later, page.limit, lambda row: row.id))


@router.post("/projects", response={201: ProjectOut}, operation_id="create_project")
def create_project(
    request: Request, body: ProjectCreate, idempotency_key: IdempotencyKey = ""
) -> object:
    """A project exists; the same client_key gives the project of the first call."""
    now = utc_now()
    project = actions.draft_project(
        actor=request.auth,
        now=now,
        organisation_id=organisation_of(request.auth),
        draft=_draft(ProjectDraft(), body),
        client_key=body.client_key or idempotency_key or uuid.uuid4().hex,
    )
    if body.instructions is not None and project.instructions_version == 0:
        actions.write_instructions(
            actor=request.auth,
            now=now,
            project_id=project.id,
            draft=_instructions_draft(body.instructions),
        )
        project = queries.project(project.id)
    return project


@router.get("/projects/{project_id}", response=ProjectOut, operation_id="get_project")
def get_project(request: Request, project_id: str) -> object:
    """The project."""
    return access.project_for_member(request.auth, project_id)


@router.patch("/projects/{project_id}", response=ProjectOut, operation_id="change_project")
def change_project(request: Request, project_id: str, body: ProjectBody) -> object:
    """The project with the fields that were sent changed; once published, its price stays."""
    project = access.project_for_member(request.auth, project_id)
    before = ProjectDraft(
        title=project.title,
        purpose=project.purpose,
        end_client=project.end_client,
        confidentiality_reason=project.confidentiality_reason,
        confidentiality_until=project.confidentiality_until,
        ai_function=project.ai_function,
        data_categories=tuple(project.data_categories),
        contact=project.contact,
        languages=tuple(project.languages),
        preset=project.preset,
        template=project.template,
        reward=project.reward.decimal() if project.reward else "",
        time_estimate_seconds=project.time_estimate_seconds,
        answers_per_task=project.answers_per_task,
        lease_seconds=project.lease_seconds,
        review_days=project.review_days,
        volunteer=project.volunteer,
        scripted=project.scripted,
        screening_field=str(project.screening.get("field", "")),
        screening_values=tuple(project.screening.get("values", ())),
    )
    return actions.change_project(
        actor=request.auth, now=utc_now(), project_id=project.id, draft=_draft(before, body)
    )


def _draft(before: ProjectDraft, body: ProjectBody) -> ProjectDraft:
    """`before` with what was sent; a preset that was sent writes the template."""
    sent = body.dict(exclude_unset=True, exclude={*_OF_PRESETS, "instructions", "client_key"})
    for name in ("data_categories", "languages", "screening_values"):
        if name in sent:
            sent[name] = tuple(sent[name])
    after = replace(before, **sent)
    asked = body.model_fields_set & {"preset", *_OF_PRESETS}
    if after.preset and asked and "template" not in sent:
        language = next(iter(after.languages), settings.LANGUAGE_CODE)
        written = template_of(after.preset, body.question, body.options, language)
        return replace(after, template=written)
    return after


@router.post("/projects/{project_id}/pause", response=ProjectOut, operation_id="pause_project")
def pause_project(request: Request, project_id: str) -> object:
    """No task of the project is offered; what workers have in hand can still be sent."""
    project = access.project_for_member(request.auth, project_id)
    actions.pause_project(actor=request.auth, now=utc_now(), project_id=project.id)
    return queries.project(project.id)


@router.post("/projects/{project_id}/resume", response=ProjectOut, operation_id="resume_project")
def resume_project(request: Request, project_id: str) -> object:
    """Tasks of the project are offered again."""
    project = access.project_for_member(request.auth, project_id)
    pay_actions.resume_project(actor=request.auth, now=utc_now(), project_id=project.id)
    return queries.project(project.id)


@router.post("/projects/{project_id}/price", response=ProjectOut, operation_id="raise_price")
def raise_price(request: Request, project_id: str, body: PriceBody) -> object:
    """Every answer from now on pays the higher price, and what that costs is set aside."""
    project = access.project_for_member(request.auth, project_id)
    try:
        reward = Money.parse(body.reward, project.currency)
    except ValueError as error:
        raise RewardUnreadable(field="reward", value=body.reward[:40]) from error
    return pay_actions.raise_price(
        actor=request.auth, now=utc_now(), project_id=project.id, reward=reward
    )


@router.get(
    "/projects/{project_id}/instructions", response=InstructionsOut, operation_id="get_instructions"
)
def get_instructions(request: Request, project_id: str) -> object:
    """The latest version of the instructions."""
    project = access.project_for_member(request.auth, project_id)
    found = queries.instructions(project.id)
    if found is None:
        raise NotFound
    return found


@router.post(
    "/projects/{project_id}/instructions",
    response={201: InstructionsOut},
    operation_id="write_instructions",
)
def write_instructions(request: Request, project_id: str, body: InstructionsBody) -> object:
    """There is a new version of the instructions; the versions before stay as they were."""
    project = access.project_for_member(request.auth, project_id)
    draft = _instructions_draft(body)
    return actions.write_instructions(
        actor=request.auth, now=utc_now(), project_id=project.id, draft=draft
    )


def _instructions_draft(body: InstructionsBody) -> InstructionsDraft:
    return InstructionsDraft(
        goal=body.goal,
        steps=tuple(body.steps),
        good_examples=tuple(Example(item.text, item.why) for item in body.good_examples),
        bad_examples=tuple(Example(item.text, item.why) for item in body.bad_examples),
        criteria=tuple(body.criteria),
        edge_cases=tuple(body.edge_cases),
    )


@router.post(
    "/projects/{project_id}/media",
    response={201: MediaOut},
    auth=API_KEY_MEDIA,
    operation_id="upload_media",
)
def upload_media(
    request: Request, project_id: str, file: Annotated[UploadedFile, File()]
) -> MediaOut:
    """The file, or every file of the ZIP, is with the project under its name."""
    project = access.project_for_member(request.auth, project_id)
    now, name, path = utc_now(), file.name or "", path_of(file)
    if name.lower().endswith(".zip"):
        stored = actions.store_media_archive(
            actor=request.auth, now=now, project_id=project.id, name=name, path=path
        )
        return MediaOut(files=stored)
    with path.open("rb") as stream:
        actions.store_media(
            actor=request.auth, now=now, project_id=project.id, name=name, stream=stream
        )
    return MediaOut(files=1)
