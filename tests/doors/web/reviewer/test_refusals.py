"""A reviewer decides on held refusals, fraud and control items (DEC-4, PAY-9, DEC-13)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.people.models import Organisation, Person
from ouvrage.review import actions as review
from ouvrage.review.models import GoldDispute, HeldRefusal, Hold, Suspicion
from ouvrage.work.models import Batch, Submission, Task
from tests.doors.web.reviewer.test_home import logged_in
from tests.factories.people import (
    JOB,
    actor_of,
    make_member,
    make_operator,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.review import GROUNDS, REQUESTER, refuse_after_offer
from tests.factories.work import answer_one, fund, make_draft_batch, make_open_batch, make_project

pytestmark = pytest.mark.django_db
WHY = "I read the sentences and the answers."


@pytest.fixture
def client() -> Client:
    return logged_in(make_reviewer())


def page(client: Client, name: str, *args: str) -> str:
    shown = client.get(reverse(f"reviewer:{name}", args=args))
    assert shown.status_code == 200
    return shown.content.decode()


def held() -> tuple[Hold, list[Submission]]:
    """Two refusals of twenty answers of one worker wait."""
    worker, batch = make_worker(), make_open_batch(tasks=20)
    sent = [answer_one(worker, batch, now=utc_now()) for _ in range(20)]
    for each in sent[:2]:
        refuse_after_offer(each, utc_now())
    return Hold.objects.get(), sent[:2]


def suspected() -> Submission:
    """A refused answer in which the requester suspects fraud."""
    sent = answer_one(make_worker(), make_open_batch(), now=utc_now())
    refuse_after_offer(sent, utc_now())
    review.suspect_fraud(
        actor=REQUESTER,
        now=utc_now(),
        submission_id=sent.id,
        evidence="All answers came within a second.",
    )
    return sent


def disputed() -> Submission:
    """An answer whose worker disputes its control item."""
    batch = make_draft_batch(make_project(), 1)
    fund(batch.project.organisation_id)
    review.mark_gold(
        actor=REQUESTER,
        now=utc_now(),
        task_id=Task.objects.get().id,
        expected={"money": "yes"},
        explanation="The sentence speaks of rent.",
    )
    pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)
    worker = make_worker()
    sent = answer_one(worker, Batch.objects.get(), "no", now=utc_now())
    review.check_gold(actor=JOB, now=utc_now())
    review.dispute_gold(
        actor=actor_of(worker),
        now=utc_now(),
        submission_id=sent.id,
        words="It does not speak of rent.",
    )
    return sent


def states(sent: list[Submission]) -> list[str]:
    found = dict(Submission.objects.values_list("id", "state"))
    return [found[each.id] for each in sent]


def test_what_waits_is_on_the_first_page(client: Client) -> None:
    hold, _ = held()
    suspected()
    shown = page(client, "home")
    for name in ("holds", "frauds", "disputes"):
        assert reverse(f"reviewer:{name}") in shown
    assert shown.count("1 waits") == 2
    assert reverse("reviewer:hold", args=[hold.id]) in page(client, "holds")
    first = shown.index('class="card"')
    assert shown.index(reverse("reviewer:holds"), first) < shown.index(
        reverse("reviewer:appeals"), first
    )


def test_operators_see_first_that_refusals_wait_and_until_when() -> None:
    hold, _ = held()
    operator = logged_in(make_operator())
    shown = operator.get(reverse("operator:home")).content.decode()
    assert "1 batch with many refusals waits for a person." in shown
    assert shown.index(reverse("reviewer:holds")) < shown.index('class="figures"')
    lapses = (hold.at + timedelta(days=7)).isoformat(timespec="seconds")
    assert lapses in page(operator, "holds")
    assert lapses in page(operator, "hold", hold.id)


def test_held_refusals_are_decided_one_by_one_or_together(client: Client) -> None:
    hold, sent = held()
    address = reverse("reviewer:hold", args=[hold.id])
    shown = page(client, "hold", hold.id)
    for text in (GROUNDS["evidence"], "C1 · ", "The share of refused answers", "Sentence 1."):
        assert text in shown
    empty = client.post(address, {"submission": [sent[0].id], "outcome": "lift"})
    assert empty.status_code == 422
    assert "checked" not in shown
    unticked = client.post(address, {"outcome": "lift", "explanation": WHY})
    assert (unticked.status_code, states(sent)) == (422, ["held", "held"])
    assert "Tick the refusals that this decides." in unticked.content.decode()
    done = {"submission": [sent[0].id], "outcome": "lift", "explanation": WHY}
    assert client.post(address, done).headers["Location"] == address
    assert states(sent) == ["accepted", "held"]
    assert client.post(address, done).status_code == 422
    client.post(address, {**done, "submission": [sent[1].id], "outcome": "confirm"})
    assert states(sent) == ["accepted", "refused"]
    assert "Every refusal of this hold is decided." in page(client, "hold", hold.id)
    assert "Nothing waits." in page(client, "holds")
    assert HeldRefusal.objects.filter(words=WHY).count() == 2


def test_a_suspicion_is_decided_with_evidence(client: Client) -> None:
    sent = suspected()
    address = reverse("reviewer:fraud", args=[sent.id])
    assert address in page(client, "frauds")
    shown = page(client, "fraud", sent.id)
    assert "All answers came within a second." in shown
    assert GROUNDS["explanation"] in shown
    without = client.post(address, {"outcome": "fraud", "explanation": WHY})
    assert without.status_code == 422
    found = {"outcome": "fraud", "evidence": "One second each.", "explanation": WHY}
    assert client.post(address, found).headers["Location"] == address
    assert Suspicion.objects.get().proven is True
    assert "A reviewer found fraud." in page(client, "fraud", sent.id)
    assert "Nothing waits." in page(client, "frauds")


def test_no_fraud_needs_no_evidence(client: Client) -> None:
    sent = suspected()
    client.post(reverse("reviewer:fraud", args=[sent.id]), {"outcome": "none", "explanation": WHY})
    assert Suspicion.objects.get().proven is False


def test_a_disputed_control_item_is_decided(client: Client) -> None:
    sent = disputed()
    address = reverse("reviewer:dispute", args=[sent.id])
    assert address in page(client, "disputes")
    shown = page(client, "dispute", sent.id)
    for text in ("It does not speak of rent.", "The sentence speaks of rent.", "Known answer"):
        assert text in shown
    assert client.post(address, {"outcome": "worker", "explanation": "No"}).status_code == 422
    client.post(address, {"outcome": "worker", "explanation": WHY})
    assert GoldDispute.objects.get().upheld is True
    assert "Decided for the worker." in page(client, "dispute", sent.id)


def test_a_party_decides_nothing() -> None:
    sent = suspected()
    client_of = Organisation.objects.get(id=sent.project.organisation_id)
    member = make_member(client_of)
    Person.objects.filter(id=member.id).update(reviews=True)
    posted = logged_in(Person.objects.get(id=member.id)).post(
        reverse("reviewer:fraud", args=[sent.id]), {"outcome": "none", "explanation": WHY}
    )
    assert posted.status_code == 422
    assert Suspicion.objects.get().decided_at is None


@pytest.mark.parametrize("name", ["holds", "frauds", "disputes"])
def test_pages_are_for_reviewers(name: str) -> None:
    address = reverse(f"reviewer:{name}")
    for person in (make_person(), make_worker()):
        assert logged_in(person).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_single_pages_are_for_reviewers() -> None:
    hold, _ = held()
    sent = suspected()
    pages = [
        reverse("reviewer:hold", args=[hold.id]),
        reverse("reviewer:fraud", args=[sent.id]),
        reverse("reviewer:dispute", args=[sent.id]),
    ]
    worker = logged_in(Person.objects.get(id=sent.worker_id))
    for address in pages:
        assert worker.get(address).status_code == 404
        assert worker.post(address, {"outcome": "none", "explanation": WHY}).status_code == 404
    assert logged_in(make_reviewer()).get(pages[2]).status_code == 404
