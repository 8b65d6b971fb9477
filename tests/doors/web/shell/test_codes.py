"""Requesters know workers by a code each of their own, on every page and in every file (PRI-1)."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ouvrage.base.moment import utc_now
from ouvrage.people.actions import create_api_key
from ouvrage.people.models import Person
from ouvrage.review.actions import run_aggregation
from ouvrage.work import actions as work
from ouvrage.work.queries import pseudonym_for
from tests.doors.web.worker.scenes import Scene, logged_in, make_scene
from tests.factories.people import JOB, actor_of, make_worker

pytestmark = pytest.mark.django_db
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def answer(scene: Scene, worker: Person) -> str:
    scene.read(worker)
    now, actor = utc_now(), actor_of(worker)
    held = work.take(actor=actor, now=now, project_id=scene.project.id)
    answer = {"mood": "glad", "why": "It says so."}
    sent = work.submit(
        actor=actor, now=now, assignment_id=held.id, answer=answer, active_seconds=20
    )
    return str(sent.id)


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    """Every route of the portal, with its parameters as they are written."""
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, route)
        else:
            found.append(route)
    return found


def filled(route: str, values: dict[str, str]) -> str | None:
    """The route with values for its parameters; None when one is not known here."""
    if "(?P" in route or any(name not in values for name in PARAMETER.findall(route)):
        return None
    return "/" + PARAMETER.sub(lambda match: values[match.group(1)], route)


def seen_by(scene: Scene, submission_id: str) -> str:
    """Everything that the requester's pages and the API say about the project, as one text."""
    values = {
        "organisation_id": scene.organisation.id,
        "project_id": scene.project.id,
        "batch_id": scene.batch_id,
        "submission_id": submission_id,
        "form": "csv",
    }
    _key, secret = create_api_key(
        actor=actor_of(scene.owner), now=utc_now(), organisation_id=scene.organisation.id, name="k"
    )
    run_aggregation(actor=JOB, now=utc_now(), batch_id=scene.batch_id)
    owner, program, texts = logged_in(scene.owner), Client(), []
    for route in routes(get_resolver().url_patterns):
        address = filled(route, values)
        if address is None or not address.startswith(("/requester/", "/api/", "/requesters/")):
            continue
        browser, headers = owner, {}
        if address.startswith("/api/"):
            browser, headers = program, {"authorization": f"Bearer {secret}"}
        for query in ("", "?answers=1", "?columns=answers"):
            response = browser.get(address + query, headers=headers)
            if response.status_code == 200:
                content = (
                    b"".join(response.streaming_content) if response.streaming else response.content
                )
                texts.append(content.decode("utf-8", "replace"))
    assert len(texts) > 30  # pages, files and the protocol were really read
    return "\n".join(texts)


def test_no_page_and_no_file_shows_the_id_of_a_worker() -> None:
    scene = make_scene()
    sent = answer(scene, scene.worker)
    answer(scene, scene.stranger)
    said = seen_by(scene, sent)
    code = pseudonym_for(scene.organisation.id, scene.worker.id)
    assert said.count(code) >= 2  # the search sees what is there
    for worker in (scene.worker, scene.stranger):
        assert worker.id not in said
        assert worker.email not in said


def test_two_requesters_cannot_tell_that_they_know_the_same_person() -> None:
    first, second = make_scene(), make_scene(title="Mood of letters")
    worker = make_worker()
    codes = re.compile(r"\bA[A-Z2-7]{25}\b")
    seen = [set(codes.findall(seen_by(scene, answer(scene, worker)))) for scene in (first, second)]
    assert all(seen)
    assert seen[0].isdisjoint(seen[1])
