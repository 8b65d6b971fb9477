"""Answers over the protocol: accepted or refused with reasons, aggregated, sent as labels."""

import io
import json
from collections.abc import Mapping
from typing import Any

import pyarrow.parquet
import pytest
from django.http import StreamingHttpResponse

from ouvrage.base.moment import utc_now
from ouvrage.work.models import Submission, Task
from tests.doors.api.conftest import Program
from tests.factories.labour import answer_all
from tests.factories.review import decline, offer

pytestmark = pytest.mark.django_db
REFUSAL = {
    "reason": "wrong_on_evidence",
    "criterion": "C1",
    "evidence": "The text reads “one”, which is praise.",
    "explanation": "The text praises, so the choice is “good”.",
}


def _good(task: Task) -> Mapping[str, object]:
    return {"label": "good"}


def _bad(task: Task) -> Mapping[str, object]:
    return {"label": "bad"}


@pytest.fixture
def answered(program: Program) -> dict[str, Any]:
    """A batch of two tasks with two answers each, which agree on neither task."""
    batch = program.batch(program.project(), "one", "two")
    now = utc_now()
    answer_all(batch["project_id"], _good, now=now)
    answer_all(batch["project_id"], _bad, now=now)
    document: dict[str, Any] = program.get(f"/batches/{batch['id']}").json()
    return document


def _submissions(program: Program, batch: dict[str, Any], state: str) -> list[dict[str, Any]]:
    page = program.get(f"/batches/{batch['id']}/submissions", state=state).json()
    assert page["next"] == ""
    rows: list[dict[str, Any]] = page["items"]
    return rows


def test_answers_come_under_names_that_lead_nowhere(
    program: Program, answered: dict[str, Any]
) -> None:
    rows = _submissions(program, answered, "pending")
    assert sorted(row["answer"]["label"] for row in rows) == ["bad", "bad", "good", "good"]
    assert len({row["worker"] for row in rows}) == 2
    assert {row["worker"][0] for row in rows} == {"A"}
    assert {row["reward"] for row in rows} == {"0.06"}


def test_answers_come_as_they_are_counted_and_as_their_page_documents_them(
    program: Program, stranger: Program, answered: dict[str, Any]
) -> None:
    rows = _submissions(program, answered, "pending")
    given = sorted((row["answer"]["label"], row["documented"]["label"]["good"]) for row in rows)
    assert given == [("bad", False), ("bad", False), ("good", True), ("good", True)]

    path = f"/batches/{answered['id']}/answers.jsonl"
    file = program.get(path)
    assert isinstance(file, StreamingHttpResponse)
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    assert {line["id"]: line["documented"] for line in lines} == {
        row["id"]: row["documented"] for row in rows
    }
    assert stranger.get(path).status_code == 404


def test_named_answers_are_accepted_once(program: Program, answered: dict[str, Any]) -> None:
    ids = [row["id"] for row in _submissions(program, answered, "pending")[:2]]
    path = f"/projects/{answered['project_id']}/accept"
    assert program.post(path, {"submission_ids": ids}).json() == {"accepted": 2}
    assert program.post(path, {"submission_ids": ids}).json() == {"accepted": 0}
    assert program.get(f"/batches/{answered['id']}").json()["accepted"] == 2


def test_answers_of_another_organisation_are_not_accepted(
    program: Program, stranger: Program, answered: dict[str, Any]
) -> None:
    ids = [row["id"] for row in _submissions(program, answered, "pending")]
    own = stranger.project()
    path = f"/projects/{own['id']}/accept"
    assert stranger.post(path, {"submission_ids": ids}).json() == {"accepted": 0}
    assert len(_submissions(program, answered, "pending")) == 4
    refused = stranger.post(f"/submissions/{ids[0]}/refuse", REFUSAL)
    assert refused.status_code == 404


def test_all_that_waits_is_accepted(program: Program, answered: dict[str, Any]) -> None:
    assert program.post(f"/batches/{answered['id']}/accept").json() == {"accepted": 4}
    assert _submissions(program, answered, "pending") == []


def test_refusal_needs_reason_criterion_evidence_and_explanation(
    program: Program, answered: dict[str, Any]
) -> None:
    row = _submissions(program, answered, "pending")[0]
    body = {"reason": "ugly", "criterion": "C9", "evidence": "", "explanation": ""}
    answer = program.post(f"/submissions/{row['id']}/refuse", body)
    assert answer.status_code == 422
    fields = [fault["field"] for fault in answer.json()["error"]["errors"]]
    assert fields == ["reason", "criterion", "evidence", "explanation"]
    assert len(_submissions(program, answered, "pending")) == 4


