"""Status, contract and chain as a worker meets them (STA-1, STA-2, STA-7, STA-15, TRA-2)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.journal.models import Event
from ouvrage.people import actions as people
from ouvrage.people import queries
from ouvrage.people.models import ContractVersion, Person
from ouvrage.people.rules import StatusKind
from ouvrage.work.models import Assignment, WorkerProject
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.contributions import EVERY_SCHEME, SIREN
from tests.factories.people import JOB, actor_of, make_person, make_worker
from tests.factories.work import write_chain

pytestmark = pytest.mark.django_db
STATUS, CONTRACT = "worker:status", "worker:contract"


@pytest.fixture(autouse=True)
def _schemes() -> Iterator[None]:
    with override_settings(**EVERY_SCHEME):
        yield


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def newcomer() -> Person:
    """Somebody who works and has accepted nothing yet."""
    return make_person(works=True, language="fr")


def page(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", [STATUS, CONTRACT])
def test_pages_are_for_workers(name: str) -> None:
    address = reverse(name)
    assert logged_in(make_worker()).get(address).status_code == 200
    assert logged_in(make_person()).get(address).status_code == 404
    assert logged_in(None).get(address).headers["Location"].startswith("/accounts/login/")


def test_contract_comes_before_the_first_paid_reading(scene: Scene) -> None:
    """STA-7: the button leads to the contract, in the worker's language, and back."""
    worker = newcomer()
    client = logged_in(worker)
    client.cookies["language"] = "fr"
    answer = client.post(reverse("worker:read", args=[scene.project.id]))
    leads = f"{reverse(CONTRACT)}?project={scene.project.id}"
    assert answer.headers["Location"] == leads
    shown = client.get(leads).content.decode()
    assert "Ce que la plateforme vous doit" in shown
    assert "OUVRAGE_CONTRIBUTION_PERMILLE" in shown, "STA-1: the scheme and its rates beside it"
    assert f'href="{reverse(STATUS)}#choose"' in shown
    row = queries.contract_in_force(utc_now(), "fr")
    assert row is not None
    fields = {"version": "1", "text_hash": row.hash, "project": scene.project.id}
    refused = client.post(reverse("worker:contract_accept"), fields)
    assert refused.status_code == 422, "STA-15: somebody who does not say they are an adult"
    taken = client.post(reverse("worker:contract_accept"), fields | {"adult": "on"})
    assert taken.headers["Location"] == reverse("worker:project", args=[scene.project.id])
    told = Event.objects.get(action="contract.accepted", actor_id=worker.id)
    assert told.details["scheme"] == "percentage"
    copy = client.get(reverse("worker:contract_copy", args=[1, "txt"]))
    assert copy.content.decode() == row.text
    assert "attachment" in copy.headers["Content-Disposition"]
    printed = client.get(reverse("worker:contract_copy", args=[1, "pdf"]))
    assert printed.content.startswith(b"%PDF-")
    assert printed.content == client.get(reverse("worker:contract_copy", args=[1, "pdf"])).content
    chain = {"chain": scene.project.chain_hash}
    begun = client.post(reverse("worker:read", args=[scene.project.id]), chain)
    assert reverse("worker:instructions", args=[scene.project.id]) in begun.headers["Location"]


def test_copies_are_one_s_own(scene: Scene) -> None:
    stranger = logged_in(newcomer())
    assert stranger.get(reverse("worker:contract_copy", args=[1, "pdf"])).status_code == 404


def test_next_version_is_shown_with_its_changes_and_stops_only_new_tasks(scene: Scene) -> None:
    """STA-7: notice, changes marked; without consent money and pages stay, tasks in hand too."""
    held = scene.take()
    first = queries.contract_version(1, "en")
    assert first is not None
    text = first.text.replace("You are 18 or older", "You are an adult")
    soon = utc_now() + timedelta(days=3)
    ContractVersion.objects.create(
        version=2, texts={"en": text}, recorded_at=utc_now(), in_force_from=soon
    )
    client = logged_in(scene.worker)
    shown = page(client, CONTRACT)
    assert "<ins>You are an adult, and you work yourself, under one account.</ins>" in shown
    assert "<del>You are 18 or older, and you work yourself, under one account.</del>" in shown
    ContractVersion.objects.create(
        version=3, texts={"en": text}, recorded_at=utc_now(), in_force_from=utc_now()
    )
    sent = {"mood": "glad", "then": "next", "active_seconds": "9"}
    answer = client.post(reverse("worker:submit", args=[held.id]), sent)
    assert answer.headers["Location"].startswith(reverse(CONTRACT))
    assert Assignment.objects.get(id=held.id).state == "submitted"
    for name in ("worker:earnings", "worker:answers", STATUS):
        assert client.get(reverse(name)).status_code == 200


def test_status_page_names_the_scheme_its_rates_and_their_source(scene: Scene) -> None:
    """STA-1: who chose nothing sees under which rule they are paid."""
    shown = page(logged_in(scene.worker), STATUS)
    assert "You chose no status." in shown
    assert "OUVRAGE_CONTRIBUTION_PERMILLE" in shown
    assert "1 %" in shown


def test_choosing_asks_for_what_the_status_needs(scene: Scene) -> None:
    client = logged_in(scene.worker)
    address = reverse("worker:status_choose", args=["micro_fr"])
    fields = {"micro_fr-activity": "bic_services", "micro_fr-registration": "123 456 789"}
    refused = client.post(address, fields)
    assert refused.status_code == 422
    assert "This is no SIREN number." in refused.content.decode()
    done = client.post(address, fields | {"micro_fr-registration": SIREN})
    assert done.headers["Location"] == reverse(STATUS)
    shown = page(client, STATUS)
    assert "Micro-entrepreneur in France" in shown
    assert "SIREN ending in 320" in shown
    assert "21.2 %" in shown


