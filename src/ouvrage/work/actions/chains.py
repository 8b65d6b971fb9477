"""Chains behind projects are written, and accepted by those who work (TRA-2)."""

from collections.abc import Sequence

from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, record
from ouvrage.people.actions import write_chain
from ouvrage.people.errors import ChainChanged
from ouvrage.people.queries import ChainRow, ChainSubject
from ouvrage.people.rules import Link
from ouvrage.work.models import Batch, Project, WorkerProject
from ouvrage.work.queries.chains import chain_of_project
from ouvrage.work.rules import PUBLISHED_STATES


def write_project_chain(
    *, actor: Actor, now: Moment, project_id: str, links: Sequence[Link]
) -> ChainRow:
    """The project has this chain of its own; who works on it is asked before their next task."""
    with transaction.atomic():
        project = Project.objects.select_for_update().get(id=project_id)
        row = write_chain(
            actor=actor,
            now=now,
            subject_kind=ChainSubject.PROJECT,
            subject_id=project_id,
            organisation_id=project.organisation_id,
            links=links,
        )
        if Batch.objects.filter(project_id=project_id, state__in=PUBLISHED_STATES).exists():
            refuse_all(chain_of_project(project).refusals)
        _follow(project)
    return row


def write_organisation_chain(
    *, actor: Actor, now: Moment, organisation_id: str, links: Sequence[Link]
) -> ChainRow:
    """The organisation's projects for other clients inherit this chain, unless they have one of
    their own. A published project whose client is another keeps nobody from working: its page says
    that its chain does not name its client, and it publishes nothing more until it does."""
    with transaction.atomic():
        row = write_chain(
            actor=actor,
            now=now,
            subject_kind=ChainSubject.ORGANISATION,
            subject_id=organisation_id,
            organisation_id=organisation_id,
            links=links,
        )
        for project in (
            Project.objects.select_for_update()
            .filter(organisation_id=organisation_id)
            .order_by("id")
        ):
            _follow(project)
    return row


def _follow(project: Project) -> None:
    """The project is named by the chain in force for it, which `take` compares."""
    found = chain_of_project(project).hash
    Project.objects.filter(id=project.id).exclude(chain_hash=found).update(chain_hash=found)


def accept_chain(*, actor: Actor, now: Moment, project_id: str, chain_hash: str) -> None:
    """The worker accepted the chain that their page showed; refused when it changed meanwhile."""
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True).get(id=project_id)
        if project.chain_hash != chain_hash:
            raise ChainChanged
        seen = WorkerProject.objects.filter(project_id=project_id, worker_id=actor.id)
        if seen.exclude(chain_seen=chain_hash).update(chain_seen=chain_hash):
            details = {"hash": chain_hash}
            line = Line(
                "chain.accepted", "project", project_id, project.organisation_id, details=details
            )
            record(actor=actor, now=now, line=line)
