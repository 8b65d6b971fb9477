"""Qualifications, grants and requirements over the native protocol."""

from typing import Any

from ouvrage.base.moment import utc_now
from ouvrage.skills.models import Attempt, Qualification
from ouvrage.skills.queries import held_values
from ouvrage.skills.rules import ACCEPTED_ANSWERS
from ouvrage.work.queries import pseudonym_for
from tests.doors.api.conftest import TEMPLATE, Program
from tests.factories.people import make_worker
from tests.factories.skills import answer_test, make_open_test

TEST = {
    "kind": "test",
    "name": "Good or bad",
    "description": "Says whether a review is good.",
    "test": {
        "template": TEMPLATE.replace('name="label"', 'name="money"')
        .replace("good", "yes")
        .replace("bad", "no"),
        "instructions": "Read, then choose.",
        "items_per_attempt": 2,
        "time_estimate_seconds": 60,
    },
    "items": [
        {"data": {"text": f"Review {n}."}, "key": {"money": ["yes"]}, "explanation": "Praise."}
        for n in range(3)
    ],
}


def _test(program: Program, **fields: object) -> dict[str, Any]:
    document: dict[str, Any] = program.post("/qualifications", TEST | fields).json()
    return document


def test_a_program_makes_opens_funds_and_closes_a_test(program: Program) -> None:
    """PAY-5."""
    made = _test(program, client_key="one")
    assert (made["state"], made["items"], made["pay_max"]) == ("draft", 3, "0.410334")
    assert _test(program, client_key="one")["id"] == made["id"]
    path = f"/qualifications/{made['id']}"
    opened = program.post(f"{path}/open", {"attempts": 5}).json()
    assert (opened["state"], opened["attempts_left"], opened["set_aside"]) == (
        "open", 5, "2.05167",
    )  # fmt: skip
    for _ in range(2):
        more = program.post(f"{path}/attempts", {"attempts": 1, "client_key": "more"}).json()
    assert more["attempts_left"] == 6
    assert [one["id"] for one in program.get("/qualifications").json()["items"]] == [made["id"]]
    assert program.post(f"{path}/close").json()["set_aside"] == "0.00"


def test_a_wrong_item_is_named_by_its_row(program: Program) -> None:
    made = _test(program)
    answer = program.post(
        f"/qualifications/{made['id']}/items",
        {"items": [{"data": {"text": "x"}, "key": {"money": ["maybe"]}}]},
    )
    assert answer.status_code == 422
    assert [(one["code"], one["row"]) for one in answer.json()["error"]["errors"]] == [
        ("key_not_an_option", 1)
    ]


def test_attempts_are_listed_by_code_and_scored(program: Program) -> None:
    """QUA-1."""
    test = {**TEST["test"], "scoring": "person", "criteria": "Praise is good."}  # type: ignore[dict-item]
    made = _test(program, test=test)
    program.post(f"/qualifications/{made['id']}/open", {"attempts": 5})
    worker = make_worker()
    row = Qualification.objects.get(id=made["id"])
    answer_test(worker, row, right=True, now=utc_now())
    path = f"/qualifications/{made['id']}/attempts"
    (listed,) = program.get(path, state="waiting").json()["items"]
    assert listed["worker"] == pseudonym_for(program.organisation_id, worker.id)
    detail = program.get(f"/attempts/{listed['id']}").json()
    said = {item["id"]: {"right": True} for item in detail["items"]}
    scored = program.post(f"/attempts/{listed['id']}/score", {"judgements": said}).json()
    assert (scored["state"], scored["percent"]) == ("passed", 100)
    (held,) = program.get(f"/qualifications/{made['id']}/grants").json()["items"]
    assert (held["worker"], held["value"], held["author"]) == (listed["worker"], 100, "person")
    revoke = f"/qualifications/{made['id']}/grants/revoke"
    refused = program.post(revoke, {"worker": held["worker"], "reason": "mistake"})
    assert (refused.status_code, refused.json()["error"]["errors"][0]["code"]) == (
        422, "explanation_too_short",
    )  # fmt: skip
    body = {"worker": held["worker"], "reason": "mistake", "explanation": "Meant for another."}
    assert program.post(revoke, body).status_code == 200
    (held,) = program.get(f"/qualifications/{made['id']}/grants").json()["items"]
    assert (held["state"], held["reason"]) == ("revoked", "mistake")


def test_a_stranger_reaches_nothing(program: Program, stranger: Program) -> None:
    made = _test(program)
    program.post(f"/qualifications/{made['id']}/open", {"attempts": 1})
    row = Qualification.objects.get(id=made["id"])
    attempt = answer_test(make_worker(), row, right=True, now=utc_now())
    paths = (f"/qualifications/{made['id']}", f"/qualifications/{made['id']}/grants")
    for path in (*paths, f"/attempts/{attempt.id}"):
        assert stranger.get(path).status_code == 404
    body = {"worker": "A", "reason": "mistake", "explanation": "Not theirs to say."}
    assert stranger.post(f"{paths[1]}/revoke", body).status_code == 404
    assert stranger.post(f"/qualifications/{made['id']}/close").status_code == 404
    assert Attempt.objects.count() == 1


def test_what_the_platform_issued_is_out_of_a_requesters_reach(program: Program) -> None:
    """QUA-5."""
    row, worker = make_open_test(""), make_worker()
    answer_test(worker, row, right=True, now=utc_now())
    path = f"/qualifications/{row.id}/grants"
    body = {"worker": worker.id, "reason": "mistake", "explanation": "Not theirs to say."}
    assert program.post(f"{path}/revoke", body).status_code == 404
    assert program.post(path, {"worker": worker.id, "value": 1}).status_code == 404
    assert held_values(worker.id, utc_now()) == {row.id: 100}


def test_a_gate_is_refused_without_a_test_and_warns_with_one(
    program: Program, stranger: Program
) -> None:
    """QUA-10."""
    project = program.project()
    path = f"/api/v1/projects/{project['id']}/requirements"

    def put(who: Program, *items: dict[str, object]) -> Any:
        return who.client.put(
            path, {"items": list(items)}, content_type="application/json",
            headers={"Authorization": f"Bearer {who.key}"},
        )  # fmt: skip

    gate = {"qualification_id": ACCEPTED_ANSWERS, "comparator": "at_least", "values": [1000]}
    refused = put(program, gate)
    assert refused.status_code == 422
    assert refused.json()["error"]["errors"][0]["code"] == "gate_needs_test"
    assert "about 3 hours of work elsewhere" in refused.json()["error"]["errors"][0]["message"]
    made = _test(program)
    program.post(f"/qualifications/{made['id']}/open", {"attempts": 1})
    saved = put(program, gate | {"alternative_id": made["id"]}).json()
    assert [(one["hours"], one["holds"]) for one in saved["items"]] == [(3, True)]
    assert "2.25 months" in saved["warning"]
    assert put(stranger, gate).status_code == 404
    answer_test(make_worker(), Qualification.objects.get(id=made["id"]), right=False, now=utc_now())
    shown = program.get(f"/projects/{project['id']}/requirements").json()
    assert [one["holds"] for one in shown["items"]] == [False]
    assert put(program).json()["items"] == []