def test_a_status_that_is_not_offered_is_not_there(scene: Scene) -> None:
    client = logged_in(scene.worker)
    with override_settings(CONTRIBUTION_SCHEMES=()):
        address = reverse("worker:status_choose", args=["employee_coop"])
        assert client.post(address).status_code == 404
        assert "it cannot offer that status" in page(client, STATUS)


def test_an_offered_status_is_declined_in_the_worker_s_words(scene: Scene) -> None:
    """STA-2: a written opt-out, kept as it was written."""
    now = utc_now()
    people.offer_status(
        actor=JOB, now=now, person_id=scene.worker.id, paid_seconds=1,
        starts_at=now + timedelta(days=14),
    )  # fmt: skip
    client = logged_in(scene.worker)
    assert "An employee status begins for you" in page(client, STATUS)
    address = reverse("worker:status_decline")
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "I stay free."}).status_code == 302
    assert "I stay free." in page(client, STATUS)


def test_leaving_the_employee_status_asks_for_words(scene: Scene) -> None:
    client = logged_in(scene.worker)
    client.post(reverse("worker:status_choose", args=["employee_coop"]))
    address = reverse("worker:status_choose", args=["self_employed"])
    assert client.post(address).status_code == 422
    words = {"self_employed-words": "I go back to my own clients."}
    assert client.post(address, words).status_code == 302
    found = queries.status_at(scene.worker.id, utc_now())
    assert found is not None
    assert found.kind is StatusKind.SELF_EMPLOYED


def test_the_chain_is_shown_before_and_beside_the_task(scene: Scene) -> None:
    """TRA-2: every link with legal name, country, role and share of the price."""
    client = logged_in(scene.worker)
    shown = page(client, "worker:project", scene.project.id)
    parts = ("Weather Museum", "(DE)", "Archive of Lyon", "10 % of the price", "4.3 %", "85.7 %")
    assert [part for part in parts if part not in shown] == []
    held = scene.take()
    beside = page(client, "worker:assignment", held.id)
    assert "Weather Museum" in beside
    assert "has the contract with the client" in beside


def test_a_client_who_may_stay_unnamed_is_not_named_in_the_chain() -> None:
    scene = make_scene(end_client="")
    shown = page(logged_in(scene.worker), "worker:project", scene.project.id)
    assert "A client who is not named yet" in shown
    assert "A museum" not in shown


def test_a_changed_chain_asks_again_and_leaves_tasks_in_hand_alone(scene: Scene) -> None:
    """TRA-2: a link change asks consent again."""
    held = scene.take()
    client = logged_in(scene.worker)
    write_chain(scene.project, client="Weather Museum", share_permille=300)
    sent = {"mood": "glad", "then": "next", "active_seconds": "9"}
    answer = client.post(reverse("worker:submit", args=[held.id]), sent)
    project = reverse("worker:project", args=[scene.project.id])
    assert answer.headers["Location"].startswith(project)
    shown = client.get(project).content.decode()
    assert "These organisations have changed since you accepted them." in shown
    assert "30 % of the price" in shown
    taking = reverse("worker:take", args=[scene.project.id])
    assert client.post(taking).headers["Location"] == f"{project}?chain=changed#chain"
    scene.project.refresh_from_db()
    consent = reverse("worker:chain", args=[scene.project.id])
    client.post(consent, {"chain": "0" * 64})
    asked = client.post(taking).headers["Location"]
    assert asked == f"{project}?chain=changed#chain", "another chain was accepted"
    client.post(consent, {"chain": scene.project.chain_hash})
    assert reverse("worker:assignment", args=["x"])[:-2] in client.post(taking).headers["Location"]


def test_a_chain_rewritten_while_the_page_is_open_is_shown_before_the_first_reading(
    scene: Scene,
) -> None:
    """TRA-2: nobody consents to organisations that their page did not show."""
    client = logged_in(make_worker())
    project = reverse("worker:project", args=[scene.project.id])
    reading = reverse("worker:read", args=[scene.project.id])
    shown = client.get(project).context["chain_hash"]
    write_chain(scene.project, client="Weather Museum", share_permille=300)
    for sent in ({"chain": shown}, {}):
        again = client.post(reading, sent, follow=True)
        page_now = again.content.decode()
        assert again.redirect_chain[0][0] == f"{project}?chain=changed#chain"
        assert "These organisations have changed since you accepted them." in page_now
        assert "30 % of the price" in page_now
        assert reading not in page_now
    assert not WorkerProject.objects.filter(project_id=scene.project.id).exists()
    accepted = {"chain": again.context["chain_hash"]}
    client.post(reverse("worker:chain", args=[scene.project.id]), accepted)
    assert f'name="chain" value="{accepted["chain"]}"' in client.get(project).content.decode()
    begun = client.post(reading, accepted)
    assert reverse("worker:instructions", args=[scene.project.id]) in begun.headers["Location"]


def test_nobody_accepts_for_a_stranger_s_project(scene: Scene) -> None:
    owner = logged_in(scene.owner)
    assert owner.post(reverse("worker:chain", args=[scene.project.id])).status_code == 404
    assert actor_of(scene.owner).id == scene.owner.id
