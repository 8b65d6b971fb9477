"""Appeals and decisions as a worker sees them: theirs alone, one button, words optional."""

import pytest
from django.test import Client
from django.urls import reverse

from ouvrage.people.models import Person
from ouvrage.rights.models import Appeal, Explanation
from ouvrage.rights.queries import refusal_of
from tests.doors.web.worker.scenes import logged_in
from tests.factories.people import make_worker
from tests.factories.review import make_refused
from tests.factories.rights import restrict

pytestmark = pytest.mark.django_db
KEY, OTHER = "0" * 32, "1" * 32


class Refused:
    """A worker with a refused answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent = make_refused()
        self.worker = Person.objects.get(id=self.sent.worker_id)
        self.client = logged_in(self.worker)
        self.verdict_id = refusal_of(self.sent.id)
        self.answer = reverse("worker:answer", args=[self.sent.id])
        self.file = reverse("worker:appeal_filed", args=["refusal", self.verdict_id])
        now = self.sent.submitted_at
        for module in ("records", "rights"):
            monkeypatch.setattr(f"ouvrage.web.worker.views.{module}.utc_now", lambda: now)

    def contest(self, key: str = KEY, words: str = "") -> str:
        """The worker presses the button; returns where that leads."""
        sent = self.client.post(self.file, {"appeal-client_key": key, "appeal-words": words})
        assert sent.status_code == 302
        return sent.headers["Location"]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Refused:
    return Refused(monkeypatch)


def text(client: Client, address: str) -> str:
    """What the page says."""
    shown = client.get(address)
    assert shown.status_code == 200, shown.status_code
    return shown.content.decode()


def test_the_page_of_a_refused_answer_has_the_button(refused: Refused) -> None:
    assert "You can contest this refusal with one button." in text(refused.client, refused.answer)
    page = refused.contest()
    assert page == reverse("worker:appeal", args=[Appeal.objects.get().id])
    shown = text(refused.client, page)
    for said in ("Waiting for a decision", "The sentence speaks of rent.", "Sentence 1."):
        assert said in shown
    assert "The file of your appeal" in text(refused.client, refused.answer)
    assert page in text(refused.client, reverse("worker:rights"))


def test_a_second_press_shows_the_first_appeal(refused: Refused) -> None:
    first = refused.contest(words="I followed the steps.")
    assert refused.contest() == first
    assert refused.contest(OTHER) == first
    assert Appeal.objects.count() == 1
    assert "I followed the steps." in text(refused.client, first)


def test_words_are_added_and_the_appeal_is_taken_back(refused: Refused) -> None:
    page = refused.contest()
    appeal_id = Appeal.objects.get().id
    say = reverse("worker:appeal_statement", args=[appeal_id])
    assert refused.client.post(say, {"client_key": KEY, "words": ""}).status_code == 422
    for _ in range(2):
        sent = refused.client.post(say, {"client_key": KEY, "words": "It is on the back."})
        assert sent.headers["Location"] == page
    assert text(refused.client, page).count("It is on the back.") == 1
    refused.client.post(reverse("worker:appeal_withdrawn", args=[appeal_id]))
    assert "Taken back by the worker" in text(refused.client, page)


def test_asking_why_gives_a_page_where_the_answer_will_be(refused: Refused) -> None:
    decision = reverse("worker:decision", args=["refusal", refused.verdict_id])
    assert "Ask why" in text(refused.client, decision)
    asked = reverse("worker:question_asked", args=["refusal", refused.verdict_id])
    fields = {"question-client_key": KEY, "question-words": "Which word?"}
    sent = refused.client.post(asked, fields)
    page = reverse("worker:question", args=[Explanation.objects.get().id])
    assert sent.headers["Location"] == page
    assert "Which word?" in text(refused.client, page)
    again = refused.client.post(asked, {"question-client_key": OTHER})
    assert again.status_code == 422
    assert "You asked about this before" in again.content.decode()


def test_decisions_appeals_and_questions_are_the_workers_own(refused: Refused) -> None:
    page = refused.contest()
    appeal_id = Appeal.objects.get().id
    refused.client.post(
        reverse("worker:question_asked", args=["refusal", refused.verdict_id]),
        {"question-client_key": KEY},
    )
    pages = [
        page,
        reverse("worker:decision", args=["refusal", refused.verdict_id]),
        reverse("worker:question", args=[Explanation.objects.get().id]),
        reverse("worker:decision", args=["score", "x"]),
    ]
    posts = [
        refused.file,
        reverse("worker:question_asked", args=["refusal", refused.verdict_id]),
        reverse("worker:appeal_statement", args=[appeal_id]),
        reverse("worker:appeal_withdrawn", args=[appeal_id]),
    ]
    fields = {"appeal-client_key": KEY, "question-client_key": KEY, "client_key": KEY, "words": "x"}
    stranger = logged_in(make_worker())
    assert [stranger.get(address).status_code for address in pages] == [404] * 4
    assert [stranger.post(address, fields).status_code for address in posts] == [404] * 4
    visitor = logged_in(None)
    assert [visitor.get(address).status_code for address in pages] == [302] * 4
    assert Appeal.objects.get().state == "open"


def test_a_restricted_worker_reads_why_and_keeps_every_page(refused: Refused) -> None:
    restriction = restrict(refused.worker, now=refused.sent.submitted_at)
    shown = text(refused.client, reverse("worker:rights"))
    assert "No new tasks for a time" in shown
    page = reverse("worker:decision", args=["restriction", restriction.id])
    shown = text(refused.client, page)
    for said in ("The account was sold or lent", "Contest this decision", "can be paid out"):
        assert said in shown
    for name in ("offers", "earnings", "answers", "record"):
        assert refused.client.get(reverse(f"worker:{name}")).status_code == 200


def test_a_worker_without_decisions_sees_that_there_are_none() -> None:
    client = logged_in(make_worker())
    shown = text(client, reverse("worker:rights"))
    assert "Nothing yet." in shown
    assert reverse("worker:rights") in text(client, reverse("worker:record"))
