"""Words that a worker wrote go with them, wherever they wrote them (PRI-5).

Each is planted by the action that a page calls, and searched in every table before and after.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse

from ouvrage.base.actor import Actor
from ouvrage.base.personal import ERASED, After
from ouvrage.journal.models import Event
from ouvrage.pay import actions as pay
from ouvrage.pay.actions import ClaimDraft
from ouvrage.pay.rules import TimeCategory
from ouvrage.people import actions as people
from ouvrage.people import vault
from ouvrage.people.actions import StatusChoice
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.review import actions as review
from ouvrage.review.models import GoldDispute
from ouvrage.rights import actions as rights
from ouvrage.rights import queries
from ouvrage.rights.models import AppealStep, Explanation
from ouvrage.rights.rules import Side
from ouvrage.skills import actions as skills
from ouvrage.voice import actions as voice
from ouvrage.voice.actions import QuestionDraft
from ouvrage.work import actions as work
from ouvrage.work.actions import StopDraft
from ouvrage.work.models import Task
from ouvrage.work.rules import StopKind
from tests.doors.web.shell.canary import tables_that_say
from tests.doors.web.worker.scenes import logged_in
from tests.factories.people import JOB, NOW, actor_of, make_reviewer, make_worker
from tests.factories.review import REQUESTER, fill_guarantee, make_refused
from tests.factories.skills import make_open_test
from tests.factories.work import (
    answer_one,
    fund,
    make_draft_batch,
    make_open_batch,
    make_project,
    ready,
)
from tests.house.test_personal import columns_of_words

pytestmark = pytest.mark.django_db
WORDS = "I am Zephyrine Quillfeather, 7 rue du Canari"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GONE_HERE = {"people.StatusOffer.words"}
# Chosen from a list; the rest of the person's own row is in the other test of erasure.
CHOSEN = {"people.Person.languages_worked"}


@pytest.fixture(autouse=True)
def _own_vault(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "vault.key").write_text(vault.new_key_text())
    own = vault.Vault(tmp_path / "vault", tmp_path / "vault.key")
    with override_settings(VAULT=own, DATA_DIR=tmp_path):
        yield


@pytest.fixture
def worker() -> Person:
    """A worker who wrote their name and address wherever a page let them write."""
    fill_guarantee()
    worker = make_worker(name=WORDS)
    _contest(worker)
    _work(worker)
    _learn(worker)
    _choose(worker)
    return worker


def _contest(worker: Person) -> None:
    """An appeal with a statement, a question whose answer overturned, and a disputed item."""
    actor = actor_of(worker)
    first, second = make_refused(worker), make_refused(worker)
    appeal = rights.file_appeal(
        actor=actor, now=NOW, kind="refusal", subject_id=queries.refusal_of(first.id),
        words=WORDS, client_key="appeal",
    )  # fmt: skip
    rights.add_statement(
        actor=actor, now=NOW, appeal_id=appeal.id, side=Side.WORKER,
        words=WORDS, client_key="statement",
    )  # fmt: skip
    rights.withdraw_appeal(actor=actor, now=NOW, appeal_id=appeal.id)
    asked = rights.ask_why(
        actor=actor, now=NOW, kind="refusal", subject_id=queries.refusal_of(second.id),
        words=WORDS, client_key="why",
    )  # fmt: skip
    rights.answer_question(
        actor=actor_of(make_reviewer()), now=NOW + HOUR, explanation_id=asked.id,
        answer="The answer was right after all.", wrong=True,
    )  # fmt: skip
    batch = make_draft_batch(make_project(), 1)
    fund(batch.project.organisation_id)
    review.mark_gold(
        actor=REQUESTER, now=NOW, task_id=Task.objects.get(batch=batch).id,
        expected={"money": "yes"}, explanation="The sentence speaks of rent.",
    )  # fmt: skip
    pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    failed = answer_one(worker, batch, "no")
    review.check_gold(actor=JOB, now=NOW)
    review.dispute_gold(actor=actor, now=NOW, submission_id=failed.id, words=WORDS)


def _work(worker: Person) -> None:
    """A draft, two stopped tasks, a claim about time, and a question to the requester."""
    batch = make_open_batch(tasks=3)
    actor = ready(worker, batch)
    for draft in (
        StopDraft(StopKind.BROKEN, reason="error", words=WORDS),
        StopDraft(StopKind.SCREEN_OUT, answer={"money": WORDS}),
    ):
        held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
        pay.stop_task(actor=actor, now=NOW, assignment_id=held.id, draft=draft)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    work.save_draft(actor=actor, now=NOW, assignment_id=held.id, draft={"money": WORDS})
    claim = ClaimDraft(
        "claim", TimeCategory.INSTRUCTION, NOW - HOUR, NOW, WORDS, project_id=batch.project_id
    )
    pay.claim_time(actor=actor, now=NOW + HOUR, draft=claim)
    question = QuestionDraft(batch.project_id, WORDS, False, "question")
    voice.ask_question(actor=actor, now=NOW, draft=question)


def _learn(worker: Person) -> None:
    """A test that was sent."""
    actor = actor_of(worker)
    attempt = skills.start_attempt(actor=actor, now=NOW, qualification_id=make_open_test().id)
    skills.keep_answer(
        actor=actor, now=NOW, attempt_id=attempt.id, item_id=attempt.items[0],
        answer={"money": WORDS}, seconds=5,
    )  # fmt: skip
    pay.send_test(actor=actor, now=NOW, attempt_id=attempt.id)


def _choose(worker: Person) -> None:
    """An employee-like status that was left, and one that was declined, both in writing."""
    actor, later = actor_of(worker), NOW + HOUR
    for now, kind, words in (
        (NOW, StatusKind.EMPLOYEE_COOP, ""),
        (later, StatusKind.SELF_EMPLOYED, WORDS),
    ):
        choice = StatusChoice(kind, words=words)
        people.begin_status(actor=actor, now=now, person_id=worker.id, choice=choice)
    people.offer_status(
        actor=JOB, now=later, person_id=worker.id, paid_seconds=360_000, starts_at=later + DAY
    )
    people.decline_offered(actor=actor, now=later, person_id=worker.id, words=WORDS)


def erase(person: Person) -> None:
    """The person asked for it, and the jobs did it."""
    rights.ask_erasure(
        actor=Actor.person(person.id), now=NOW + DAY, person_id=person.id, at_once=True
    )
    assert rights.erase_due(actor=JOB, now=NOW + DAY, limit=5) == 1
    assert rights.shred_erased(actor=JOB, now=NOW + DAY, limit=5) == 1


def where(words: str = WORDS) -> set[str]:
    """The columns in which the words stand."""
    return {found.partition(":")[0] for found in tables_that_say((words,))}


def test_every_column_that_is_emptied_of_words_was_written_in(worker: Person) -> None:
    """A new column of words needs its line above, or nothing proves that it is emptied."""
    assert where() == (columns_of_words(After.EMPTIED) - CHOSEN) | GONE_HERE


def test_no_word_of_a_worker_is_left_in_any_table(worker: Person) -> None:
    """PRI-5."""
    erase(worker)
    assert where() == set()
    assert where("Zephyrine") == set()


def test_the_journal_holds_no_words_of_a_worker(worker: Person) -> None:
    """It never forgets, so they are not written there; it says which step holds them."""
    assert {column for column in where() if column.startswith("journal.")} == set()
    filed = Event.objects.get(action="appeal.filed", actor_id=worker.id)
    step = AppealStep.objects.get(id=filed.details["step"])
    assert (filed.reason, step.words) == ("", WORDS)


def test_a_mark_stands_in_the_file_and_what_others_wrote_stays(worker: Person) -> None:
    reviewer = logged_in(make_reviewer())
    sent = GoldDispute.objects.get().submission_id
    erase(worker)
    steps = AppealStep.objects.filter(side=Side.WORKER, person_id=worker.id)
    assert set(steps.exclude(words="").values_list("words", flat=True)) == {ERASED}
    question = Explanation.objects.get()
    assert (question.words, question.answer) == (ERASED, "The answer was right after all.")
    for page in (
        reverse("reviewer:question", args=[question.id]),
        reverse("reviewer:dispute", args=[sent]),
    ):
        text = reviewer.get(page).content.decode()
        assert "These words were erased with the account." in text
        assert ERASED not in text


def test_a_reviewer_who_leaves_takes_no_words_of_workers_along(worker: Person) -> None:
    reviewer = Person.objects.get(id=Explanation.objects.get().answered_by)
    before = where()
    erase(reviewer)
    assert where() == before
