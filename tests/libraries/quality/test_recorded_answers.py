"""Majority vote over answers that real people gave."""

import csv
import os
from pathlib import Path

import pytest

from ouvrage.quality import Answers, MajorityVote, krippendorff_alpha, percent_agreement

ROOT = Path(__file__).resolve().parents[3]
DATASETS = Path(os.environ.get("OUVRAGE_DATASETS", ROOT.parent / "shared" / "datasets"))
PRODUCT = DATASETS / "product"

pytestmark = pytest.mark.skipif(
    not PRODUCT.is_dir(), reason="the recorded answers (datasets/product) are not on this machine"
)


def column_pairs(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def recorded_answers() -> Answers:
    rows = column_pairs(PRODUCT / "labels.csv")
    return Answers.from_records((row["task"], row["worker"], row["label"]) for row in rows)


def test_majority_of_product_pairs_has_the_published_accuracy_and_f1() -> None:
    answers = recorded_answers()
    truth = {row["task"]: row["label"] for row in column_pairs(PRODUCT / "truth.csv")}
    result = MajorityVote().fit(answers)
    found = [(result.labels[task], label) for task, label in truth.items()]
    hits = found.count(("1", "1"))
    misses = found.count(("1", "0")) + found.count(("0", "1"))
    assert (len(answers), len(answers.workers), len(truth)) == (24_945, 176, 8_315)
    assert result.ties == {}
    assert round(sum(vote == label for vote, label in found) / len(found), 3) == 0.897
    assert round(2 * hits / (2 * hits + misses), 2) == 0.59


def test_agreement_on_product_pairs_is_defined() -> None:
    answers = recorded_answers()
    agreement, alpha = percent_agreement(answers), krippendorff_alpha(answers)
    assert agreement is not None
    assert alpha is not None
    assert 0.0 < alpha < agreement < 1.0
