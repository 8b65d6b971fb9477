"""A published project with answers, and the people around it: who owns it and who does not."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.people.models import Organisation, Person
from ouvrage.work.models import Batch, Project, Submission
from tests.factories.people import make_member, make_organisation, make_person, make_worker
from tests.factories.work import answer_one, fund, make_open_batch, make_project


@dataclass(frozen=True)
class Scene:
    """Alice owns the organisation, Bob is a member, Charlie a stranger, Dalia works."""

    alice: Person
    bob: Person
    charlie: Person
    dalia: Person
    organisation: Organisation

    def address(self, name: str, *more: str) -> str:
        """The address of a page of the organisation."""
        return reverse(f"requester:{name}", args=[self.organisation.id, *more])


@dataclass(frozen=True)
class RunningScene(Scene):
    """The same with an open batch and one answer of Dalia's that waits."""

    project: Project
    batch: Batch
    answer: Submission


def logged_in(person: Person | None) -> Client:
    """A browser in which that person is logged in, or nobody."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def make_scene() -> Scene:
    """An organisation that has 1,000 EUR and no project."""
    alice, charlie = make_person(name="Alice"), make_person(name="Charlie")
    organisation = make_organisation(alice)
    make_organisation(charlie, name="Another house")
    fund(organisation.id)
    return Scene(alice, make_member(organisation), charlie, make_worker(), organisation)


def make_running_scene(tasks: int = 2) -> RunningScene:
    """The same with a published batch and one answer."""
    scene = make_scene()
    batch = make_open_batch(tasks, make_project(scene.organisation))
    answer = answer_one(scene.dalia, batch, now=utc_now())
    return RunningScene(
        scene.alice,
        scene.bob,
        scene.charlie,
        scene.dalia,
        scene.organisation,
        batch.project,
        batch,
        answer,
    )
