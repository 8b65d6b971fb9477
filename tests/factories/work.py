"""Projects, batches and answers for tests: published and paid for through the rooms' actions."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.formats.rows import Row, Table
from ouvrage.ledger import recipes
from ouvrage.pay import actions as pay
from ouvrage.pay.models import Reading
from ouvrage.people import queries as people
from ouvrage.people.models import Organisation, Person
from ouvrage.people.rules import ChainRole, Link
from ouvrage.work import actions as work
from ouvrage.work.drafts import ColumnMapping, Example, InstructionsDraft, ProjectDraft
from ouvrage.work.models import Batch, Project, Submission
from tests.factories.people import JOB, NOW, make_organisation

TEMPLATE = """<p>{{ task.input.text }}</p>
<fieldset><legend>Is it about money?</legend>
<label><input type="radio" name="money" value="yes" required> Yes</label>
<label><input type="radio" name="money" value="no"> No</label>
</fieldset>"""
_numbers = count(1)

INSTRUCTIONS = InstructionsDraft(
    goal="Say whether a sentence is about money.",
    steps=("Read the sentence.", "Choose yes or no."),
    good_examples=(Example("The rent went up.", "yes"), Example("It rained.", "no")),
    bad_examples=(Example("The rent went up.", "no"), Example("It rained.", "yes")),
    criteria=("The choice fits the sentence.",),
    edge_cases=("Gifts count as money.",),
)


def project_draft(**changes: object) -> ProjectDraft:
    """A project that can be published: 10 seconds at 0.06 EUR, three answers."""
    wanted: dict[str, object] = {
        "title": "About money",
        "purpose": "Measure how often readers' letters speak of money.",
        "end_client": "Archive",
        "ai_function": "preparation",
        "data_categories": ("public_text",),
        "contact": "desk@example.org",
        "languages": ("en",),
        "template": TEMPLATE,
        "reward": "0.06",
        "time_estimate_seconds": 10,
        "answers_per_task": 3,
    }
    return ProjectDraft(**{**wanted, **changes})  # type: ignore[arg-type]


def make_project(organisation: Organisation | None = None, **changes: object) -> Project:
    """A draft project with instructions."""
    organisation = organisation or make_organisation()
    changes.setdefault("end_client", organisation.name)
    project = work.draft_project(
        actor=JOB,
        now=NOW,
        organisation_id=organisation.id,
        draft=project_draft(**changes),
        client_key=f"project-{next(_numbers)}",
    )
    work.write_instructions(actor=JOB, now=NOW, project_id=project.id, draft=INSTRUCTIONS)
    if changes["end_client"] != organisation.name:
        write_chain(project, client=str(changes["end_client"]) or "A company")
    project.refresh_from_db()
    return project


def write_chain(project: Project, *, client: str, share_permille: int = 100) -> None:
    """The client has a contract with the project's organisation, which keeps that share."""
    organisation = people.organisation(project.organisation_id)
    work.write_project_chain(
        actor=JOB,
        now=NOW,
        project_id=project.id,
        links=[
            Link(client, "DE", ChainRole.CLIENT),
            Link(organisation.name, organisation.country, ChainRole.CONTRACT, share_permille),
        ],
    )


def table_of(rows: Sequence[Mapping[str, object]]) -> Table:
    """A table as a file would give it."""
    columns = tuple(rows[0]) if rows else ("text",)
    return Table(
        columns,
        "utf-8",
        ",",
        lambda: iter([Row(n, n + 1, dict(cells)) for n, cells in enumerate(rows, start=1)]),  # type: ignore[arg-type]
    )


def make_draft_batch(project: Project, tasks: int = 2) -> Batch:
    """An imported batch with that many tasks."""
    rows = [{"id": f"t{n}", "text": f"Sentence {n}."} for n in range(1, tasks + 1)]
    return work.import_batch(
        actor=JOB,
        now=NOW,
        project_id=project.id,
        table=table_of(rows),
        mapping=ColumnMapping(external_id="id"),
        name="Letters",
        client_key=f"batch-{next(_numbers)}",
    )


def fund(organisation_id: str, amount: str = "1000") -> None:
    """The organisation has that much available."""
    recipes.deposit(
        actor=JOB,
        now=NOW,
        organisation_id=organisation_id,
        amount=Money.parse(amount, "EUR"),
        reference="transfer",
        key=f"deposit-{next(_numbers)}",
    )


def make_open_batch(tasks: int = 2, project: Project | None = None, **changes: object) -> Batch:
    """A published batch, paid for by a deposit of 1,000 EUR."""
    project = project or make_project(**changes)
    batch = make_draft_batch(project, tasks)
    fund(project.organisation_id)
    return pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)


def begin_reading(actor: Actor, project_id: str, now: Moment = NOW) -> Reading:
    """The worker's reading has begun, with the chain that the project's page shows."""
    chain = Project.objects.values_list("chain_hash", flat=True).get(id=project_id)
    return pay.begin_reading(actor=actor, now=now, project_id=project_id, chain=chain)


def ready(worker: Person, batch: Batch, now: Moment = NOW) -> Actor:
    """The worker as an actor who has read the instructions of the batch's project."""
    actor = Actor.person(worker.id)
    begin_reading(actor, batch.project_id, now)
    pay.end_reading(actor=actor, now=now, project_id=batch.project_id, reported_seconds=10)
    return actor


def answer_one(
    worker: Person, batch: Batch, answer: str = "yes", now: Moment = NOW, seconds: int = 8
) -> Submission:
    """The worker's answer to the next task of the batch's project."""
    actor = ready(worker, batch, now)
    assignment = work.take(actor=actor, now=now, project_id=batch.project_id)
    return work.submit(
        actor=actor,
        now=now + timedelta(seconds=seconds),
        assignment_id=assignment.id,
        answer={"money": answer},
        active_seconds=seconds,
    )
