"""Appeals and blocks as an organisation sees them: its own, workers by code, nothing to decide."""

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.people.models import Organisation, Person
from ouvrage.rights.models import Appeal, AppealStep
from ouvrage.rights.queries import refusal_of
from ouvrage.work.models import Block
from tests.factories.people import make_member, make_organisation, make_person
from tests.factories.review import make_refused
from tests.factories.rights import appeal_against
from tests.factories.work import make_open_batch, make_project

pytestmark = pytest.mark.django_db
KEY = "0" * 32


def logged_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


class Contested:
    """An organisation with a refusal that its worker contested."""

    def __init__(self) -> None:
        self.owner = make_person()
        self.organisation: Organisation = make_organisation(self.owner)
        batch = make_open_batch(project=make_project(self.organisation))
        self.sent = make_refused(batch=batch)
        self.worker = Person.objects.get(id=self.sent.worker_id)
        self.appeal: Appeal = appeal_against(
            self.worker, "refusal", refusal_of(self.sent.id), words="It is on the back."
        )

    def address(self, name: str, *more: str) -> str:
        """An address of the organisation."""
        return reverse(f"requester:{name}", args=[self.organisation.id, *more])


@pytest.fixture
def contested() -> Contested:
    return Contested()


def test_a_member_reads_the_file_and_answers_in_it(contested: Contested) -> None:
    client = logged_in(make_member(contested.organisation))
    page = contested.address("appeal", contested.appeal.id)
    assert page in client.get(contested.address("appeals")).content.decode()
    shown = client.get(page).content.decode()
    assert "It is on the back." in shown
    assert contested.worker.email not in shown
    assert "reviewer:" not in shown
    for _ in range(2):
        sent = client.post(page, {"client_key": KEY, "words": "The back is not part of it."})
        assert sent.headers["Location"] == page
    assert client.get(page).content.decode().count("The back is not part of it.") == 1
    assert client.post(page, {"client_key": KEY, "words": ""}).status_code == 422
    assert list(AppealStep.objects.values_list("side", flat=True)) == ["worker", "requester"]


def test_a_worker_is_blocked_from_an_answer_and_the_block_is_lifted(contested: Contested) -> None:
    client = logged_in(contested.owner)
    answer = contested.address("answer", contested.sent.project_id, contested.sent.id)
    form = contested.address("block", contested.sent.project_id, contested.sent.id)
    assert form in client.get(answer).content.decode()
    assert "For 90 days" in client.get(form).content.decode()
    wrong = client.post(form, {"client_key": KEY, "reason": "", "explanation": "x"})
    assert wrong.status_code == 422
    fields = {
        "client_key": KEY,
        "reason": "instructions_ignored",
        "explanation": "The second step was left aside twice.",
    }
    blocks = contested.address("blocks")
    for _ in range(2):
        assert client.post(form, fields).headers["Location"] == blocks
    block = Block.objects.get()
    assert (block.worker_id, block.decided_by) == (contested.worker.id, contested.owner.id)
    shown = client.get(blocks).content.decode()
    assert "The second step was left aside twice." in shown
    assert contested.worker.email not in shown
    again = client.post(form, fields | {"client_key": "1" * 32})
    assert "stands already" in again.content.decode()
    lift = contested.address("block_lifted", block.id)
    assert client.post(lift).headers["Location"] == blocks
    assert Block.objects.get().ended_at is not None
    assert lift not in client.get(blocks).content.decode()
    assert block.answers == [contested.sent.id]
    assert "An earlier block of this worker began on" in client.get(form).content.decode()
    repeated = client.post(form, fields | {"client_key": "2" * 32})
    assert repeated.status_code == 422
    assert "Another one rests on what happened after" in repeated.content.decode()
    assert Block.objects.count() == 1


def test_strangers_find_nothing(contested: Contested) -> None:
    other = make_person()
    theirs = make_organisation(other)
    stranger = logged_in(other)
    project = contested.sent.project_id
    for address in (
        contested.address("appeals"),
        contested.address("blocks"),
        contested.address("appeal", contested.appeal.id),
        contested.address("block", project, contested.sent.id),
        reverse("requester:appeal", args=[theirs.id, contested.appeal.id]),
        reverse("requester:block", args=[theirs.id, project, contested.sent.id]),
    ):
        assert stranger.get(address).status_code == 404, address
        assert logged_in(contested.worker).get(address).status_code == 404, address
        assert Client().get(address).status_code == 302, address
    assert stranger.post(contested.address("block_lifted", "x")).status_code == 404
    mine = reverse("requester:block_lifted", args=[theirs.id, "x"])
    assert stranger.post(mine).status_code == 404
