"""Offering rework, refusing, asking about fraud: what each needs, says and leads to."""

import pytest
from django.test import Client

from ouvrage.base.moment import utc_now
from ouvrage.review import actions as review
from ouvrage.work.models import Assignment, Submission
from tests.doors.web.requester.scenes import RunningScene, logged_in, make_running_scene
from tests.factories.people import actor_of, make_operator
from tests.factories.review import decline, fill_guarantee, offer, redo, refuse_after_offer
from tests.factories.work import answer_one

pytestmark = pytest.mark.django_db

REASONED = {
    "client_key": "0" * 32,
    "reason": "wrong_on_evidence",
    "criterion": "C1",
    "evidence": "The sentence speaks of rent, which is money.",
    "explanation": "Rent is money, so yes was the answer.",
}


@pytest.fixture
def scene() -> RunningScene:
    return make_running_scene()


def at(scene: RunningScene, name: str, sent: Submission | None = None) -> str:
    return scene.address(name, scene.project.id, (sent or scene.answer).id)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def state_of(sent: Submission) -> str:
    return Submission.objects.values_list("state", flat=True).get(id=sent.id)


def may_be_refused(scene: RunningScene) -> None:
    """The worker has declined the rework of this answer."""
    decline(offer(scene.answer, utc_now()), utc_now())


@pytest.mark.parametrize("name", ["refuse", "rework"])
@pytest.mark.parametrize("missing", ["reason", "criterion", "evidence", "explanation"])
def test_everything_is_needed(scene: RunningScene, name: str, missing: str) -> None:
    """DEC-1."""
    client = logged_in(scene.alice)
    answer = client.post(at(scene, name), {**REASONED, missing: ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{missing}' in page
    assert missing == "evidence" or REASONED["evidence"] in page
    assert state_of(scene.answer) == "pending"


def test_a_first_defect_leads_to_the_offer_of_rework(scene: RunningScene) -> None:
    """DEC-2."""
    client = logged_in(scene.alice)
    page = shown(client, at(scene, "answer"))
    assert "Offer a paid rework" in page
    assert at(scene, "refuse") not in page
    assert client.get(at(scene, "refuse")).headers["Location"] == at(scene, "rework")
    refused = client.post(at(scene, "refuse"), REASONED)
    assert refused.status_code == 422
    assert "paid rework comes before a refusal" in refused.content.decode()
    page = shown(client, at(scene, "rework"))
    assert "rework comes before a refusal" in page
    assert "C1 · The choice fits the sentence." in page


def test_an_offered_rework_is_shown_until_it_comes(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    answer = client.post(at(scene, "rework"), REASONED, follow=True)
    page = answer.content.decode()
    assert "The rework is offered." in page
    assert "The worker can send a rework until" in page
    assert REASONED["evidence"] in page
    assert "Accept</button>" not in page
    listed = shown(client, scene.address("answers", scene.project.id) + "?state=rework")
    assert scene.answer.id in listed
    new = redo(Assignment.objects.get(redoes=scene.answer.assignment), now=utc_now())
    assert at(scene, "answer", new) in shown(client, at(scene, "answer"))
    page = shown(client, at(scene, "answer", new))
    assert at(scene, "answer") in page
    assert at(scene, "refuse", new) in page
    assert at(scene, "rework", new) not in page


def test_a_refusal_says_what_happens_to_the_money(scene: RunningScene) -> None:
    may_be_refused(scene)
    page = shown(logged_in(scene.alice), at(scene, "refuse"))
    assert "the 0.06 EUR of this answer stay set aside" in page
    assert "C1 · The choice fits the sentence." in page


def test_a_refused_answer_can_be_accepted_after_all(scene: RunningScene) -> None:
    client = logged_in(scene.alice)
    may_be_refused(scene)
    client.post(at(scene, "refuse"), REASONED)
    page = shown(client, at(scene, "answer"))
    assert "Accept after all" in page
    assert REASONED["evidence"] in page
    client.post(at(scene, "accept_one"))
    assert state_of(scene.answer) == "accepted"


def test_a_refusal_that_waits_says_so() -> None:
    """DEC-4: the second refusal of twenty answers."""
    scene = make_running_scene(tasks=20)
    sent = [scene.answer] + [answer_one(scene.dalia, scene.batch, now=utc_now()) for _ in range(19)]
    refuse_after_offer(sent[0], utc_now())
    client = logged_in(scene.alice)
    answer = client.post(at(scene, "refuse", sent[1]), REASONED, follow=True)
    page = answer.content.decode()
    assert "a person looks first" in page
    assert "Nothing is decided meanwhile" in page
    assert "Accept after all" in page
    assert "Waiting for a person (2)" in shown(client, scene.address("answers", scene.project.id))


def test_a_reviewer_can_be_asked_about_fraud(scene: RunningScene) -> None:
    """PAY-9."""
    client = logged_in(scene.alice)
    refuse_after_offer(scene.answer, utc_now())
    assert at(scene, "suspicion") in shown(client, at(scene, "answer"))
    short = client.post(at(scene, "suspicion"), {"client_key": "0" * 32, "evidence": "Hm."})
    assert short.status_code == 422
    evidence = "All answers were sent within a second of each other."
    asked = client.post(
        at(scene, "suspicion"), {"client_key": "0" * 32, "evidence": evidence}, follow=True
    )
    assert "A reviewer was asked on" in asked.content.decode()
    review.dismiss_suspicion(
        actor=actor_of(make_operator()),
        now=utc_now(),
        submission_id=scene.answer.id,
        explanation="The page allows that.",
    )
    page = shown(client, at(scene, "answer"))
    assert "A reviewer found no fraud." in page
    assert "The page allows that." in page
    assert at(scene, "suspicion") not in page


def test_a_final_refusal_says_so(scene: RunningScene) -> None:
    fill_guarantee()
    verdict = refuse_after_offer(scene.answer, utc_now())
    assert verdict.appeal_until is not None
    review.close_refusals(actor=actor_of(make_operator()), now=verdict.appeal_until)
    page = shown(logged_in(scene.alice), at(scene, "answer"))
    assert "The refusal is final." in page
    assert "Accept after all" not in page
