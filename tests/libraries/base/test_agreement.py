"""The agreed figures: complete, replaceable one by one, explained, and refused when wrong."""

import re
from dataclasses import fields

import pytest

from ouvrage.base import agreement
from tests.house import tree


def test_an_own_figure_replaces_the_shipped_one_and_leaves_the_others() -> None:
    own = agreement.read(b"[status]\nemployee_after_hours = 60")
    assert (own.status.employee_after_hours, own.status.contract_notice_days) == (60, 15)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"[status", "it is not TOML"),
        (b"[pauses]\nminutes = 3", "there is no subject called pauses"),
        (b"[status]\nhours = 3", "status has no figure called hours"),
        (b"[status]\nemployee_after_hours = -1", "must be a whole number"),
        (b"[status]\nemployee_after_hours = true", "must be a whole number"),
        (b"status = 3", "status is a table of figures"),
    ],
)
def test_a_wrong_figure_is_named(text: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        agreement.read(text)


def test_every_figure_is_explained_with_its_default() -> None:
    page = (tree.ROOT / "docs" / "operators" / "agreement.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(\w+\.\w+)` \| (\d+) \|", page, re.MULTILINE)
    default = agreement.read(b"")
    shipped = [
        (f"{subject.name}.{figure.name}", str(getattr(getattr(default, subject.name), figure.name)))
        for subject in fields(default)
        for figure in fields(getattr(default, subject.name))
    ]
    assert explained == shipped
