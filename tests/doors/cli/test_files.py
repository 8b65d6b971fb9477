"""`ouvrage import`, `export` and `check-books`: a file in, labels out, books balanced."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ouvrage.base.money import Money
from ouvrage.cli import main
from ouvrage.journal.models import Event, Link
from ouvrage.ledger.recipes import grant_play_money
from ouvrage.review.models import Run
from ouvrage.work.actions import draft_project, write_instructions
from ouvrage.work.drafts import Example, InstructionsDraft, ProjectDraft
from ouvrage.work.models import Project, Task
from tests.factories.labour import answer_all
from tests.factories.people import JOB, NOW, make_organisation

pytestmark = pytest.mark.django_db
TEMPLATE = """<p>{{ task.input.text }}</p>
<label><input type="radio" name="label" value="good" required> Good</label>
<label><input type="radio" name="label" value="bad"> Bad</label>"""
DRAFT = ProjectDraft(
    title="Good or bad?",
    purpose="Check a sorter",
    end_client="Archive",
    ai_function="verification",
    data_categories=("public_text",),
    contact="archive@example.org",
    languages=("en",),
    template=TEMPLATE,
    reward="0.06",
    time_estimate_seconds=10,
    answers_per_task=1,
)
INSTRUCTIONS = InstructionsDraft(
    goal="Say whether the review is good.",
    steps=("Read.", "Choose."),
    good_examples=(Example("Lovely", "Praise"), Example("Nice", "Praise")),
    bad_examples=(Example("Awful", "Blame"), Example("Poor", "Blame")),
    criteria=("The choice fits the text.",),
    edge_cases=("Irony counts as what is meant.",),
)


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def project(db: None) -> Project:
    """A project of an organisation that has 10 EUR."""
    organisation = make_organisation()
    amount = Money.parse("10", "EUR")
    grant_play_money(actor=JOB, now=NOW, organisation_id=organisation.id, amount=amount, key="test")
    made = draft_project(
        actor=JOB, now=NOW, organisation_id=organisation.id, draft=DRAFT, client_key="test"
    )
    write_instructions(actor=JOB, now=NOW, project_id=made.id, draft=INSTRUCTIONS)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two rows."""
    path = tmp_path / "reviews.csv"
    path.write_text("no,text\n1,Lovely\n2,Awful\n")
    return path


def _imported(project: Project, file: Path, *more: str) -> dict[str, Any]:
    done = _run("import", file, "--project", project.id, "--external-id", "no", "--json", *more)
    assert (done.exit_code, done.stderr) == (0, "")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def test_file_is_imported_and_published(project: Project, file: Path) -> None:
    batch = _imported(project, file, "--publish", "--sensitive", "none")
    assert (batch["name"], batch["state"], batch["tasks"]) == ("reviews.csv", "open", 2)
    assert batch["currency"] == "EUR"


def test_same_key_imports_the_file_once(project: Project, file: Path) -> None:
    first = _imported(project, file, "--key", "nightly")
    assert _imported(project, file, "--key", "nightly") == first


def test_preview_shows_the_first_rows_to_people(project: Project, file: Path) -> None:
    done = _run("import", file, "--project", project.id)
    assert done.exit_code == 0
    assert "Lovely" in done.stderr
    assert done.stdout.startswith("Batch ")
    assert "2 tasks, 2 answers (draft)." in done.stdout


def test_wrong_rows_are_named_on_stderr_and_nothing_is_imported(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("no,text\n1,Lovely\n1,Awful\n,Poor\n")
    done = _run("import", path, "--project", project.id, "--external-id", "no", "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [
        "row 2, no",
        "row 3, no",
    ]
    assert Task.objects.count() == 0


def test_unknown_project_is_refused(file: Path) -> None:
    done = _run("import", file, "--project", "0" * 26)
    assert done.exit_code == 2
    assert done.stderr.startswith("There is nothing here for you.")


def test_labels_are_exported_to_a_file_once(project: Project, file: Path, tmp_path: Path) -> None:
    batch = _imported(project, file, "--publish", "--sensitive", "none")
    answer_all(project.id, lambda task: {"label": "good"})
    target = tmp_path / "labels.jsonl"
    done = _run("export", batch["batch"], "--format", "jsonl", "-o", target)
    assert (done.exit_code, done.stderr) == (0, "")
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["external_id"], row["label.label"]) for row in rows] == [
        ("1", "good"),
        ("2", "good"),
    ]
    again = _run("export", batch["batch"], "-o", target)
    assert again.exit_code == 2
    assert again.stderr.startswith("output: The file labels.jsonl exists already.")
    forced = _run("export", batch["batch"], "-o", target, "--force", "--with-answers")
    assert forced.exit_code == 0
    assert target.read_text().splitlines()[0].endswith(",answers")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["labels.jsonl", "reviews.csv"]


