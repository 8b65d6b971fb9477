"""The catalogues are complete, current and compiled."""

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.house import messages


def _read(language: str) -> bytes:
    path = messages.po_path(language)
    return path.read_bytes() if path.exists() else b""


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogue_holds_what_the_tree_says(language: str) -> None:
    assert _read(language) == messages.po_bytes(messages.updated(language)), "run `make messages`"


def test_french_is_complete() -> None:
    found = [
        f"{fault}: {message.id!r} -> {message.string!r}"
        for message in messages.updated("fr")
        if message.id
        for fault in messages.faults(message)
    ]
    assert found == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_compiled_catalogue_equals_its_source(language: str) -> None:
    path = messages.po_path(language)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    assert path.with_suffix(".mo").read_bytes() == messages.mo_bytes(catalog), "run `make messages`"


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("A {x}", "Un {x}"), []),
        (Message("A {x}", "Un {y}"), ["placeholders differ"]),
        (Message("A %(n)s", "Un"), ["placeholders differ"]),
        (Message("A", ""), ["not translated"]),
        (Message("A", "Un", flags={"fuzzy"}), ["fuzzy"]),
        (Message(("One", "%(n)s"), ("Un", "")), ["not translated"]),
        (Message(("One", "%(n)s"), ("Un", "%(n)s")), []),
        (Message(("%(n)s one", "%(n)s"), ("Un", "%(n)s")), []),
    ],
)
def test_faults_of_a_translation_are_seen(message: Message, fault: list[str]) -> None:
    assert list(messages.faults(message)) == fault
