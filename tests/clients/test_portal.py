"""The client against a served portal: from rows to labels, over real HTTP."""

import io
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from ouvrage.client import Batch, Client, OuvrageError, Project
from ouvrage.client.projects import Instructions
from tests import serving

SECONDS_MAX = 120
ROOT = Path(__file__).resolve().parents[2]
INSTRUCTIONS: Instructions = {
    "goal": "Say whether the review is good.",
    "steps": ["Read the text.", "Choose."],
    "good_examples": [{"text": "Lovely", "why": "Praise"}, {"text": "Nice", "why": "Praise"}],
    "bad_examples": [{"text": "Awful", "why": "Blame"}, {"text": "Poor", "why": "Blame"}],
    "criteria": ["The choice fits the text."],
    "edge_cases": ["Irony counts as what is meant."],
}


class Served:
    """A served instance and what happens inside it."""

    def __init__(self, environment: dict[str, str], url: str) -> None:
        self.environment = environment
        self.url = url

    def seed(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tests.clients.seed", *arguments],
            capture_output=True, text=True, env=self.environment, cwd=ROOT, check=True,
            timeout=SECONDS_MAX,
        )  # fmt: skip
        return done.stdout.strip()


@pytest.fixture
def served(own_environment: dict[str, str], tmp_path: Path) -> Iterator[Served]:
    with serving.served(own_environment, tmp_path / "log", "--migrate") as url:
        yield Served(own_environment, url)


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    with Client(served.url, served.seed("organisation", "owner@example.org")) as client:
        yield client


def _project(client: Client) -> Project:
    return client.projects.create(
        title="Good or bad?",
        purpose="Check a sorter of reviews",
        end_client="Archive",
        ai_function="verification",
        data_categories=["public_text"],
        contact="archive@example.org",
        languages=["en"],
        preset="classification",
        options=["good", "bad"],
        reward=Decimal("0.06"),
        time_estimate_seconds=10,
        answers_per_task=3,
        instructions=INSTRUCTIONS,
    )


def test_rows_become_labels(served: Served, client: Client, tmp_path: Path) -> None:
    project = _project(client)
    assert (project.reward, project.columns, project.instructions_version) == (
        Decimal("0.06"),
        ("text",),
        1,
    )
    rows = [{"no": number, "text": f"text {number}"} for number in range(1, 4)]
    draft = client.batches.create(project, rows, name="first", external_id="no", publish=False)
    assert (draft.state, draft.tasks_count, draft.answers_wanted) == ("draft", 3, 9)
    quote = draft.quote()
    costs = (quote.answers, quote.reading, quote.contributions, quote.fee)
    parts = (*costs, quote.reserve, quote.quality)
    assert (quote.answers, sum(parts)) == (Decimal("0.54"), quote.total)

    batch = draft.publish(sensitive=[])
    balance = client.balance()
    assert (balance.available, balance.reserved) == (100 - quote.total, quote.total)
    movements = [movement.amount for movement in client.statement()]
    assert (movements[-1], sum(movements[:-1])) == (Decimal("100"), -quote.total)

    served.seed("answers", project.id, "good", "good", "bad")
    batch = batch.wait(timeout=SECONDS_MAX, poll_seconds=0.1)
    assert (batch.answers, batch.pending) == (9, 9)
    labels = batch.labels(with_answers=True)
    assert [row["external_id"] for row in labels] == ["1", "2", "3"]
    assert [row["label.label"] for row in labels] == ["good"] * 3
    assert [len(row["answers"]) for row in labels] == [3] * 3
    _save_answers(batch, tmp_path)
    frame = batch.labels("frame")
    assert list(frame["confidence.label"].round(3)) == [0.667] * 3
    _decide_and_end(batch)
    assert client.batches.create(project, rows, name="second", sensitive=[]).state == "open"
    assert [each.title for each in client.projects.list()] == ["Good or bad?"]
    assert project.pause().paused


def _save_answers(batch: Batch, folder: Path) -> None:
    saved = batch.save_answers(folder / "answers.jsonl")
    assert len(saved.read_bytes().splitlines()) == 9
    assert batch.save_answers(folder / "marks.jsonl", "spacy").read_bytes() == b""
    with pytest.raises(OuvrageError) as refused:
        batch.save_answers(folder / "boxes.json", "coco")
    assert refused.value.code == "format_holds_nothing"
    assert not list(folder.glob("boxes.json*"))
    with pytest.raises(OuvrageError) as refused:
        batch.save_answers(folder / "said.zip", "webvtt")
    assert refused.value.code == "format_holds_nothing"


def _decide_and_end(batch: Batch) -> None:
    odd = [each for each in batch.submissions() if each.answer["label"] == "bad"]
    grounds = {
        "reason": "wrong_on_evidence",
        "criterion": "C1",
        "evidence": "The text says “text 1”.",
        "explanation": "It does not blame anything.",
    }
    with pytest.raises(OuvrageError) as refused:
        batch.refuse(odd[0], **grounds)
    assert [fault.code for fault in refused.value.errors] == ["rework_first"]
    batch.offer_rework(odd[0], **grounds)
    assert [each.id for each in batch.submissions("rework")] == [odd[0].id]
    batch.refuse(odd[1], **grounds)
    assert batch.accept([odd[2]]) == 1
    assert batch.accept_all() == 6
    now = batch.refresh()
    assert (now.accepted, now.refused, now.rework, now.closed) == (7, 1, 1, 0)
    assert [task.answers for task in batch.tasks()] == [3, 3, 3]
    assert batch.add_answers(1).answers_wanted == 12
    assert batch.end().state == "ended"


def test_files_and_media_travel_and_refusals_keep_their_place(
    client: Client, tmp_path: Path
) -> None:
    project = client.projects.create(
        title="What is it?", preset="image_classification", options=["cat", "dog"], languages=["en"]
    )
    folder = tmp_path / "scans"
    (folder / "more").mkdir(parents=True)
    for name in ("one.png", "more/two.png"):
        stream = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(stream, "PNG")
        (folder / name).write_bytes(stream.getvalue())
    assert client.media.upload(project, folder) == 2
    good, wrong = tmp_path / "good.csv", tmp_path / "wrong.csv"
    good.write_text("file\none.png\nmore/two.png\n")
    wrong.write_text("file\none.png\nthree.png\n")
    options = {"mapping": {"image": "file"}, "media": ["image"], "publish": False}
    with pytest.raises(OuvrageError) as caught:
        client.batches.create(project, wrong, **options)  # type: ignore[arg-type]
    (fault,) = caught.value.errors
    assert (fault.code, fault.row, fault.field) == ("media_missing", 2, "image")
    assert client.batches.list(project) == []
    batch = client.batches.create(project, good, **options)  # type: ignore[arg-type]
    assert [task.data["image"] for task in batch.tasks()] == ["one.png", "more/two.png"]
    with pytest.raises(OuvrageError) as refused:
        batch.publish(sensitive=[])
    assert {"purpose", "reward"} <= {fault.field for fault in refused.value.errors}
