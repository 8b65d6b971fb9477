"""The catalogues are current, well formed and compiled; those for everybody are complete."""

from collections.abc import Callable

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import gettext, override

from tests.house import messages, worker_side


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


def test_languages_of_the_portal_have_catalogues() -> None:
    assert set(dict(settings.LANGUAGES)) == set(messages.LANGUAGES)
    assert settings.WHOLE_LANGUAGES == messages.WHOLE
    assert settings.FALLBACK_LANGUAGES == messages.FALLBACK


@pytest.mark.parametrize("language", messages.WORKER_SIDE)
def test_what_is_translated_for_workers_is_well_formed(
    language: str, record_property: Callable[[str, object], None]
) -> None:
    catalog = messages.updated(language)
    record_property("lacks", messages.counted(catalog))
    found = [
        f"{fault}: {message.id!r} -> {message.string!r}"
        for message in catalog
        if message.id and any(messages.said(message))
        for fault in messages.faults(message, language)
    ]
    assert found == []


@pytest.mark.parametrize("language", messages.WORKER_SIDE)
def test_language_is_offered_when_the_way_to_a_first_answer_is_in_it(language: str) -> None:
    met = [message for message in messages.updated(language) if worker_side.is_first(message)]
    lacking = [message.id for message in met if messages.is_missing(message)]
    # New messages come before their translations; one in ten is not a half-translated page yet.
    assert len(lacking) <= len(met) // 10, lacking


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
        (Message(("%(n)s one", "%(n)s"), ("%(n)s",)), ["plural forms differ"]),
    ],
)
def test_faults_of_a_translation_are_seen(message: Message, fault: list[str]) -> None:
    assert list(messages.faults(message)) == fault


@pytest.mark.parametrize(
    ("language", "forms", "fault"),
    [
        ("ar", ("0", "1", "2", "%(n)s", "%(n)s", "%(n)s"), []),
        ("ar", ("0", "1", "2", "few", "%(n)s", "%(n)s"), ["placeholders differ"]),
        ("ru", ("%(n)s", "%(n)s", "%(n)s"), []),
        ("ru", ("one", "%(n)s", "%(n)s"), ["placeholders differ"]),
        ("ru", ("%(n)s", "%(n)s"), ["plural forms differ"]),
    ],
)
def test_only_forms_for_one_number_may_leave_it_out(
    language: str, forms: tuple[str, ...], fault: list[str]
) -> None:
    assert list(messages.faults(Message(("%(n)s one", "%(n)s"), forms), language)) == fault


def test_malagasy_falls_back_to_french_and_the_others_to_english() -> None:
    with override("mg"):
        assert gettext("Books") == "Comptes"
    for language in ("es", "ar", "pt", "ru"):
        with override(language):
            assert gettext("Books") == "Books"


def test_what_django_cannot_say_in_malagasy_is_said_by_us() -> None:
    with override("mg"):
        assert gettext("This field is required.") == "Ilaina ity."
    with override("es"):
        assert gettext("This field is required.") == "Este campo es obligatorio."
