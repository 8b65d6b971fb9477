"""A program with a key of one organisation, and a project it may publish."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ouvrage.base.money import Money
from ouvrage.ledger.recipes import grant_play_money
from ouvrage.people.actions import create_api_key
from tests.factories.people import JOB, NOW, make_organisation

TEMPLATE = """<p>{{ task.input.text }}</p>
<label><input type="radio" name="label" value="good" required> Good</label>
<label><input type="radio" name="label" value="bad"> Bad</label>"""
PROJECT = {
    "title": "Good or bad?",
    "purpose": "Check a sorter of reviews",
    "end_client": "Archive",
    "ai_function": "verification",
    "data_categories": ["public_text"],
    "contact": "archive@example.org",
    "languages": ["en"],
    "template": TEMPLATE,
    "reward": "0.06",
    "time_estimate_seconds": 10,
    "answers_per_task": 2,
    "instructions": {
        "goal": "Say whether the review is good.",
        "steps": ["Read the text.", "Choose."],
        "good_examples": [{"text": "Lovely", "why": "Praise"}, {"text": "Nice", "why": "Praise"}],
        "bad_examples": [{"text": "Awful", "why": "Blame"}, {"text": "Poor", "why": "Blame"}],
        "criteria": ["The choice fits the text."],
        "edge_cases": ["Irony counts as what is meant."],
    },
}


@dataclass(frozen=True)
class Program:
    """What a program of an organisation can do: send JSON, send files, read the answer."""

    key: str
    organisation_id: str
    client: Client

    def get(self, path: str, **query: object) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query, headers=self._headers())

    def post(self, path: str, body: object = None, **headers: str) -> HttpResponse:
        return self.client.post(
            f"/api/v1{path}",
            json.dumps(body if body is not None else {}),
            content_type="application/json",
            headers=self._headers() | headers,
        )

    def patch(self, path: str, body: object) -> HttpResponse:
        return self.client.patch(
            f"/api/v1{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self._headers(),
        )

    def put(self, path: str, body: object) -> HttpResponse:
        return self.client.put(
            f"/api/v1{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self._headers(),
        )

    def delete(self, path: str) -> HttpResponse:
        return self.client.delete(f"/api/v1{path}", headers=self._headers())

    def upload(self, path: str, form: dict[str, object]) -> HttpResponse:
        return self.client.post(f"/api/v1{path}", form, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    def project(self, **fields: object) -> dict[str, Any]:
        """A project that may be published."""
        document: dict[str, Any] = self.post("/projects", PROJECT | fields).json()
        return document

    def batch(self, project: dict[str, Any], *texts: str, publish: bool = True) -> dict[str, Any]:
        """A batch of one task per text."""
        rows = [{"id": f"r{number}", "text": text} for number, text in enumerate(texts, 1)]
        body = {"rows": rows, "external_id": "id", "publish": publish, "sensitive": []}
        document: dict[str, Any] = self.post(f"/projects/{project['id']}/batches", body).json()
        return document


def make_program(*, euros: int = 100) -> Program:
    """A program of a new organisation that has this much play money."""
    organisation = make_organisation()
    _key, secret = create_api_key(
        actor=JOB, now=NOW, organisation_id=organisation.id, name="program"
    )
    if euros:
        grant_play_money(
            actor=JOB,
            now=NOW,
            organisation_id=organisation.id,
            amount=Money.parse(str(euros), "EUR"),
            key=organisation.id,
        )
    return Program(secret, organisation.id, Client())


@pytest.fixture
def program(db: None) -> Program:
    """A program of an organisation with 100 EUR."""
    return make_program()


@pytest.fixture
def stranger(db: None) -> Program:
    """A program of another organisation."""
    return make_program()
