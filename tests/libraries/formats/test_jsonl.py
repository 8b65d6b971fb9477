"""JSON Lines, strictly."""

from pathlib import Path

import pytest

from ouvrage.base.errors import Refusal
from ouvrage.formats import Bounds, check_table, errors
from tests.libraries.formats.files import cells, numbered, opened

NAME = "rows.jsonl"


def test_values_keep_their_kinds(tmp_path: Path) -> None:
    table = opened(tmp_path, '{"a": 1, "b": [1, {"c": null}], "d": 0.5, "e": true}\n', NAME)
    assert table.columns == ("a", "b", "d", "e")
    assert cells(table) == [{"a": 1, "b": [1, {"c": None}], "d": 0.5, "e": True}]


def test_missing_key_is_none(tmp_path: Path) -> None:
    table = opened(tmp_path, '{"a": 1, "b": 2}\n\n{"b": 3}\n', NAME)
    assert cells(table) == [{"a": 1, "b": 2}, {"a": None, "b": 3}]
    assert [numbered(row) for row in table] == [(1, 1), (2, 3)]


@pytest.mark.parametrize(
    ("line", "refusal", "field"),
    [
        ('{"a": 1, "z": 2}', errors.UnknownKey, "z"),
        ('{"a": 1, "a": 2}', errors.DuplicateKey, "a"),
        ('{"a": {"k": 1, "k": 2}}', errors.DuplicateKey, "k"),
        ('{"a": NaN}', errors.NotANumber, "a"),
        ('{"a": -Infinity}', errors.NotANumber, "a"),
        ('{"a": [1e999]}', errors.NotANumber, "a"),
        ('{"a": 9223372036854775808}', errors.NumberTooLarge, "a"),
        ('{"a": ' + "9" * 5000 + "}", errors.BadJson, ""),
        ('{"a": "x\\u0000"}', errors.NulCharacter, "a"),
        ('{"a": "\\ud800"}', errors.BadCharacter, "a"),
        ('{"a": {"\\ud800": 1}}', errors.BadCharacter, "a"),
        ('{"a": "12345678901"}', errors.CellTooLong, "a"),
        ('{"a": ["1234", "567"]}', errors.CellTooLong, "a"),
        ("[1]", errors.NotAnObject, ""),
        ("null", errors.NotAnObject, ""),
        ('{"a": 1', errors.BadJson, ""),
        ("[" * 100_000, errors.BadJson, ""),
    ],
)
def test_bad_line_is_refused_where_it_stands_and_the_next_is_read(
    tmp_path: Path, line: str, refusal: type[Refusal], field: str
) -> None:
    content = f'{{"a": 1, "b": 2}}\n{line}\n{{"a": 3}}\n'
    bounds = Bounds(cell_characters_max=10, columns_max=20_000)
    summary = check_table(opened(tmp_path, content, NAME, bounds=bounds))
    assert summary.rows == 3
    assert [(type(found), found.row, found.field) for found in summary.refusals] == [
        (refusal, 2, field)
    ]
    assert summary.refusals[0].message()


def test_bad_json_names_line_and_character(tmp_path: Path) -> None:
    with pytest.raises(errors.BadJson) as caught:
        list(opened(tmp_path, '{"a": 1}\n\n{"a": x}\n', NAME))
    assert caught.value.params == {"line": 3, "position": 7}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [("\n \n", errors.EmptyFile), ("7\n", errors.NotAnObject), ('{" ": 1}', errors.BlankColumn)],
)
def test_first_line_must_name_columns(tmp_path: Path, content: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        opened(tmp_path, content, NAME)
