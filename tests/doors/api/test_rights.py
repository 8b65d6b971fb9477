"""Blocks and appeals by programs: of one's own organisation, with reasons, once for one key."""

import pytest

from ouvrage.people.models import Organisation, Person
from ouvrage.rights.queries import refusal_of
from ouvrage.work.models import Block, Submission
from ouvrage.work.queries import pseudonym_for
from tests.doors.api.conftest import Program, make_program
from tests.factories.review import make_refused
from tests.factories.rights import appeal_against
from tests.factories.work import make_open_batch, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return make_program()


@pytest.fixture
def sent(program: Program) -> Submission:
    """A refused answer to a project of the program's organisation."""
    organisation = Organisation.objects.get(id=program.organisation_id)
    return make_refused(batch=make_open_batch(project=make_project(organisation)))


def block_body(sent: Submission, **changes: str) -> dict[str, str]:
    """A block of who sent the answer."""
    return {
        "worker": pseudonym_for(sent.project.organisation_id, sent.worker_id),
        "reason": "instructions_ignored",
        "explanation": "The second step was left aside twice.",
        "client_key": "block-1",
        **changes,
    }


def test_a_block_is_placed_once_listed_and_lifted(program: Program, sent: Submission) -> None:
    """DEC-12: as MTurk's CreateWorkerBlock, with a reason that the worker reads."""
    first = program.post("/blocks", block_body(sent))
    assert first.status_code == 201, first.content
    assert program.post("/blocks", block_body(sent)).json() == first.json()
    again = program.post("/blocks", block_body(sent, client_key="block-2"))
    assert again.status_code == 409
    assert "already_blocked" in again.content.decode()
    listed = program.get("/blocks").json()
    assert [row["id"] for row in listed["items"]] == [first.json()["id"]]
    lifted = program.post(f"/blocks/{first.json()['id']}/lift", {"reason": "Talked it over."})
    assert lifted.json()["ended_at"] is not None
    assert Block.objects.get().worker_id == sent.worker_id
    body = block_body(sent, client_key="block-3") | {"answers": [sent.id]}
    repeated = program.post("/blocks", body)
    assert repeated.status_code == 409
    assert "block_repeated" in repeated.content.decode()
    assert Block.objects.count() == 1


def test_a_block_names_the_answers_and_the_day_it_rests_on(
    program: Program, sent: Submission
) -> None:
    body = block_body(sent) | {"answers": [sent.id], "happened_on": "2026-01-05"}
    placed = program.post("/blocks", body)
    assert placed.status_code == 201, placed.content
    assert (placed.json()["answers"], placed.json()["happened_on"]) == ([sent.id], "2026-01-05")
    assert program.get("/blocks").json()["items"] == [placed.json()]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "slow"}, "block_reason_unknown"),
        ({"explanation": "no"}, "words_missing"),
        ({"worker": "A" * 26}, "worker_unknown"),
    ],
)
def test_a_block_that_lacks_something_is_refused(
    program: Program, sent: Submission, changes: dict[str, str], code: str
) -> None:
    answer = program.post("/blocks", block_body(sent, **changes))
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not Block.objects.exists()


def test_an_appeal_is_read_and_answered_once(program: Program, sent: Submission) -> None:
    worker = Person.objects.get(id=sent.worker_id)
    appeal = appeal_against(worker, "refusal", refusal_of(sent.id), words="It is on the back.")
    (row,) = program.get("/appeals").json()["items"]
    assert (row["id"], row["kind"], row["state"]) == (appeal.id, "refusal", "open")
    body = {"words": "The back is not part of it.", "client_key": "s1"}
    for _ in range(2):
        assert program.post(f"/appeals/{appeal.id}/statements", body).status_code == 201
    file = program.get(f"/appeals/{appeal.id}").json()
    assert [(step["side"], step["words"]) for step in file["steps"]] == [
        ("worker", "It is on the back."),
        ("requester", "The back is not part of it."),
    ]
    assert file["worker"] == pseudonym_for(program.organisation_id, worker.id)
    assert worker.id not in str(file)


def test_what_belongs_to_others_is_not_there(program: Program, sent: Submission) -> None:
    worker = Person.objects.get(id=sent.worker_id)
    appeal = appeal_against(worker, "refusal", refusal_of(sent.id))
    block_id = program.post("/blocks", block_body(sent)).json()["id"]
    stranger = make_program()
    assert stranger.get("/appeals").json()["items"] == []
    assert stranger.get("/blocks").json()["items"] == []
    assert stranger.get(f"/appeals/{appeal.id}").status_code == 404
    body = {"words": "Not mine.", "client_key": "s1"}
    assert stranger.post(f"/appeals/{appeal.id}/statements", body).status_code == 404
    assert stranger.post(f"/blocks/{block_id}/lift").status_code == 404
    assert stranger.post("/blocks", block_body(sent)).status_code == 422
