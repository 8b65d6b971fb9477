"""The chain of organisations on a requester's pages, and volunteer work (TRA-2, STA-7)."""

import pytest
from django.urls import reverse

from ouvrage.people.models import Organisation
from ouvrage.people.queries import ChainSubject, chain_of
from ouvrage.work.actions import change_project
from ouvrage.work.models import Project
from tests.doors.web.requester.scenes import Scene, logged_in, make_scene
from tests.factories.people import JOB, NOW
from tests.factories.work import make_draft_batch, make_project, project_draft

pytestmark = pytest.mark.django_db
LINES = {
    "link1-legal_name": "Weather Museum",
    "link1-country": "DE",
    "link1-role": "client",
    "link2-legal_name": "Archive",
    "link2-country": "FR",
    "link2-role": "contract",
    "link2-share_permille": "100",
}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def project_for(scene: Scene, client: str) -> Project:
    """A project that lacks nothing but, maybe, its chain."""
    project = make_project(scene.organisation)
    change_project(
        actor=JOB, now=NOW, project_id=project.id, draft=project_draft(end_client=client)
    )
    make_draft_batch(project)
    project.refresh_from_db()
    return project


def test_pages_are_for_members(scene: Scene) -> None:
    project = project_for(scene, "Archive")
    for address in (scene.address("organisation_chain"), scene.address("chain", project.id)):
        assert logged_in(scene.alice).get(address).status_code == 200
        assert logged_in(scene.bob).get(address).status_code == 200
        assert logged_in(scene.charlie).get(address).status_code == 404
        assert logged_in(scene.dalia).post(address, LINES).status_code == 404
        assert logged_in(None).get(address).status_code == 302


def test_who_works_for_themself_has_nothing_to_fill_in(scene: Scene) -> None:
    """TRA-2: the simple chain is client, platform, people."""
    project = project_for(scene, "Archive")
    shown = (
        logged_in(scene.alice)
        .get(scene.address("publish", project.id), follow=True)
        .content.decode()
    )
    assert "Describe the chain" not in shown
    chain = logged_in(scene.alice).get(scene.address("chain", project.id)).content.decode()
    assert "4.8 % of the price" in chain
    assert "95.2 % of the price" in chain


def test_another_client_needs_a_chain_before_publishing(scene: Scene) -> None:
    project = project_for(scene, "Weather Museum")
    client = logged_in(scene.alice)
    address = scene.address("chain", project.id)
    shown = client.get(scene.address("publish", project.id), follow=True).content.decode()
    assert f"{address}#id_chain" in shown
    assert "Describe the chain, then publish." in shown
    assert client.post(address, LINES).status_code == 302
    after = client.get(scene.address("publish", project.id), follow=True).content.decode()
    assert "Describe the chain" not in after


def test_an_organisation_s_chain_is_inherited(scene: Scene) -> None:
    project = project_for(scene, "Weather Museum")
    client = logged_in(scene.alice)
    assert client.post(scene.address("organisation_chain"), LINES).status_code == 302
    shown = client.get(scene.address("chain", project.id)).content.decode()
    assert "from your organisation" in shown
    assert "Weather Museum" in shown
    project.refresh_from_db()
    found = chain_of(ChainSubject.ORGANISATION, scene.organisation.id)
    assert found is not None
    assert project.chain_hash == found.hash
    other = project_for(scene, "Somebody else")
    said = client.get(scene.address("publish", other.id), follow=True).content.decode()
    assert "Weather Museum" in said, "the chain names another client"


def test_faults_stand_beside_their_field(scene: Scene) -> None:
    wrong = LINES | {"link2-share_permille": "1000", "link1-country": "Germany"[:2]}
    answer = logged_in(scene.alice).post(scene.address("organisation_chain"), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A country is two capital letters" in page
    assert "nothing is left for the work" in page
    assert 'value="1000"' in page


def test_volunteer_work_is_for_non_profits_and_unpaid(scene: Scene) -> None:
    """STA-7: a company pays; a non-profit may say that it does not."""
    project = project_for(scene, "Archive")
    client = logged_in(scene.alice)
    pay = scene.address("pay", project.id)
    fields = {
        "client_key": "0" * 32, "time_estimate_seconds": "10", "reward": "", "volunteer": "on",
        "answers_per_task": "3", "lease_minutes": "60", "review_days": "3",
    }  # fmt: skip
    assert client.post(pay, fields).status_code == 302
    project.refresh_from_db()
    assert (project.volunteer, project.reward_micros) == (True, 0)
    page = client.get(scene.address("publish", project.id), follow=True).content.decode()
    assert "It pays under the floor" not in page
    Organisation.objects.filter(id=scene.organisation.id).update(kind="commercial")
    refused = client.post(pay, fields | {"reward": ""})
    assert refused.status_code == 422
    assert "A company pays for work." in refused.content.decode()
    paid = client.post(pay, fields | {"reward": "1"})
    assert paid.status_code == 422
    assert reverse("requester:pay", args=[scene.organisation.id, project.id]) == pay
