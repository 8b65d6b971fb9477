"""Control items over the protocol (DEC-13)."""

from typing import Any

import pytest

from tests.doors.api.conftest import Program

pytestmark = pytest.mark.django_db
BODY = {"expected": {"money": "yes"}, "explanation": "The text speaks of rent."}


def _draft(program: Program) -> tuple[dict[str, Any], dict[str, Any]]:
    project = program.project()
    rows = [{"text": "The rent went up."}, {"text": "It rained."}]
    batch = program.post(f"/projects/{project['id']}/batches", {"rows": rows}).json()
    return project, batch


def test_tasks_become_control_items_before_publication(program: Program) -> None:
    project, batch = _draft(program)
    field = project["fields"][0]
    body = {**BODY, "expected": {field["name"]: field["options"][0]}}
    task = program.get(f"/batches/{batch['id']}/tasks").json()["items"][0]
    marked = program.put(f"/tasks/{task['id']}/gold", body)
    assert marked.status_code == 200
    assert (marked.json()["expected"], marked.json()["withdrawn"]) == (body["expected"], False)
    listed = program.get(f"/batches/{batch['id']}/gold").json()["items"]
    assert [each["task_id"] for each in listed] == [task["id"]]
    wrong = program.put(f"/tasks/{task['id']}/gold", {**BODY, "expected": {"colour": "red"}})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "field_unknown")
    assert program.delete(f"/tasks/{task['id']}/gold").status_code == 204
    assert program.get(f"/batches/{batch['id']}/gold").json()["items"] == []


def test_control_items_of_others_are_not_there(program: Program, stranger: Program) -> None:
    _, batch = _draft(program)
    task = program.get(f"/batches/{batch['id']}/tasks").json()["items"][0]
    assert stranger.get(f"/batches/{batch['id']}/gold").status_code == 404
    assert stranger.put(f"/tasks/{task['id']}/gold", BODY).status_code == 404
    assert stranger.delete(f"/tasks/{task['id']}/gold").status_code == 404
