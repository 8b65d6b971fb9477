"""What the vault keeps, who may open it, and that a removed key opens nothing, anywhere (PRI-7)."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import override_settings

from ouvrage.base.actor import Actor
from ouvrage.base.errors import NotFound, Refusals
from ouvrage.cli import main
from ouvrage.journal.models import Event
from ouvrage.people import actions, errors, queries, vault
from ouvrage.people.models import Person, Secret, SecretKind
from ouvrage.people.rules import Purpose
from tests.factories.people import JOB, NOW, actor_of, make_operator, make_worker

pytestmark = pytest.mark.django_db
IBAN = {"iban": "FR7630006000011234567890189", "bic": "AGRIFRPP"}


@pytest.fixture(autouse=True)
def _own_vault(tmp_path: Path):
    (tmp_path / "vault.key").write_text(vault.new_key_text())
    own = vault.Vault(tmp_path / "vault", tmp_path / "vault.key")
    with override_settings(VAULT=own):
        yield


def keep(person: Person, kind: SecretKind = SecretKind.PAYOUT, **value: str) -> None:
    actor = actor_of(person)
    fields = value or IBAN
    actions.keep_secret(actor=actor, now=NOW, person_id=person.id, kind=kind, value=fields)


def read(
    person: Person,
    actor: Actor = JOB,
    kind: SecretKind = SecretKind.PAYOUT,
    purpose: Purpose = Purpose.PAYOUT,
) -> dict[str, str]:
    return actions.read_secret(
        actor=actor, now=NOW, person_id=person.id, kind=kind, purpose=purpose
    )


def test_kept_details_are_read_again_and_are_not_in_the_database() -> None:
    worker = make_worker()
    keep(worker)
    assert read(worker) == IBAN
    row = Secret.objects.get()
    assert b"30006000011234567890189" not in bytes(row.sealed)
    assert queries.secrets_kept(worker.id) == {SecretKind.PAYOUT: NOW}


def test_new_details_take_the_place_of_older_ones() -> None:
    worker = make_worker()
    keep(worker)
    keep(worker, iban="DE89370400440532013000")
    assert read(worker) == {"iban": "DE89370400440532013000"}
    assert Secret.objects.count() == 1


def test_every_reading_is_in_the_journal_without_what_was_read() -> None:
    worker = make_worker()
    keep(worker)
    read(worker)
    read(worker, actor_of(worker), purpose=Purpose.OWN_ACCESS)
    lines = Event.objects.filter(subject_id=worker.id, action__startswith="secret_").order_by("id")
    assert [(line.action, line.actor_kind, line.details) for line in lines] == [
        ("secret_kept", "person", {"kind": "payout"}),
        ("secret_read", "job", {"kind": "payout", "purpose": "payout"}),
        ("secret_read", "person", {"kind": "payout", "purpose": "own_access"}),
    ]


@pytest.mark.parametrize(
    ("who", "kind", "purpose"),
    [
        ("stranger", SecretKind.PAYOUT, Purpose.OWN_ACCESS),
        ("stranger", SecretKind.PAYOUT, Purpose.PAYOUT),
        ("operator", SecretKind.PAYOUT, Purpose.OWN_ACCESS),
        ("operator", SecretKind.TAX, Purpose.PAYOUT),
        ("self", SecretKind.PAYOUT, Purpose.PAYOUT),
    ],
)
def test_nobody_reads_for_another_purpose(who: str, kind: SecretKind, purpose: Purpose) -> None:
    worker = make_worker()
    keep(worker, kind)
    actors = {
        "stranger": actor_of(make_worker()),
        "operator": actor_of(make_operator()),
        "self": actor_of(worker),
    }
    with pytest.raises(NotFound):
        read(worker, actors[who], kind, purpose)
    assert not Event.objects.filter(action="secret_read").exists()


def test_nothing_kept_reads_as_nothing() -> None:
    worker = make_worker()
    assert read(worker) == {}
    assert queries.secrets_kept(worker.id) == {}


def test_a_row_moved_to_another_person_or_kind_cannot_be_opened() -> None:
    alice, bob = make_worker(), make_worker()
    keep(alice)
    keep(bob)
    Secret.objects.filter(person=alice).update(sealed=Secret.objects.get(person=bob).sealed)
    with pytest.raises(errors.SecretUnreadable):
        read(alice)
    Secret.objects.filter(person=bob).update(kind=SecretKind.TAX)
    with pytest.raises(errors.SecretUnreadable):
        read(bob, kind=SecretKind.TAX, purpose=Purpose.TAX)


def test_without_the_key_an_old_copy_of_the_database_says_nothing() -> None:
    """PRI-5: the copy holds rows, never keys."""
    worker = make_worker()
    keep(worker)
    copied = bytes(Secret.objects.get().sealed)
    assert vault.shred_person_key(settings.VAULT, worker.id)
    assert not vault.shred_person_key(settings.VAULT, worker.id)
    with pytest.raises(errors.SecretUnreadable):
        read(worker)
    keep(worker)  # a new key does not open what the old one sealed
    Secret.objects.update(sealed=copied)
    with pytest.raises(errors.SecretUnreadable):
        read(worker)


def test_details_can_be_forgotten_by_the_person() -> None:
    worker = make_worker()
    keep(worker)
    own = {"actor": actor_of(worker), "now": NOW, "person_id": worker.id}
    assert actions.forget_secret(**own, kind=SecretKind.PAYOUT)
    assert not actions.forget_secret(**own, kind=SecretKind.PAYOUT)
    assert read(worker) == {}


def test_details_too_long_are_refused() -> None:
    with pytest.raises(Refusals) as refused:
        keep(make_worker(), iban="F" * 501)
    assert [each.code for each in refused.value.each()] == ["secret_not_valid"]


def test_rotation_leaves_one_new_key_that_opens_everything() -> None:
    workers = [make_worker() for _ in range(3)]
    for worker in workers:
        keep(worker)
    before = settings.VAULT.ring()
    done = CliRunner().invoke(main, ["rotate-vault-key"])
    assert (done.exit_code, done.output) == (0, "3 keys are under the new vault key.\n")
    (after,) = settings.VAULT.ring()
    assert after not in before
    assert [read(worker) for worker in workers] == [IBAN] * 3
    old = replace(settings.VAULT, given=_text(before[0]))
    with pytest.raises(vault.Unreadable):
        vault.person_key(old, workers[0].id)


def _text(key: vault.Key) -> str:
    return vault.urlsafe_b64encode(key.secret).decode()


def test_rotation_cut_off_halfway_is_ended_by_the_next() -> None:
    worker = make_worker()
    keep(worker)
    path = settings.VAULT.key_file
    path.write_text(f"{vault.new_key_text()}\n{path.read_text()}")  # as a kill leaves it
    assert read(worker) == IBAN
    assert actions.rotate_vault_key(actor=JOB, now=NOW) == 1
    assert len(settings.VAULT.ring()) == 1
    assert read(worker) == IBAN


def test_a_given_key_is_rotated_by_putting_a_new_one_before_it() -> None:
    old, new = vault.new_key_text(), vault.new_key_text()
    worker = make_worker()
    with override_settings(VAULT=replace(settings.VAULT, given=old)):
        keep(worker)
        with pytest.raises(errors.VaultKeyAlone):
            actions.rotate_vault_key(actor=JOB, now=NOW)
    with override_settings(VAULT=replace(settings.VAULT, given=f"{new},{old}")):
        assert actions.rotate_vault_key(actor=JOB, now=NOW) == 1
    with override_settings(VAULT=replace(settings.VAULT, given=new)):
        assert read(worker) == IBAN


def test_keys_and_their_files_are_for_the_instance_alone() -> None:
    worker = make_worker()
    keep(worker)
    (path,) = settings.VAULT.folder.glob("*/*.key")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert path.stem == worker.id
    assert "secret=" not in repr(settings.VAULT.ring())
