"""`make demo` does the real thing: 1,797 scans become paid labels."""

import csv
from pathlib import Path

import pyarrow.parquet

from tests.journeys.demo import told


def test_demonstration_makes_labels_of_scans(tmp_path: Path) -> None:
    table = told(tmp_path / "demo")
    assert (table["tasks"], table["answers"], table["people"]) == (1797, 5391, 40)
    assert table["simulated"] is True
    assert table["books_balanced"] is True
    assert table["accuracy"] > table["accuracy_one_answer"] > 0.8
    as_csv, as_jsonl, as_parquet = map(Path, table["files"])
    with as_csv.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 1797
    assert len(as_jsonl.read_text(encoding="utf-8").splitlines()) == 1797
    assert pyarrow.parquet.read_metadata(as_parquet).num_rows == 1797
