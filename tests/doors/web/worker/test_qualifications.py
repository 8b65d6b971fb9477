"""A worker's qualifications: what they hold, a test from beginning to result, work that asks."""

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from ouvrage.base.moment import utc_now
from ouvrage.ledger import queries as ledger
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.skills import actions, queries
from ouvrage.skills.drafts import RequirementDraft
from ouvrage.skills.models import Attempt, Item, Qualification
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories import skills as factory
from tests.factories.contributions import EVERY_SCHEME, choose
from tests.factories.people import JOB, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> Person:
    return make_worker()


@pytest.fixture
def exam() -> Qualification:
    return factory.make_open_test()


def get(person: Person | None, name: str, *args: object) -> tuple[int, str]:
    answer = logged_in(person).get(reverse(f"worker:{name}", args=args))
    return answer.status_code, answer.content.decode()


def post(person: Person, name: str, *args: object, **form: str) -> tuple[int, str]:
    answer = logged_in(person).post(reverse(f"worker:{name}", args=args), form)
    return answer.status_code, answer.headers.get("Location", answer.content.decode())


@override_settings(**EVERY_SCHEME)
def test_a_test_says_what_it_pays_in_the_workers_own_country(
    worker: Person, exam: Qualification
) -> None:
    """PAY-19: 13.90 EUR an hour in Germany, where the test was opened at 12.31 EUR."""
    assert "Begin the test (paid up to 0.410334 EUR)" in get(worker, "qualification", exam.id)[1]
    choose(worker, StatusKind.FOREIGN, utc_now(), country="DE")
    assert "Begin the test (paid up to 0.463334 EUR)" in get(worker, "qualification", exam.id)[1]
    assert "up to 0.463334 EUR" in get(worker, "qualifications")[1]
    attempt = begin(worker, exam)
    assert "up to 0.463334 EUR" in get(worker, "attempt", attempt.id)[1]


def begin(person: Person, exam: Qualification) -> Attempt:
    code, address = post(person, "test_begun", exam.id)
    assert code == 302
    return Attempt.objects.get(id=address.rstrip("/").rpartition("/")[2])


def test_the_page_of_qualifications_is_for_people_who_work(worker: Person) -> None:
    assert get(worker, "qualifications")[0] == 200
    assert get(None, "qualifications")[0] == 302


def test_a_test_shows_its_pay_and_time_before_it_is_begun(
    worker: Person, exam: Qualification
) -> None:
    """PAY-5."""
    code, page = get(worker, "qualification", exam.id)
    assert code == 200
    assert "up to 0.410334 EUR" in page
    assert "Begin the test (paid up to 0.410334 EUR)" in page
    assert "To pass" in page
    assert exam.name in get(worker, "qualifications")[1]


def test_a_test_is_taken_without_scripts_from_beginning_to_result(
    worker: Person, exam: Qualification
) -> None:
    """PAY-5, QUA-1."""
    attempt = begin(worker, exam)
    items = [Item.objects.get(id=item) for item in attempt.items]
    code, page = get(worker, "attempt", attempt.id)
    assert (code, "1 of 2" in page, str(items[0].data["text"]) in page) == (200, True, True)
    code, page = post(worker, "attempt_answer", attempt.id, 1, then="next")
    assert (code, "This answer is not kept yet" in page) == (422, True)
    right = items[0].key["money"][0]
    code, address = post(
        worker, "attempt_answer", attempt.id, 1, then="next", money=right, active_seconds="12"
    )
    assert (code, address.endswith("?item=2")) == (302, True)
    code, address = post(worker, "attempt_answer", attempt.id, 2, then="skip", active_seconds="8")
    assert (code, address.endswith("?item=end")) == (302, True)
    page = logged_in(worker).get(address).content.decode()
    assert "1 item has no answer. It counts as not right." in page
    code, address = post(worker, "attempt_send", attempt.id)
    assert code == 302
    page = logged_in(worker).get(address).content.decode()
    assert "Not passed" in page
    assert "50 of 100" in page
    assert "You gave no answer" in page
    assert str(items[1].explanation) in page
    assert "This result can be contested until" in page
    assert "It can be taken again from" in page
    assert ledger.due(worker.id, "EUR").micros == 68_389
    assert "0.068389 EUR" in page