def test_export_into_a_folder_that_is_missing_is_refused(
    project: Project, file: Path, tmp_path: Path
) -> None:
    batch = _imported(project, file, "--publish", "--sensitive", "none")
    folder = tmp_path / "missing"
    done = _run("export", batch["batch"], "-o", folder / "labels.csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"output: There is no folder {folder} to write into. Make it, or choose another place with"
        " -o.\n"
    )


def test_labels_go_to_standard_output_without_a_file(project: Project, file: Path) -> None:
    batch = _imported(project, file, "--publish", "--sensitive", "none")
    answer_all(project.id, lambda task: {"label": "bad"})
    done = _run("export", batch["batch"])
    assert done.exit_code == 0
    assert done.stdout.startswith("task_id,external_id,")
    assert len(done.stdout.splitlines()) == 3


def test_answers_are_exported_by_themselves(project: Project, file: Path, tmp_path: Path) -> None:
    batch = _imported(project, file, "--publish", "--sensitive", "none")
    answer_all(project.id, lambda task: {"label": "good"})
    target = tmp_path / "answers.jsonl"
    done = _run("export", batch["batch"], "--format", "answers", "-o", target)
    assert (done.exit_code, done.stderr) == (0, "")
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["external_id"], row["answer"]) for row in rows] == [
        ("1", {"label": "good"}),
        ("2", {"label": "good"}),
    ]
    assert Run.objects.count() == 0


def test_boxes_are_exported_as_coco(project: Project, file: Path, tmp_path: Path) -> None:
    size = {"height": 60, "width": 80}
    box = {"height": 20, "label": "dog", "left": 10, "top": 5, "width": 30}
    template = (
        '<crowd-bounding-box name="boxes" labels="[\'dog\']" src="{{ task.input.text }}">'
        "</crowd-bounding-box>"
    )
    drawn = draft_project(
        actor=JOB,
        now=NOW,
        organisation_id=project.organisation_id,
        draft=replace(DRAFT, template=template),
        client_key="boxes",
    )
    write_instructions(actor=JOB, now=NOW, project_id=drawn.id, draft=INSTRUCTIONS)
    batch = _imported(drawn, file, "--publish", "--sensitive", "none")
    answer_all(
        drawn.id, lambda _: {"boxes": {"boundingBoxes": [box], "inputImageProperties": size}}
    )
    target = tmp_path / "boxes.json"
    done = _run("export", batch["batch"], "--format", "coco", "-o", target)
    assert (done.exit_code, done.stderr) == (0, "")
    read = json.loads(target.read_text())
    assert [image["file_name"] for image in read["images"]] == ["Lovely", "Awful"]
    assert [one["bbox"] for one in read["annotations"]] == [[10, 5, 30, 20]] * 2


def test_segments_are_exported_as_an_archive(project: Project, file: Path, tmp_path: Path) -> None:
    template = (
        '<ouvrage-audio-transcription name="said" src="{{ task.input.text }}">'
        "</ouvrage-audio-transcription>"
    )
    drawn = draft_project(
        actor=JOB,
        now=NOW,
        organisation_id=project.organisation_id,
        draft=replace(DRAFT, template=template),
        client_key="segments",
    )
    write_instructions(actor=JOB, now=NOW, project_id=drawn.id, draft=INSTRUCTIONS)
    batch = _imported(drawn, file, "--publish", "--sensitive", "none")
    said = {"segments": [{"start": 0.5, "end": 2.0, "text": "Hello."}]}
    answer_all(drawn.id, lambda _: {"said": said})
    target = tmp_path / "said.zip"
    done = _run("export", batch["batch"], "--format", "srt", "-o", target)
    assert (done.exit_code, done.stderr) == (0, "")
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["said/1/Lovely.srt", "said/1/Awful.srt", "answers.jsonl"]
        subtitles = archive.read("said/1/Awful.srt").decode()
    assert subtitles == "1\n00:00:00,500 --> 00:00:02,000\nHello.\n"


def test_a_format_that_holds_none_of_the_answers_is_refused_without_a_file(
    project: Project, file: Path, tmp_path: Path
) -> None:
    batch = _imported(project, file, "--publish", "--sensitive", "none")
    target = tmp_path / "boxes.json"
    done = _run("export", batch["batch"], "--format", "coco", "-o", target)
    assert done.exit_code == 2
    assert done.stderr.startswith("format: No question of this project is answered in a way")
    assert not target.exists()


def test_books_are_balanced_after_work(project: Project, file: Path) -> None:
    _imported(project, file, "--publish", "--sensitive", "none")
    answer_all(project.id, lambda task: {"label": "good"})
    done = _run("check-books", "--json")
    document = json.loads(done.stdout)
    assert (done.exit_code, document["balanced"], document["faults"]) == (0, True, [])
    assert _run("check-books").stdout.endswith("The books are balanced.\n")


def test_journal_that_was_tampered_with_is_a_fault(project: Project) -> None:
    first = Event.objects.order_by("id")[0]
    Link.objects.create(event=first, position=1, hash="0" * 64)
    done = _run("check-books")
    assert done.exit_code == 1
    assert done.stderr == f"Fault: event {first.id} is not what was sealed\n"
