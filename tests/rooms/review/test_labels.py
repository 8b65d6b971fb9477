"""Answers become labels, and labels become files that read back the same."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import timedelta

import pyarrow.parquet
import pytest

from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay
from ouvrage.review import actions as review
from ouvrage.review import exports, queries
from ouvrage.review.errors import FormatUnknown, NoAnswersYet, NoRunYet
from ouvrage.review.queries import LabelValue
from ouvrage.work import actions as work
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.models import Batch, Submission
from ouvrage.work.queries import submissions_to_review
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.review import refuse_after_offer
from tests.factories.work import (
    TEMPLATE,
    answer_one,
    fund,
    make_draft_batch,
    make_open_batch,
    make_project,
    ready,
    table_of,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def answered(*answers: Sequence[str]) -> tuple[Batch, list[list[Submission]]]:
    """A batch with a task for each sequence, answered so by one worker for each place in it."""
    batch = make_open_batch(tasks=len(answers), answers_per_task=max(map(len, answers)))
    workers = [make_worker() for _ in range(max(map(len, answers)))]
    sent = [
        [answer_one(worker, batch, row[place]) for row in answers if place < len(row)]
        for place, worker in enumerate(workers)
    ]
    return batch, sent


def label_of(batch: Batch, position: int = 1) -> LabelValue:
    """What the latest run says of one task."""
    (row,) = [row for row in queries.labels(batch.id) if row.position == position]
    return row.labels["money"]


def test_the_majority_is_the_label_and_its_share_the_confidence() -> None:
    batch, _ = answered(["yes", "yes", "no"])
    entries = Entry.objects.count()
    run = review.run_aggregation(actor=JOB, now=LATER, batch_id=batch.id)
    label = label_of(batch)
    assert (run.method, run.answers) == ("majority_vote", 3)
    assert (label.value, round(label.confidence, 6), label.tied) == ("yes", 0.666667, ())
    assert dict(label.votes) == {"yes": 2, "no": 1}
    assert Entry.objects.count() == entries


def test_a_tie_is_reported_and_not_broken() -> None:
    batch, _ = answered(["yes", "no"], ["no", "no"])
    review.run_aggregation(actor=JOB, now=LATER, batch_id=batch.id)
    tied, clear = label_of(batch, 1), label_of(batch, 2)
    assert (tied.value, tied.confidence, sorted(map(str, tied.tied))) == (None, 0.5, ["no", "yes"])
    assert (clear.value, clear.confidence) == ("no", 1.0)
    latest = queries.latest_run(batch.id)
    assert latest is not None
    assert latest.ties == 1
    assert queries.distribution(batch.id) == {"money": [("no", 1)]}


def test_refused_answers_are_left_out_and_a_run_that_used_them_is_stale() -> None:
    batch, sent = answered(["yes", "no", "no"])
    review.run_aggregation(actor=JOB, now=LATER, batch_id=batch.id)
    latest = queries.latest_run(batch.id)
    assert latest is not None
    assert not latest.stale
    refuse_after_offer(sent[1][0], LATER)
    refuse_after_offer(sent[2][0], LATER)
    latest = queries.latest_run(batch.id)
    assert latest is not None
    assert latest.stale
    review.run_aggregation(actor=JOB, now=LATER + timedelta(minutes=1), batch_id=batch.id)
    latest = queries.latest_run(batch.id)
    assert latest is not None
    assert (latest.answers, latest.stale, label_of(batch).value) == (1, False, "yes")
    review.accept(actor=JOB, now=LATER, project_id=batch.project_id, submission_ids=[sent[1][0].id])
    latest = queries.latest_run(batch.id)
    assert latest is not None
    assert latest.stale


def test_a_batch_without_answers_has_no_labels() -> None:
    batch = make_open_batch()
    with pytest.raises(NoAnswersYet):
        review.run_aggregation(actor=JOB, now=NOW, batch_id=batch.id)
    with pytest.raises(NoRunYet):
        exports.write(batch.id, "csv", with_answers=False)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(FormatUnknown):
        exports.content_type("xml")


def nasty_batch() -> Batch:
    """A batch whose data and answers try to be formulas, quotes and lines."""
    template = TEMPLATE + '<label>Why? <input name="why" required></label>'
    project = make_project(template=template, answers_per_task=2)
    batch = make_draft_batch(project, 1)
    other = work.import_batch(
        actor=JOB,
        now=NOW,
        project_id=project.id,
        table=table_of([{"id": "=1+1", "text": '@SUM(A1)\n"quoted", é'}]),
        mapping=ColumnMapping(external_id="id"),
        name="Nasty",
        client_key="nasty",
    )
    assert batch.id != other.id
    other = make_open_batch_of(other)
    for worker in (make_worker(), make_worker()):
        actor = ready(worker, other)
        held = work.take(actor=actor, now=NOW, project_id=project.id)
        work.submit(
            actor=actor,
            now=NOW,
            assignment_id=held.id,
            answer={"money": "yes", "why": "=HYPERLINK(1)"},
            active_seconds=5,
        )
    review.run_aggregation(actor=JOB, now=LATER, batch_id=other.id)
    return other


def make_open_batch_of(batch: Batch) -> Batch:
    """That draft batch, published."""
    fund(batch.project.organisation_id)
    return pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)


def written(batch: Batch, name: str) -> bytes:
    """The results as a file with the answers behind them."""
    return b"".join(exports.write(batch.id, name, with_answers=True))


EXPECTED = {
    "external_id": "=1+1",
    "input.text": '@SUM(A1)\n"quoted", é',
    "label.money": "yes",
    "confidence.money": 1.0,
    "label.why": "=HYPERLINK(1)",
}


def test_three_formats_read_back_equal() -> None:
    batch = nasty_batch()
    (line,) = [json.loads(text) for text in written(batch, "jsonl").splitlines()]
    assert {name: line[name] for name in EXPECTED} == EXPECTED
    assert line["votes.money"] == [["yes", 2]]
    (row,) = pyarrow.parquet.read_table(io.BytesIO(written(batch, "parquet"))).to_pylist()
    assert {name: row[name] for name in EXPECTED} == EXPECTED
    assert json.loads(row["votes.money"]) == line["votes.money"]
    assert json.loads(row["answers"]) == line["answers"]
    (cells,) = csv.DictReader(io.StringIO(written(batch, "csv").decode("utf-8-sig")))
    assert list(cells) == list(line) == list(row)
    assert json.loads(cells["answers"]) == line["answers"]


def test_cells_that_a_spreadsheet_would_run_are_defused() -> None:
    (cells,) = csv.DictReader(io.StringIO(written(nasty_batch(), "csv").decode("utf-8-sig")))
    assert cells["external_id"] == "'=1+1"
    assert cells["input.text"] == '\'@SUM(A1)\n"quoted", é'
    assert cells["label.why"] == "'=HYPERLINK(1)"


def test_two_requesters_know_one_worker_under_two_names() -> None:
    """PRI-1."""
    worker = make_worker()
    first, second = make_open_batch(), make_open_batch()
    names = set()
    for batch in (first, second):
        answer_one(worker, batch)
        review.run_aggregation(actor=JOB, now=LATER, batch_id=batch.id)
        (row,) = submissions_to_review(batch.project_id)
        (line,) = written(batch, "jsonl").splitlines()[:1]
        (behind,) = json.loads(line)["answers"]
        assert behind["worker"] == row.worker
        assert worker.id not in written(batch, "csv").decode()
        names.add(row.worker)
    assert len(names) == 2
    assert worker.id not in names