def test_the_second_press_of_send_shows_the_same_result(
    worker: Person, exam: Qualification
) -> None:
    attempt = begin(worker, exam)
    for _ in range(2):
        assert post(worker, "attempt_send", attempt.id)[0] == 302
    assert queries.test_of(exam.id).attempts_left == 9  # type: ignore[union-attr]
    assert get(worker, "attempt", attempt.id)[0] == 200


def test_an_attempt_is_its_workers_own(worker: Person, exam: Qualification) -> None:
    attempt = begin(worker, exam)
    stranger = make_worker()
    assert get(stranger, "attempt", attempt.id)[0] == 404
    assert post(stranger, "attempt_answer", attempt.id, 1, money="yes")[0] == 404
    assert post(stranger, "attempt_send", attempt.id)[0] == 404
    assert get(None, "attempt", attempt.id)[0] == 302


def test_a_draft_is_not_there_for_workers(worker: Person) -> None:
    row = factory.make_draft_test(factory.make_open_test().organisation_id)
    assert get(worker, "qualification", row.id)[0] == 404
    assert post(worker, "test_begun", row.id)[0] == 404


def test_a_revocation_is_shown_with_reason_and_how_to_contest(worker: Person) -> None:
    """QUA-5."""
    row = factory.make_granted(factory.make_open_test().organisation_id)
    now = utc_now()
    actions.grant(actor=JOB, now=now, qualification_id=row.id, worker_id=worker.id, value=70)
    actions.revoke_grant(
        actor=JOB, now=now, qualification_id=row.id, worker_id=worker.id, reason="mistake",
        explanation="It was meant for another code.",
    )  # fmt: skip
    page = get(worker, "qualification", row.id)[1]
    assert "Reason: It was granted by mistake" in page
    assert "It was meant for another code." in page
    assert "This can be contested until" in page
    assert "Revoked" in get(worker, "qualifications")[1]


def test_who_asks_gets_what_everybody_gets(worker: Person) -> None:
    row = factory.make_granted(factory.make_open_test().organisation_id, auto_granted=1)
    assert row.name in get(worker, "qualifications")[1]
    assert post(worker, "qualification_asked", row.id)[0] == 302
    assert queries.held_values(worker.id, timezone.now()) == {row.id: 1}


def require(scene: Scene, row: Qualification, guard: str) -> None:
    actions.set_requirements(
        actor=JOB, now=utc_now(), project_id=scene.project.id,
        organisation_id=scene.organisation.id,
        drafts=[RequirementDraft(row.id, "exists", guard=guard)], typical_seconds=20,
    )  # fmt: skip


def test_work_that_asks_for_more_says_what_and_how() -> None:
    scene = make_scene()
    row = factory.make_granted(scene.organisation.id, name="Reads old script")
    require(scene, row, "accept")
    page = get(scene.worker, "qualifications")[1]
    assert "1 open project asks for something you do not hold." in page
    assert "Reads old script: held" in page
    code, page = get(scene.worker, "project", scene.project.id)
    assert (code, "What this project asks for" in page, "Not yet" in page) == (200, True, True)
    assert "Read the instructions" not in page
    scene.read()
    assert post(scene.worker, "take", scene.project.id)[0] == 403


@pytest.mark.parametrize(("guard", "named"), [("preview", True), ("discover", False)])
def test_what_its_requester_shows_to_few_is_told_to_others(guard: str, named: bool) -> None:
    scene = make_scene(title="Old letters")
    row = factory.make_granted(scene.organisation.id, name="Reads old script")
    require(scene, row, guard)
    page = get(scene.worker, "qualifications")[1]
    assert "1 open project asks for something you do not hold." in page
    assert ("Old letters" in page) is named
    code, page = get(scene.worker, "project", scene.project.id)
    assert (code, "asks for the qualification “Reads old script”" in page) == (403, True)
