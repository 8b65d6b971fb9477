"""A person gets everything that is kept about them, and nothing of anybody else (PRI-4)."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from ouvrage.base.errors import NotFound
from ouvrage.base.moment import utc_now
from ouvrage.journal.models import Event
from ouvrage.people import actions as people
from ouvrage.people import sealing, vault
from ouvrage.people.models import Person, SecretKind
from ouvrage.review.actions import accept
from ouvrage.rights import actions, queries
from ouvrage.rights.exports.areas import AREAS
from ouvrage.rights.exports.registers import personal_tables
from ouvrage.rights.exports.rows import OTHER, columns_of
from ouvrage.rights.models import Copy, CopyState
from ouvrage.skills import actions as skills
from ouvrage.skills.queries import statuses_of_worker
from ouvrage.work import actions as work
from ouvrage.work.queries import pseudonym_for
from tests.doors.web.worker.scenes import Scene, make_scene
from tests.factories.people import (
    JOB,
    actor_of,
    make_member,
    make_organisation,
    make_worker,
)
from tests.factories.skills import make_granted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "vault.key").write_text(vault.new_key_text())
    own = vault.Vault(tmp_path / "vault", tmp_path / "vault.key")
    with override_settings(VAULT=own, DATA_DIR=tmp_path):
        yield


def copy_of(person: Person) -> zipfile.ZipFile:
    """What the person fetches after having asked for it."""
    now = utc_now()
    copy = actions.ask_copy(actor=actor_of(person), now=now, person_id=person.id)
    assert actions.make_copies(actor=JOB, now=now, limit=10) == 1
    found, pieces = actions.fetch_copy(actor=actor_of(person), now=now, copy_id=copy.id)
    content = b"".join(pieces)
    assert len(content) == found.bytes
    return zipfile.ZipFile(io.BytesIO(content))


def rows_in(archive: zipfile.ZipFile, file: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(archive.read(f"json/{file}.json"))
    return rows


def work_once(scene: Scene, worker: Person) -> str:
    scene.read(worker)
    now, actor = utc_now(), actor_of(worker)
    held = work.take(actor=actor, now=now, project_id=scene.project.id)
    answer = {"mood": "glad", "why": "=1+1"}
    sent = work.submit(
        actor=actor, now=now, assignment_id=held.id, answer=answer, active_seconds=20
    )
    accept(
        actor=actor_of(scene.owner), now=now, project_id=scene.project.id, submission_ids=[sent.id]
    )
    return str(sent.id)


def test_copy_says_where_others_check_a_qualification() -> None:
    """QUA-5."""
    worker = make_worker()
    row = make_granted(make_organisation().id, name="Worked in an archive")
    skills.grant(actor=JOB, now=utc_now(), qualification_id=row.id, worker_id=worker.id, value=80)
    (status,) = statuses_of_worker(worker.id)
    assert rows_in(copy_of(worker), "qualification_statuses") == [
        {
            "qualification": "Worked in an archive",
            "status_list_credential": "http://127.0.0.1:8000/status-lists/1/",
            "status_list_index": status.index,
            "withdrawn": False,
        }
    ]


def test_copy_holds_each_table_of_the_registers_twice_and_a_summary() -> None:
    names = set(copy_of(make_worker()).namelist())
    files = {table.file for table in personal_tables()}
    assert names == {
        "summary.pdf",
        *(f"json/{file}.json" for file in files),
        *(f"csv/{file}.csv" for file in files),
    }


def test_copy_says_what_was_done_earned_and_decided() -> None:
    scene = make_scene()
    sent = work_once(scene, scene.worker)
    archive = copy_of(scene.worker)
    (answer,) = rows_in(archive, "answers")
    assert (answer["id"], answer["answer"]) == (sent, {"mood": "glad", "why": "=1+1"})
    assert answer["project__title"] == "Mood of sentences"
    (verdict,) = rows_in(archive, "verdicts")
    assert (verdict["submission_id"], verdict["decision"]) == (sent, "accepted")
    moved = rows_in(archive, "money_movements")
    assert {row["entry__kind"] for row in moved} == {"reading", "settle"}
    (profile,) = rows_in(archive, "profile")
    assert profile["email"] == scene.worker.email
    assert not {"password", "logouts"} & profile.keys()
    lines = {row["action"] for row in rows_in(archive, "journal")}
    assert {"task.taken", "answer.submitted", "person_created", "copy.asked"} <= lines


def test_spreadsheets_and_programs_get_the_same_rows() -> None:
    scene = make_scene()
    work_once(scene, scene.worker)
    archive = copy_of(scene.worker)
    for table in personal_tables():
        told = list(csv.DictReader(io.StringIO(archive.read(f"csv/{table.file}.csv").decode())))
        said = rows_in(archive, table.file)
        assert len(told) == len(said), table.file
        if table.declared.area != "vault" and told:
            assert list(told[0]) == columns_of(table)
            assert list(said[0]) == columns_of(table)


def test_copy_opens_the_vault_for_the_person_and_the_journal_says_so() -> None:
    worker = make_worker()
    people.keep_secret(
        actor=actor_of(worker),
        now=utc_now(),
        person_id=worker.id,
        kind=SecretKind.PAYOUT,
        value={"iban": "FR7630006000011234567890189"},
    )
    (row,) = rows_in(copy_of(worker), "vault")
    assert (row["kind"], row["field"], row["value"]) == (
        "payout",
        "iban",
        "FR7630006000011234567890189",
    )
    (line,) = Event.objects.filter(action="secret_read")
    assert line.details == {"kind": "payout", "purpose": "own_access"}


def test_copy_of_one_person_says_nothing_of_another() -> None:
    """PRI-1: not the id of a worker to a requester, nor that of who decided to a worker."""
    scene = make_scene()
    worker, other = scene.worker, scene.stranger
    for each in (worker, other):
        work_once(scene, each)
    member = make_member(scene.organisation)
    for person, absent in (
        (scene.owner, (worker, other, member)),
        (worker, (other, scene.owner, member)),
    ):
        archive = copy_of(person)
        everything = b"".join(archive.read(name) for name in archive.namelist() if "/" in name)
        for stranger in absent:
            assert stranger.id.encode() not in everything
            assert stranger.email.encode() not in everything
    code = pseudonym_for(scene.organisation.id, worker.id)
    assert code.encode() not in everything
    owner = copy_of(scene.owner)
    lines = [row for row in rows_in(owner, "journal") if row["action"] == "organisation_created"]
    assert len(lines) == 1


def test_a_line_about_somebody_else_says_another_person() -> None:
    scene = make_scene()
    member = make_member(scene.organisation)
    people.change_role(
        actor=actor_of(scene.owner),
        now=utc_now(),
        organisation_id=scene.organisation.id,
        person_id=member.id,
        role="owner",
    )
    lines = rows_in(copy_of(scene.owner), "journal")
    (line,) = [row for row in lines if row["action"] == "member_role_changed"]
    assert (line["actor_id"], line["subject_id"]) == (scene.owner.id, OTHER)


def test_file_on_the_disk_is_sealed_and_ends_with_the_persons_key() -> None:
    worker = make_worker(name="Zephyrine Quillfeather")
    copy_of(worker)
    copy = Copy.objects.get()
    path = Path(settings.DATA_DIR) / "copies" / copy.id
    assert path.stat().st_mode & 0o777 == 0o600
    assert not path.read_bytes().startswith(b"PK")
    vault.shred_person_key(settings.VAULT, worker.id)
    _found, pieces = actions.fetch_copy(actor=actor_of(worker), now=utc_now(), copy_id=copy.id)
    with pytest.raises(vault.Unreadable):
        next(pieces)


def test_pieces_of_a_sealed_file_cannot_be_dropped_or_swapped() -> None:
    worker, target = make_worker(), io.BytesIO()
    content = bytes(range(256)) * 8192  # two pieces
    size = sealing.seal_file(settings.VAULT, worker.id, "x", io.BytesIO(content), target)
    assert size == len(content)
    sealed = target.getvalue()
    whole = sealing.open_file(settings.VAULT, worker.id, "x", io.BytesIO(sealed))
    assert b"".join(whole) == content
    first = 4 + int.from_bytes(sealed[:4], "big")
    for wrong in (sealed[:first], sealed[first:], sealed[first:] + sealed[:first]):
        with pytest.raises(vault.Unreadable):
            list(sealing.open_file(settings.VAULT, worker.id, "x", io.BytesIO(wrong)))
    with pytest.raises(vault.Unreadable):
        list(sealing.open_file(settings.VAULT, worker.id, "y", io.BytesIO(sealed)))


def test_copy_asked_for_twice_is_made_once() -> None:
    worker, now = make_worker(), utc_now()
    asked = [
        actions.ask_copy(actor=actor_of(worker), now=now, person_id=worker.id) for _ in range(2)
    ]
    assert asked[0].id == asked[1].id
    assert actions.make_copies(actor=JOB, now=now, limit=10) == 1
    assert actions.make_copies(actor=JOB, now=now, limit=10) == 0


def test_maker_that_died_leaves_the_copy_to_the_next() -> None:
    worker, now = make_worker(), utc_now()
    actions.ask_copy(actor=actor_of(worker), now=now, person_id=worker.id)
    Copy.objects.update(due_at=now + timedelta(minutes=20), attempts=1)  # claimed, then dead
    assert actions.make_copies(actor=JOB, now=now, limit=10) == 0
    assert actions.make_copies(actor=JOB, now=now + timedelta(minutes=20), limit=10) == 1


def test_copy_that_cannot_be_made_is_given_up_and_said() -> None:
    worker, now = make_worker(), utc_now()
    actions.ask_copy(actor=actor_of(worker), now=now, person_id=worker.id)
    Copy.objects.update(attempts=5)
    assert actions.make_copies(actor=JOB, now=now, limit=10) == 0
    (row,) = queries.copies_of(worker.id, utc_now())
    assert row.state is CopyState.FAILED
    actions.ask_copy(actor=actor_of(worker), now=now, person_id=worker.id)


def test_copy_goes_after_its_days_and_a_new_one_takes_its_place() -> None:
    worker, now = make_worker(), utc_now()
    copy_of(worker)
    copy_of(worker)
    folder = Path(settings.DATA_DIR) / "copies"
    assert len(list(folder.iterdir())) == 2
    assert actions.sweep_copies(actor=JOB, now=now + timedelta(minutes=1)) == 1
    (row,) = queries.copies_of(worker.id, utc_now())
    assert row.ends_at is not None
    assert actions.sweep_copies(actor=JOB, now=row.ends_at) == 1
    assert list(folder.iterdir()) == []
    with pytest.raises(NotFound):
        actions.fetch_copy(actor=actor_of(worker), now=row.ends_at, copy_id=row.id)


def test_files_that_no_copy_names_are_swept() -> None:
    folder = Path(settings.DATA_DIR) / "copies"
    folder.mkdir()
    (folder / "01J0000000000000000000ABCD").write_bytes(b"left")
    (folder / "01J0000000000000000000ABCE.new").write_bytes(b"cut off")
    assert actions.sweep_copies(actor=JOB, now=utc_now()) == 2
    assert list(folder.iterdir()) == []


def test_copy_is_its_persons_own() -> None:
    worker, other = make_worker(), make_worker()
    copy_of(worker)
    with pytest.raises(NotFound):
        actions.fetch_copy(actor=actor_of(other), now=utc_now(), copy_id=Copy.objects.get().id)
    with pytest.raises(NotFound):
        actions.ask_copy(actor=actor_of(other), now=utc_now(), person_id=worker.id)


def test_every_subject_has_a_title() -> None:
    """A new area needs a line in `rights/exports/areas.py`."""
    assert {table.declared.area for table in personal_tables()} - set(AREAS) == set()
