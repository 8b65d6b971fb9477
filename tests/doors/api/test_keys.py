"""Who may call: keys of one organisation, which reach nothing of another."""

import pytest
from django.test import Client

from ouvrage.people.actions import revoke_api_key
from ouvrage.people.queries import api_keys_of
from tests.doors.api.conftest import PROJECT, Program
from tests.factories.people import JOB, NOW

pytestmark = pytest.mark.django_db


def test_caller_without_a_key_is_refused_and_told_how() -> None:
    answer = Client().get("/api/v1/organisation")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    message = (
        "This key opens nothing here. Send “Authorization: Bearer” and a key of your organisation."
    )
    fault = {"code": "key_unknown", "message": message, "field": "", "row": None}
    assert answer.json() == {"error": {**fault, "errors": [fault]}}


def test_revoked_key_opens_nothing(program: Program) -> None:
    (key,) = api_keys_of(program.organisation_id)
    revoke_api_key(actor=JOB, now=NOW, organisation_id=program.organisation_id, key_id=key.id)
    assert program.get("/organisation").status_code == 401


def test_key_shows_its_own_organisation(program: Program) -> None:
    answer = program.get("/organisation").json()
    assert answer["id"] == program.organisation_id
    assert (answer["name"], answer["country"], answer["kind"]) == ("Archive", "FR", "non_profit")


def test_what_belongs_to_another_looks_like_nothing(program: Program, stranger: Program) -> None:
    project = program.project()
    batch = program.batch(project, "hello", publish=False)
    paths = [
        ("get", f"/projects/{project['id']}"),
        ("patch", f"/projects/{project['id']}"),
        ("post", f"/projects/{project['id']}/pause"),
        ("post", f"/projects/{project['id']}/resume"),
        ("get", f"/projects/{project['id']}/instructions"),
        ("post", f"/projects/{project['id']}/instructions"),
        ("get", f"/projects/{project['id']}/batches"),
        ("get", f"/batches/{batch['id']}"),
        ("get", f"/batches/{batch['id']}/quote"),
        ("post", f"/batches/{batch['id']}/publish"),
        ("post", f"/batches/{batch['id']}/end"),
        ("get", f"/batches/{batch['id']}/tasks"),
        ("get", f"/batches/{batch['id']}/submissions"),
        ("post", f"/batches/{batch['id']}/accept"),
        ("post", f"/batches/{batch['id']}/aggregation"),
        ("get", f"/batches/{batch['id']}/labels"),
    ]
    for method, path in paths:
        arguments = ({},) if method != "get" else ()
        answer = getattr(stranger, method)(path, *arguments)
        unknown = getattr(stranger, method)(path.replace(project["id"], "0" * 26), *arguments)
        assert (path, answer.status_code) == (path, 404)
        assert answer.json()["error"]["code"] == "not_found"
        assert unknown.status_code == 404
    rows = {"rows": [{"text": "x"}]}
    assert stranger.post(f"/projects/{project['id']}/batches", rows).status_code == 404
    accept = {"submission_ids": []}
    assert stranger.post(f"/projects/{project['id']}/accept", accept).status_code == 404
    assert stranger.post(f"/batches/{batch['id']}/answers", {"answers": 1}).status_code == 404
    assert stranger.post(f"/batches/{batch['id']}/readings", {"readers": 1}).status_code == 404
    assert stranger.get("/projects").json() == {"items": [], "next": ""}


def test_address_that_is_not_there_answers_in_json(program: Program) -> None:
    answer = program.get("/nothing")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_refusals_speak_the_language_that_was_asked_for(program: Program) -> None:
    english = program.post("/projects", PROJECT | {"reward": "0"})
    french = program.post("/projects", PROJECT | {"reward": "0"}, **{"Accept-Language": "fr"})
    assert english.status_code == french.status_code == 422
    assert english.json()["error"]["code"] == french.json()["error"]["code"]
    assert french.headers["Content-Language"] == "fr"


def test_body_over_the_limit_is_refused_before_it_is_read(program: Program) -> None:
    answer = program.post("/projects", {"title": "x" * (5 * 1024 * 1024)})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "body_too_large")


def test_body_that_is_no_json_is_refused(program: Program) -> None:
    answer = program.client.post(
        "/api/v1/projects", "{", content_type="application/json",
        headers={"Authorization": f"Bearer {program.key}"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "body_unreadable")


def test_value_of_the_wrong_kind_is_named_by_its_field(program: Program) -> None:
    answer = program.post("/projects", {"answers_per_task": "many", "languages": "en"})
    assert answer.status_code == 422
    faults = {fault["field"]: fault["code"] for fault in answer.json()["error"]["errors"]}
    assert faults == {"answers_per_task": "value_not_accepted", "languages": "value_not_accepted"}


def test_description_is_served_and_loads_nothing_from_elsewhere() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    paths = answer.json()["paths"]
    assert "/api/v1/projects/{project_id}/batches" in paths
    operations = [each["operationId"] for path in paths.values() for each in path.values()]
    assert len(operations) == len(set(operations))
    assert Client().get("/api/v1/docs").status_code == 404
