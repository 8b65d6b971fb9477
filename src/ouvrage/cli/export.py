"""`ouvrage export`: labels or answers of a batch, streamed to a file or to standard output."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.cli import errors
from ouvrage.cli.database import require_migrated
from ouvrage.cli.terminal import progress
from ouvrage.review import exports, marked, pictured, spoken
from ouvrage.review.actions import run_aggregation
from ouvrage.review.queries import latest_run
from ouvrage.work.access import batch_for_member

ACTOR = Actor.job("export")
ANSWERS = "answers"
LABELS = tuple(one.value for one in exports.ResultFormat)
MARKS = tuple(one.value for one in marked.MarksFormat)
IMAGES = tuple(one.value for one in pictured.ImagesFormat)
SEGMENTS = tuple(one.value for one in spoken.SegmentsFormat)


@click.command()
@click.argument("batch_id", metavar="BATCH")
@click.option(
    "--format",
    "file_format",
    type=click.Choice([*LABELS, ANSWERS, *MARKS, *IMAGES, *SEGMENTS]),
    default="csv",
    show_default=True,
    help="Labels come as csv, jsonl or parquet; every answer by itself as the others.",
)
@click.option("--with-answers", is_flag=True, help="Add the answers behind each label.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; standard output when left out.",
)
@click.option("--force", is_flag=True, help="Replace the file when it exists.")
def export(
    batch_id: str, file_format: str, with_answers: bool, output: Path | None, force: bool
) -> None:
    """Write the labels of BATCH, computed anew when answers came in since, or its answers.

    Answers: all as they were sent (`answers`), words marked in texts (`conll`, `spacy`), what was
    said about images (`coco`, `yolo`, `voc`, `manifest`), what is said in recordings (`webvtt`,
    `srt`, `textgrid`).
    """
    require_migrated()
    if output is not None and output.exists() and not force:
        raise errors.FileExists(field="output", name=output.name)
    if output is not None and not output.parent.is_dir():
        raise errors.FolderMissing(field="output", folder=str(output.parent))
    batch = batch_for_member(ACTOR, batch_id)
    chunks = _chunks(batch.id, file_format, with_answers)
    if output is None:
        _copy(chunks, sys.stdout.buffer)
        return
    part = output.with_name(output.name + ".part")
    with part.open("wb") as file:
        _copy(chunks, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(output)


def _chunks(batch_id: str, file_format: str, with_answers: bool) -> Iterator[bytes]:
    if file_format == ANSWERS:
        return exports.write_answers(batch_id)
    if file_format in MARKS:
        return marked.write(batch_id, file_format)
    if file_format in IMAGES:
        return pictured.write(batch_id, file_format)
    if file_format in SEGMENTS:
        return spoken.write(batch_id, file_format)
    run = latest_run(batch_id)
    if run is None or run.stale:
        run_aggregation(actor=ACTOR, now=utc_now(), batch_id=batch_id)
    return exports.write(batch_id, file_format, with_answers=with_answers)


def _copy(chunks: Iterator[bytes], file: BinaryIO) -> None:
    written = 0
    with progress("Bytes") as done:
        for chunk in chunks:
            file.write(chunk)
            written += len(chunk)
            done(written)
    file.flush()