def test_refused_answer_says_why_and_until_when_to_appeal(
    program: Program, answered: dict[str, Any]
) -> None:
    row = _submissions(program, answered, "pending")[2]
    decline(offer(Submission.objects.get(id=row["id"]), utc_now()), utc_now())
    verdict = program.post(f"/submissions/{row['id']}/refuse", REFUSAL).json()
    assert (verdict["decision"], verdict["criterion_text"]) == (
        "refused",
        "The choice fits the text.",
    )
    assert verdict["appeal_until"] > verdict["at"]
    assert [each["id"] for each in _submissions(program, answered, "refused")] == [row["id"]]
    again = program.post(f"/submissions/{row['id']}/refuse", REFUSAL)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_decided")


def test_a_first_defect_is_offered_as_rework(program: Program, answered: dict[str, Any]) -> None:
    """DEC-2."""
    row = _submissions(program, answered, "pending")[0]
    refused = program.post(f"/submissions/{row['id']}/refuse", REFUSAL)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "rework_first")
    empty = program.post(f"/submissions/{row['id']}/rework", {**REFUSAL, "evidence": ""})
    assert (empty.status_code, empty.json()["error"]["field"]) == (422, "evidence")
    offered = program.post(f"/submissions/{row['id']}/rework", REFUSAL)
    assert (offered.status_code, offered.json()["submission_id"]) == (200, row["id"])
    assert [each["id"] for each in _submissions(program, answered, "rework")] == [row["id"]]
    assert program.get(f"/batches/{answered['id']}").json()["rework"] == 1
    decided = program.get(f"/submissions/{row['id']}/verdicts").json()["items"]
    assert [(each["decision"], each["evidence"]) for each in decided] == [
        ("rework", REFUSAL["evidence"])
    ]


def test_a_program_asks_about_fraud_and_finds_none_itself(
    program: Program, stranger: Program, answered: dict[str, Any]
) -> None:
    """PAY-9."""
    row = _submissions(program, answered, "pending")[0]
    path = f"/submissions/{row['id']}"
    body = {"evidence": "All answers came within a second."}
    assert program.post(f"{path}/refuse", {**REFUSAL, "reason": "fraud"}).status_code == 422
    assert program.post(f"{path}/suspicion", body).json()["error"]["code"] == "not_refused"
    decline(offer(Submission.objects.get(id=row["id"]), utc_now()), utc_now())
    program.post(f"{path}/refuse", REFUSAL)
    assert stranger.post(f"{path}/suspicion", body).status_code == 404
    asked = program.post(f"{path}/suspicion", body).json()
    assert asked["due_at"] > asked["at"]
    assert program.post(f"{path}/suspicion", body).json()["error"]["code"] == "already_suspected"


def _labels(program: Program, batch: dict[str, Any], **query: object) -> bytes:
    program.post(f"/batches/{batch['id']}/aggregation")
    answer = program.get(f"/batches/{batch['id']}/labels", **query)
    assert answer.status_code == 200
    assert isinstance(answer, StreamingHttpResponse)
    return answer.getvalue()


def test_aggregation_is_done_again_only_when_answers_changed(
    program: Program, answered: dict[str, Any]
) -> None:
    path = f"/batches/{answered['id']}/aggregation"
    first = program.post(path).json()
    assert (first["method"], first["answers"]) == ("majority_vote", 4)
    assert program.post(path).json() == first


def test_labels_come_as_lines_with_ties_said(program: Program, answered: dict[str, Any]) -> None:
    rows = [json.loads(line) for line in _labels(program, answered).splitlines()]
    assert [row["external_id"] for row in rows] == ["r1", "r2"]
    assert [row["input.text"] for row in rows] == ["one", "two"]
    assert [row["label.label"] for row in rows] == [None, None]
    assert [row["confidence.label"] for row in rows] == [0.5, 0.5]
    assert [sorted(row["tied.label"]) for row in rows] == [["bad", "good"]] * 2


def test_labels_come_with_the_answers_behind_them(
    program: Program, answered: dict[str, Any]
) -> None:
    lines = _labels(program, answered, with_answers="true").splitlines()
    answers = json.loads(lines[0])["answers"]
    answers = json.loads(answers) if isinstance(answers, str) else answers
    assert sorted(each["answer"]["label"] for each in answers) == ["bad", "good"]


def test_labels_come_as_csv_and_parquet(program: Program, answered: dict[str, Any]) -> None:
    csv = _labels(program, answered, format="csv").decode()
    assert csv.splitlines()[0].startswith("task_id,")
    assert len(csv.splitlines()) == 3
    table = pyarrow.parquet.read_table(io.BytesIO(_labels(program, answered, format="parquet")))
    assert table.num_rows == 2


def test_labels_before_the_first_aggregation_are_refused(program: Program) -> None:
    batch = program.batch(program.project(), "one")
    answer = program.get(f"/batches/{batch['id']}/labels")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "no_run_yet")
