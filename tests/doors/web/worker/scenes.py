"""A published project with its people, made by the rooms' own actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TypedDict

from django.conf import settings
from django.test import Client

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment, utc_now
from ouvrage.base.money import Money
from ouvrage.formats.rows import Outcome, Row, Table
from ouvrage.ledger import recipes
from ouvrage.pay import actions as pay
from ouvrage.people.actions import allow_scripts
from ouvrage.people.models import Organisation, Person
from ouvrage.work import actions as work
from ouvrage.work.drafts import ColumnMapping, Example, InstructionsDraft, ProjectDraft
from ouvrage.work.models import Assignment, Project, Task
from tests.factories.people import JOB, actor_of, make_organisation, make_person, make_worker
from tests.factories.work import begin_reading, write_chain

TEMPLATE = """
<p class="prompt">{{ task.input.text }}</p>
<fieldset><legend>Mood of the sentence</legend>
<label class="choice"><input type="radio" name="mood" value="glad" required> Glad</label>
<label class="choice"><input type="radio" name="mood" value="sad" required> Sad</label>
</fieldset>
<label for="why">Words that show it</label><textarea id="why" name="why"></textarea>
"""
TEXTS = ("The rain has stopped.", "The bridge is closed.", "We ate together.")
INSTRUCTIONS = InstructionsDraft(
    goal="Say which mood a sentence has.",
    steps=("Read the sentence.", "Choose the mood."),
    good_examples=(
        Example("We won: glad", "The words say so."),
        Example("It broke: sad", "A loss is told."),
    ),
    bad_examples=(
        Example("It rains: sad", "Rain alone is no mood."),
        Example("It broke: glad", "It is told as a loss."),
    ),
    criteria=("The mood is the one the words show.",),
    edge_cases=("Irony counts as what is meant.",),
)
_numbers = count(1)


@dataclass(frozen=True)
class Scene:
    """A project that workers can see, and who is around it."""

    owner: Person
    organisation: Organisation
    project: Project
    batch_id: str
    worker: Person
    stranger: Person

    @property
    def actor(self) -> Actor:
        """The worker's hand."""
        return actor_of(self.worker)

    def read(self, person: Person | None = None) -> None:
        """The instructions are read and paid."""
        actor = actor_of(person or self.worker)
        begin_reading(actor, self.project.id, utc_now())
        pay.end_reading(actor=actor, now=utc_now(), project_id=self.project.id, reported_seconds=5)

    def take(self, now: Moment | None = None) -> Assignment:
        """The worker holds a task."""
        self.read()
        return work.take(actor=self.actor, now=now or utc_now(), project_id=self.project.id)

    def overdue(self) -> Assignment:
        """A task whose lease has ended, given back for others."""
        held = self.take(utc_now() - timedelta(hours=3))
        work.expire_leases(actor=Actor.job("tests"), now=utc_now(), limit=10)
        return Assignment.objects.get(id=held.id)


class EndClient(TypedDict, total=False):
    """Who the work is for, or why that is not said."""

    end_client: str
    confidentiality_reason: str
    confidentiality_until: date


def make_scene(
    texts: tuple[str, ...] = TEXTS,
    *,
    template: str = TEMPLATE,
    answers_per_task: int = 2,
    title: str = "Mood of sentences",
    end_client: str = "Weather Museum",
    scripted: bool = False,
) -> Scene:
    """A published project of a new organisation, with money, a worker and a stranger who works."""
    owner = make_person()
    organisation = make_organisation(owner, name="Archive of Lyon")
    actor, now = actor_of(owner), utc_now()
    if scripted:
        allow_scripts(actor=JOB, now=now, organisation_id=organisation.id, reason="Ok")
    project = work.draft_project(
        actor=actor,
        now=now,
        organisation_id=organisation.id,
        draft=ProjectDraft(
            title=title,
            purpose="Find which sentences visitors like.",
            **_end_client(end_client, now),
            ai_function="preparation",
            data_categories=("public_text",),
            contact="archive@example.org",
            languages=("en",),
            template=template,
            scripted=scripted,
            reward="0.12",
            time_estimate_seconds=20,
            answers_per_task=answers_per_task,
        ),
        client_key=f"project{next(_numbers)}",
    )
    work.write_instructions(actor=actor, now=now, project_id=project.id, draft=INSTRUCTIONS)
    write_chain(project, client=end_client or "A museum")
    batch_id = add_batch(actor, project, texts)
    project.refresh_from_db()
    return Scene(owner, organisation, project, batch_id, make_worker(), make_worker())


def _end_client(name: str, now: Moment) -> EndClient:
    if name:
        return {"end_client": name}
    return {
        "confidentiality_reason": "The museum opens in May.",
        "confidentiality_until": (now + timedelta(days=90)).date(),
    }


def add_batch(actor: Actor, project: Project, texts: tuple[str, ...]) -> str:
    """The texts are tasks that workers can take."""
    now = utc_now()

    def rows() -> Iterator[Outcome]:
        yield from (Row(n, n + 1, {"text": text}) for n, text in enumerate(texts, start=1))

    batch = work.import_batch(
        actor=actor,
        now=now,
        project_id=project.id,
        table=Table(("text",), "utf-8", ",", rows),
        mapping=ColumnMapping({"text": "text"}),
        name="First",
        client_key=f"batch{next(_numbers)}",
    )
    recipes.grant_play_money(
        actor=Actor.job("tests"),
        now=now,
        organisation_id=project.organisation_id,
        amount=Money.parse("500", settings.CURRENCY),
        key=f"play{next(_numbers)}",
    )
    pay.publish_batch(actor=actor, now=now, batch_id=batch.id)
    return batch.id


def logged_in(person: Person | None) -> Client:
    """A browser of that person; of a visitor when there is none."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def task_texts(project: Project) -> list[str]:
    """What the tasks say, in order."""
    tasks = Task.objects.filter(project=project).order_by("position")
    return [str(task.data["text"]) for task in tasks]
