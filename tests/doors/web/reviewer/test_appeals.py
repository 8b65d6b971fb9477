"""Appeals and questions as a reviewer sees them: the queue, the same file, one decision."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ouvrage.people.models import Person
from ouvrage.rights import actions
from ouvrage.rights.models import Appeal, Explanation
from ouvrage.rights.queries import refusal_of
from tests.doors.web.reviewer.test_home import logged_in
from tests.factories.people import (
    NOW,
    actor_of,
    make_operator,
    make_organisation,
    make_person,
    make_reviewer,
    make_worker,
)
from tests.factories.review import fill_guarantee, make_refused
from tests.factories.rights import appeal_against, block, restrict
from tests.factories.work import answer_one, make_open_batch, make_project

pytestmark = pytest.mark.django_db
KEY = "0" * 32
WHY = "The answer follows the criterion as published."


@pytest.fixture
def appeal() -> Appeal:
    sent = make_refused()
    fill_guarantee()
    worker = Person.objects.get(id=sent.worker_id)
    return appeal_against(worker, "refusal", refusal_of(sent.id), words="It is on the back.")


def test_a_reviewer_finds_reads_asks_and_decides(appeal: Appeal) -> None:
    client = logged_in(make_reviewer())
    queue = reverse("reviewer:appeals")
    page = reverse("reviewer:appeal", args=[appeal.id])
    assert "1 waits" in client.get(reverse("reviewer:home")).content.decode()
    assert page in client.get(queue).content.decode()
    shown = client.get(page).content.decode()
    assert "It is on the back." in shown
    assert Person.objects.get(id=appeal.worker_id).email not in shown
    asked = reverse("reviewer:appeal_question", args=[appeal.id])
    fields = {"question-client_key": KEY, "question-words": "Which back?"}
    assert client.post(asked, fields).headers["Location"] == page
    decide = reverse("reviewer:appeal_decided", args=[appeal.id])
    refused = client.post(decide, {"decision-outcome": "upheld", "decision-explanation": "no"})
    assert refused.status_code == 422
    fields = {"decision-outcome": "overturned", "decision-explanation": WHY}
    assert client.post(decide, fields).headers["Location"] == page
    shown = client.get(page).content.decode()
    for said in ("Which back?", WHY, "Decided for the worker"):
        assert said in shown
    assert decide not in shown
    assert client.post(decide, fields).status_code == 422
    assert page not in client.get(queue).content.decode()


def test_a_list_of_appeals_takes_as_many_statements_for_nine_as_for_three(
    appeal: Appeal,
) -> None:
    """Of three kinds: what each is about is read for all of a kind at once."""
    client = logged_in(make_reviewer())
    queue = reverse("reviewer:appeals")
    contest_others()
    few = statements(client, queue)
    for _ in range(2):
        sent = make_refused()
        worker = Person.objects.get(id=sent.worker_id)
        appeal_against(worker, "refusal", refusal_of(sent.id))
        contest_others()
    shown = client.get(queue).context["lines"]
    assert [line.title for line in shown].count("About money") == 3
    assert [line.title for line in shown].count("Archive") == 3
    assert [line.title for line in shown].count(settings.INSTANCE_NAME) == 3
    assert statements(client, queue) == few


def contest_others() -> None:
    """A block and a restriction are contested."""
    worker, owner = make_worker(), make_person()
    batch = make_open_batch(project=make_project(make_organisation(owner)))
    answer_one(worker, batch)
    appeal_against(worker, "block", block(owner, batch, worker).id)
    appeal_against(worker, "restriction", restrict(worker).id)


def statements(client: Client, address: str) -> int:
    """How many statements the page takes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_party_reads_and_is_told_that_somebody_else_decides() -> None:
    operator = make_operator()
    worker = make_worker()
    restriction = restrict(worker, operator)
    found = appeal_against(worker, "restriction", restriction.id)
    page = reverse("reviewer:appeal", args=[found.id])
    decide = reverse("reviewer:appeal_decided", args=[found.id])
    client = logged_in(operator)
    assert "Somebody else decides it." in client.get(page).content.decode()
    assert decide not in client.get(page).content.decode()
    fields = {"decision-outcome": "upheld", "decision-explanation": WHY}
    answer = client.post(decide, fields)
    assert answer.status_code == 422
    assert "You are party to this case" in answer.content.decode()
    assert Appeal.objects.get().state == "open"


def test_a_question_is_answered_and_what_was_wrong_put_right() -> None:
    worker, client = make_worker(), logged_in(make_reviewer(name="Renée"))
    question = actions.ask_why(
        actor=actor_of(worker),
        now=NOW,
        kind="order",
        subject_id=worker.id,
        words="Why so few?",
        client_key="k",
    )
    page = reverse("reviewer:question", args=[question.id])
    assert page in client.get(reverse("reviewer:questions")).content.decode()
    assert "Why so few?" in client.get(page).content.decode()
    answered = reverse("reviewer:question_answered", args=[question.id])
    assert client.post(answered, {"answer": "short"}).status_code == 422
    fields = {"answer": "A language was missing in your profile.", "wrong": "on"}
    assert client.post(answered, fields).headers["Location"] == page
    assert "Found wrong, being put right" in client.get(page).content.decode()
    done = reverse("reviewer:question_rectified", args=[question.id])
    assert client.post(done, {"words": "The language is added."}).headers["Location"] == page
    assert Explanation.objects.get().state == "rectified"
    theirs = logged_in(worker).get(reverse("worker:question", args=[question.id])).content.decode()
    for said in ("A language was missing", "Renée", "has been put right", "The language is added."):
        assert said in theirs


def test_pages_are_for_reviewers_and_operators(appeal: Appeal) -> None:
    worker = Person.objects.get(id=appeal.worker_id)
    pages = [
        reverse("reviewer:appeals"),
        reverse("reviewer:appeal", args=[appeal.id]),
        reverse("reviewer:questions"),
    ]
    decide = reverse("reviewer:appeal_decided", args=[appeal.id])
    fields = {"decision-outcome": "overturned", "decision-explanation": WHY}
    for person in (worker, make_person()):
        assert [logged_in(person).get(page).status_code for page in pages] == [404] * 3
        assert logged_in(person).post(decide, fields).status_code == 404
    assert [logged_in(None).get(page).status_code for page in pages] == [302] * 3
    assert [logged_in(make_operator()).get(page).status_code for page in pages] == [200] * 3
    assert Appeal.objects.get().state == "open"
