"""Lists and objects as authors write them."""

from contextlib import suppress

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.taskui.literals import LiteralUnreadable, literal


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('["a", "b"]', ["a", "b"]),
        ("['a', 'b',]", ["a", "b"]),
        ("[ 'it\\'s', \"q\\\"\" ]", ["it's", 'q"']),
        ("['\\u00e9\\n']", ["é\n"]),
        ("['\\ud83d\\ude00']", ["😀"]),
        ("[1, -2.5, .5, 1e3, +4]", [1, -2.5, 0.5, 1000.0, 4]),
        ("[true, false, null, undefined]", [True, False, None, None]),
        ("{ text: 'None of the above' }", {"text": "None of the above"}),
        ("{'a-b': {x: 1,}, 7: [],}", {"a-b": {"x": 1}, "7": []}),
        ("[ // the first\n {label: 'x'}, /* all */ ]", [{"label": "x"}]),
        ("[{a: 1}, , {a: 2}]", [{"a": 1}, {"a": 2}]),
        ("'alone'", "alone"),
    ],
)
def test_what_authors_write_is_read(written: str, value: object) -> None:
    assert literal(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[",
        "['a'",
        "[a, b]",
        "['a' 'b']",
        "{a}",
        "{a: }",
        "f()",
        "['a'] x",
        "[" * 50,
        "['\\x00']",
        '["\\u0000"]',
        "['\\ud83d']",
        "1" * 5000,
    ],
)
def test_what_is_no_list_nor_object_is_refused(written: str) -> None:
    with pytest.raises(LiteralUnreadable):
        literal(written)


@given(st.text(max_size=60))
def test_anything_is_read_or_refused(text: str) -> None:
    with suppress(LiteralUnreadable):
        orjson.dumps(literal(text))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=10)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | texts,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(texts, inside, max_size=3),
    max_leaves=8,
)


@given(values)
def test_json_and_its_single_quoted_form_say_the_same(value: object) -> None:
    text = orjson.dumps(value).decode()
    assert literal(text) == value
    assert literal(f"/* read by hand */ {text}") == value
