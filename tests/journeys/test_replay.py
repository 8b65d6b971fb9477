"""Recorded answers replayed: with and without `kill -9` of the portal in the middle."""

import csv
import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.demo import await_answers, begun, cut, told

ROWS, PEOPLE, ANSWERS_PER_ROW = 120, 12, 3
KNOWN = 100
RIGHT_PERMILLE = 850
DATASETS = Path(
    os.environ.get("OUVRAGE_DATASETS", Path(__file__).resolve().parents[3] / "shared" / "datasets")
)
PRODUCT = DATASETS / "product"


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """120 pairs that 12 people judged, three each; of 100 it is known what is true."""
    rng = random.Random(20260105)
    folder = tmp_path / "recording"
    folder.mkdir()
    truth = {f"pair-{number}": rng.choice("01") for number in range(ROWS)}
    labels = []
    for row, true in truth.items():
        for person in rng.sample(range(PEOPLE), ANSWERS_PER_ROW):
            wrong = rng.randrange(1000) >= RIGHT_PERMILLE
            labels.append((row, f"w{person}", "10"[int(true)] if wrong else true))
    rng.shuffle(labels)
    names = ("left_name", "left_price", "right_name", "right_price")
    cells = [(f"Tripod {n}", f"{n}.00", f"Tripod No. {n}", "") for n in range(ROWS)]
    items = ((row, *cell) for row, cell in zip(truth, cells, strict=True))
    _write(folder / "items.csv", ("task", *names), items)
    _write(folder / "labels.csv", ("task", "worker", "label"), labels)
    _write(folder / "truth.csv", ("task", "label"), list(truth.items())[:KNOWN])
    return folder


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])


def _without_files(table: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != "files"}


def test_replay_cut_off_by_kill_9_goes_on_to_the_same_table(
    recording: Path, tmp_path: Path
) -> None:
    replay = ("--replay", str(recording))
    straight = told(tmp_path / "straight", *replay)
    assert (straight["tasks"], straight["answers"], straight["people"]) == (ROWS, 360, PEOPLE)
    assert straight["books_balanced"] is True

    folder = tmp_path / "cut"
    with begun(folder, *replay) as process:
        stored = await_answers(folder, process, ROWS)
        cut(folder)
        process.wait(60)
        said = (folder / "said").read_text()
    assert stored < straight["answers"]
    assert process.returncode != 0
    assert "The portal stopped answering." in said
    assert f"--folder {folder}" in " ".join(said.split())

    assert _without_files(told(folder, *replay)) == _without_files(straight)


@pytest.mark.skipif(not PRODUCT.exists(), reason=f"the recorded answers are not at {PRODUCT}")
def test_recorded_answers_about_products_give_the_known_labels(tmp_path: Path) -> None:
    table = told(tmp_path / "product", "--replay", str(PRODUCT))
    assert (table["tasks"], table["people"], table["answers"]) == (8315, 176, 24945)
    assert (round(table["accuracy"], 3), round(table["f1"], 2)) == (0.897, 0.59)
    assert table["books_balanced"] is True
    assert table["simulated"] is False
