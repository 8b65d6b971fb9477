"""Batches over the protocol: whole or not at all, quoted, paid for, grown and ended."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext

from ouvrage.work.models import Batch, Task
from tests.doors.api.conftest import Program, make_program
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
Counting = Callable[..., CaptureQueriesContext]
PARTS = ("answers", "reading", "contributions", "fee", "reserve", "quality")


def _file(text: str, name: str = "items.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_rows_become_tasks_in_their_order_under_your_identifiers(program: Program) -> None:
    batch = program.batch(program.project(), "one", "two", "three", publish=False)
    assert (batch["state"], batch["tasks_count"], batch["answers_wanted"]) == ("draft", 3, 6)
    first = program.get(f"/batches/{batch['id']}/tasks", limit=2).json()
    second = program.get(f"/batches/{batch['id']}/tasks", limit=2, cursor=first["next"]).json()
    tasks = first["items"] + second["items"]
    assert [task["external_id"] for task in tasks] == ["r1", "r2", "r3"]
    assert [task["data"]["text"] for task in tasks] == ["one", "two", "three"]
    assert second["next"] == ""


def test_file_is_imported_with_its_columns_mapped(program: Program) -> None:
    project = program.project()
    options = {"mapping": {"text": "review"}, "external_id": "no", "name": "reviews"}
    form = {"file": _file("no;review\n7;Très bien\n8;Bof\n"), "options": json.dumps(options)}
    answer = program.upload(f"/projects/{project['id']}/batches/file", form)
    assert answer.status_code == 201
    batch = answer.json()
    assert (batch["name"], batch["tasks_count"]) == ("reviews", 2)
    tasks = program.get(f"/batches/{batch['id']}/tasks").json()["items"]
    assert [(task["external_id"], task["data"]["text"]) for task in tasks] == [
        ("7", "Très bien"),
        ("8", "Bof"),
    ]


def test_same_key_imports_once_and_publishes_once(program: Program) -> None:
    project = program.project()
    body = {"rows": [{"text": "a"}], "publish": True, "sensitive": [], "client_key": "once"}
    path = f"/projects/{project['id']}/batches"
    first, second = program.post(path, body).json(), program.post(path, body).json()
    assert first == second
    assert first["state"] == "open"
    assert len(program.get(path).json()["items"]) == 1


def test_wrong_rows_are_named_and_nothing_is_imported(program: Program) -> None:
    project = program.project()
    path = f"/projects/{project['id']}/batches"
    rows = [{"id": "1", "text": "a"}, {"id": "1", "text": "b"}, {"id": "", "text": "c"}]
    answer = program.post(path, {"rows": rows, "external_id": "id"})
    assert answer.status_code == 422
    faults = answer.json()["error"]["errors"]
    assert [(fault["row"], fault["field"], fault["code"]) for fault in faults] == [
        (2, "id", "external_id_repeated"),
        (3, "id", "external_id_empty"),
    ]
    assert program.get(path).json()["items"] == []


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("items.csv", "", "empty_file"),
        ("items.csv", "other\nvalue\n", "column_missing"),
        ("items.csv", "text,text\na,b\n", "duplicate_columns"),
        ("items.exe", "text\na\n", "unknown_format"),
    ],
)
def test_file_that_cannot_be_used_is_refused(
    program: Program, name: str, text: str, code: str
) -> None:
    project = program.project()
    path = f"/projects/{project['id']}/batches/file"
    answer = program.upload(path, {"file": _file(text, name)})
    assert answer.status_code in {413, 422}
    assert answer.json()["error"]["errors"][0]["code"] == code


def test_quote_is_the_sum_of_its_parts_and_spends_nothing(program: Program) -> None:
    batch = program.batch(program.project(), "one", "two", publish=False)
    quote = program.get(f"/batches/{batch['id']}/quote").json()
    assert quote["answers"] == "0.24"
    assert sum(Decimal(quote[part]) for part in PARTS) == Decimal(quote["total"])
    balance = program.get("/organisation/balance").json()
    assert balance == {"currency": "EUR", "available": "100.00", "reserved": "0.00"}


def test_publishing_moves_the_quote_from_available_to_reserved(program: Program) -> None:
    batch = program.batch(program.project(), "one", "two", publish=False)
    total = Decimal(program.get(f"/batches/{batch['id']}/quote").json()["total"])
    published = program.post(f"/batches/{batch['id']}/publish", {"sensitive": []}).json()
    again = program.post(f"/batches/{batch['id']}/publish", {"sensitive": []}).json()
    assert published["state"] == "open"
    assert again == published
    balance = program.get("/organisation/balance").json()
    assert Decimal(balance["reserved"]) == total
    assert Decimal(balance["available"]) == 100 - total
    movements = program.get("/organisation/statement", limit=3).json()
    assert sum(Decimal(row["amount"]) for row in movements["items"]) == -total
    older = program.get("/organisation/statement", limit=1, cursor=movements["next"]).json()
    assert older["items"][0]["amount"] == "100.00"


def test_short_funds_publish_nothing_and_move_nothing(db: None) -> None:
    poor = make_program(euros=0)
    batch = poor.batch(poor.project(), "one", publish=False)
    answer = poor.post(f"/batches/{batch['id']}/publish", {"sensitive": []})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "insufficient_funds")
    assert poor.get(f"/batches/{batch['id']}").json()["state"] == "draft"


def test_project_that_says_too_little_is_refused_field_by_field(program: Program) -> None:
    project = program.project(purpose="", end_client="", instructions={})
    batch = program.batch(project, "one", publish=False)
    answer = program.post(f"/batches/{batch['id']}/publish", {"sensitive": []})
    assert answer.status_code == 422
    fields = {fault["field"] for fault in answer.json()["error"]["errors"]}
    assert {"purpose", "end_client", "goal", "criteria", "edge_cases"} <= fields


def test_answers_are_added_once_per_key(program: Program) -> None:
    batch = program.batch(program.project(), "one")
    body = {"answers": 2, "client_key": "more"}
    first = program.post(f"/batches/{batch['id']}/answers", body).json()
    second = program.post(f"/batches/{batch['id']}/answers", body).json()
    assert first["answers_wanted"] == second["answers_wanted"] == 4


def test_readings_are_added_once_per_key(program: Program) -> None:
    batch = program.batch(program.project(), "one")
    body = {"readers": 3, "client_key": "more"}
    for _ in range(2):
        assert program.post(f"/batches/{batch['id']}/readings", body).status_code == 200
    found = Batch.objects.get(id=batch["id"])
    assert (found.readers_max, found.readers_left) == (13, 13)


def test_ended_batch_gives_back_what_it_did_not_spend(program: Program) -> None:
    batch = program.batch(program.project(), "one")
    ended = program.post(f"/batches/{batch['id']}/end")
    assert ended.json()["state"] == "ended"
    assert program.post(f"/batches/{batch['id']}/end").json() == ended.json()
    balance = program.get("/organisation/balance").json()
    assert (balance["available"], balance["reserved"]) == ("100.00", "0.00")


def test_number_of_queries_does_not_grow_with_the_page(
    program: Program, django_assert_max_num_queries: Counting
) -> None:
    batch = program.batch(program.project(), *(f"text {number}" for number in range(60)))
    with django_assert_max_num_queries(8):
        assert len(program.get(f"/batches/{batch['id']}/tasks", limit=60).json()["items"]) == 60


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 40])
def test_cursor_that_was_not_made_here_is_refused(program: Program, cursor: str) -> None:
    batch = program.batch(program.project(), "one", publish=False)
    answer = program.get(f"/batches/{batch['id']}/tasks", cursor=cursor)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "cursor_unknown")


@pytest.mark.parametrize("answers", [0, -1, 51, 10**30])
def test_number_of_answers_that_is_none_is_refused(program: Program, answers: int) -> None:
    batch = program.batch(program.project(), "one")
    answer = program.post(f"/batches/{batch['id']}/answers", {"answers": answers})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "answers")


@pytest.mark.parametrize("readers", [-1, 0, 10**30])
def test_number_of_readers_that_is_none_is_refused(program: Program, readers: int) -> None:
    batch = program.batch(program.project(), "one", publish=False)
    answer = program.post(
        f"/batches/{batch['id']}/publish", {"readers_max": readers, "sensitive": []}
    )
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "readers_max")


def test_character_that_no_database_stores_is_refused_everywhere(program: Program) -> None:
    project = program.project()
    path = f"/projects/{project['id']}/batches"
    assert program.post("/projects", {"title": "a\0b"}).status_code == 422
    assert program.post(path, {"rows": [{"text": "a\0b"}]}).status_code == 422
    assert program.get("/batches/a%00b").status_code == 404
    assert program.get(f"/batches/{project['id']}/tasks", cursor="\0").status_code == 404
    for name, text in (("a.csv", "text\na\0b\n"), ("a.jsonl", '{"text": "a\\u0000b"}\n')):
        answer = program.upload(f"{path}/file", {"file": _file(text, name)})
        assert (name, answer.status_code) == (name, 422)
    options = json.dumps({"name": "a\0b"})
    answer = program.upload(f"{path}/file", {"file": _file("text\na\n"), "options": options})
    assert answer.status_code == 422


def test_publishing_says_what_may_hurt(program: Program) -> None:
    """HLT-1: silence is not taken for none."""
    batch = program.batch(program.project(), "one", publish=False)
    silent = program.post(f"/batches/{batch['id']}/publish")
    error = silent.json()["error"]
    assert (silent.status_code, error["code"], error["field"]) == (422, "missing", "sensitive")
    unknown = program.post(f"/batches/{batch['id']}/publish", {"sensitive": ["boring"]})
    assert unknown.json()["error"]["code"] == "unknown_choice"
    said = program.post(f"/batches/{batch['id']}/publish", {"sensitive": ["medical"]}).json()
    assert (said["state"], said["sensitive"], said["turns"]) == ("open", ["medical"], "open")


def test_pulled_tasks_are_listed_and_opened_again(program: Program) -> None:
    """PAY-7."""
    batch = program.batch(program.project(), "one")
    task = Task.objects.get()
    Task.objects.update(places=0, pulled_places=2, pulled_at=NOW)
    (listed,) = program.get(f"/batches/{batch['id']}/pulled").json()["items"]
    assert (listed["task_id"], listed["places"], listed["reports"]) == (task.id, 2, [])
    assert program.get(f"/batches/{batch['id']}").json()["pulled"] == 1
    assert make_program().post(f"/tasks/{task.id}/reopen").status_code == 404
    assert program.post(f"/tasks/{task.id}/reopen").status_code == 200
    assert program.post(f"/tasks/{task.id}/drop").status_code == 409
    task.refresh_from_db()
    assert (task.places, task.pulled_at) == (2, None)
