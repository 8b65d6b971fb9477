"""Pure checks on what is written about people."""

import re

import pytest

from ouvrage.people import rules


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("a@example.org", True),
        ("a.b+c@mail.example.org", True),
        ("a@localhost", False),
        ("a b@example.org", False),
        ("@example.org", False),
        ("a@example.", False),
        ("a" * 250 + "@example.org", False),
    ],
)
def test_addresses(text: str, valid: bool) -> None:
    assert rules.is_email(text) is valid


@pytest.mark.parametrize(
    ("tag", "valid"),
    [("en", True), ("pt-BR", True), ("zh-Hans", True), ("EN", False), ("french", False)],
)
def test_language_tags(tag: str, valid: bool) -> None:
    assert (not list(rules.languages_worked_refusals([tag]))) is valid


def test_two_organisations_know_a_worker_under_two_names() -> None:
    secret = b"secret"
    one = rules.worker_pseudonym(secret, "ORGANISATION1", "WORKER")
    assert one == rules.worker_pseudonym(secret, "ORGANISATION1", "WORKER")
    assert one != rules.worker_pseudonym(secret, "ORGANISATION2", "WORKER")
    assert one != rules.worker_pseudonym(b"other", "ORGANISATION1", "WORKER")
    assert re.fullmatch("A[A-Z2-7]{25}", one)
