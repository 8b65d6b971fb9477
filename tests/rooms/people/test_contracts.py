"""The contract: versions with notice, acceptance of the very text, durable copies (STA-7)."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from ouvrage.base.errors import Refusal
from ouvrage.people import actions, queries
from ouvrage.people.models import ContractAcceptance, ContractVersion, Person
from ouvrage.people.queries import ContractRow
from ouvrage.people.queries.contracts import contract_templates
from ouvrage.people.rules import changes, text_hash
from tests.factories.people import JOB, NOW, accept_contract, actor_of, make_person, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one version in two languages."""
    add_version(tmp_path, 1, "Paid within {payout_days} days.")
    return tmp_path


def add_version(folder: Path, version: int, text: str) -> None:
    place = folder / str(version)
    place.mkdir()
    (place / "en.txt").write_text(f"# Contract\n{text}\n", encoding="utf-8")
    (place / "fr.txt").write_text(f"# Contrat\n{text}\n", encoding="utf-8")
    contract_templates.cache_clear()


def accept(person: Person, row: ContractRow, *, adult: bool = True, hash: str = "") -> None:
    actions.accept_contract(
        actor=actor_of(person),
        now=NOW,
        person_id=person.id,
        version=row.version,
        text_hash=hash or row.hash,
        adult=adult,
    )


def in_force(now: object = NOW, language: str = "en") -> ContractRow:
    found = queries.contract_in_force(now, language)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_first_version_is_in_force_at_once_and_a_later_one_after_its_notice(
    folder: Path,
) -> None:
    """STA-7: a change needs 15 days of notice, whatever a file says."""
    with override_settings(CONTRACT_DIR=folder):
        assert actions.record_contracts(actor=JOB, now=NOW) == 1
        assert in_force().version == 1
        add_version(folder, 2, "Paid within two days.")
        later = NOW + timedelta(days=40)
        assert actions.record_contracts(actor=JOB, now=later) == 1
        assert actions.record_contracts(actor=JOB, now=later) == 0
    assert in_force(later + timedelta(days=14, hours=23)).version == 1
    assert in_force(later + timedelta(days=15)).version == 2
    coming = queries.contract_coming(later, "fr")
    assert coming is not None
    assert (coming.version, coming.language) == (2, "fr")


def test_a_recorded_text_never_changes(folder: Path) -> None:
    with override_settings(CONTRACT_DIR=folder):
        actions.record_contracts(actor=JOB, now=NOW)
        (folder / "1" / "en.txt").write_text("Work for free.", encoding="utf-8")
        contract_templates.cache_clear()
        actions.record_contracts(actor=JOB, now=NOW)
    assert in_force().text == "# Contract\nPaid within 7 days.\n"
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractVersion.objects.update(texts={})


def test_the_very_text_that_was_read_is_kept(folder: Path) -> None:
    worker = make_person(works=True, language="fr")
    with override_settings(CONTRACT_DIR=folder):
        actions.record_contracts(actor=JOB, now=NOW)
    row = in_force(language="fr")
    accept(worker, row)
    accept(worker, row)
    (kept,) = queries.accepted_contracts(worker.id)
    assert (kept.version, kept.language, kept.text) == (1, "fr", row.text)
    assert kept.hash == text_hash(row.text)
    worker.refresh_from_db()
    assert worker.contract_version == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractAcceptance.objects.all().delete()


def test_another_text_and_a_minor_are_refused(folder: Path) -> None:
    """STA-15: nobody under 18 works for pay; only that they said so is kept."""
    worker = make_person(works=True)
    with override_settings(CONTRACT_DIR=folder):
        actions.record_contracts(actor=JOB, now=NOW)
    for change, code in (
        ({"adult": False}, "adults_only"),
        ({"hash": "0" * 64}, "contract_changed"),
    ):
        with pytest.raises(Refusal) as caught:
            accept(worker, in_force(), **change)  # type: ignore[arg-type]
        assert caught.value.code == code
    assert not ContractAcceptance.objects.exists()


def test_nobody_accepts_for_another() -> None:
    one, other = make_worker(), make_worker()
    row = in_force()
    with pytest.raises(Refusal) as caught:
        actions.accept_contract(
            actor=actor_of(other),
            now=NOW,
            person_id=one.id,
            version=1,
            text_hash=row.hash,
            adult=True,
        )
    assert caught.value.code == "not_found"


def test_changed_lines_are_marked() -> None:
    before, after = "# Contract\n- one\n- two\n", "# Contract\n- one\n- three\n"
    assert [(block.text, block.change) for block in changes(before, after)] == [
        ("Contract", ""),
        ("one", ""),
        ("two", "removed"),
        ("three", "added"),
    ]


def test_shipped_texts_fill_in_and_say_what_both_sides_owe() -> None:
    worker = make_worker()
    accept_contract(worker)
    for language, ours, yours in (
        ("en", "What the platform owes you", "What you owe"),
        ("fr", "Ce que la plateforme vous doit", "Ce que vous devez"),
    ):
        text = in_force(language=language).text
        assert ours in text
        assert yours in text
        assert "{" not in text
