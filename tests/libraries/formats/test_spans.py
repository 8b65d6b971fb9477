"""Marked texts as files: CoNLL-2003 with IOB2 tags, and JSON Lines for spaCy (FUN-5..9).

The tags are read back by seqeval, strictly. spaCy is too heavy to install for one check: its layout
was read by spaCy 3.8 (`Example.from_dict`) when it was written; here its offsets are looked up.
"""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from seqeval.scheme import IOB2, Entities

from ouvrage.formats import conll, spacy
from ouvrage.formats.conll.tokens import tokens
from ouvrage.formats.spans import Mark, MarkedText, outermost

TEXT = "👋 Ana Rakoto met\nEle\u0301na O’Brien 👩‍👩‍👧 in New York, 2024."
ARABIC = "التقى أحمدُ بفاطمةَ في القاهرة."


def mark(words: str, label: str, text: str = TEXT) -> Mark:
    start = text.index(words)
    return Mark(start, start + len(words), label)


def conll_lines(*texts: MarkedText) -> list[str]:
    return b"".join(conll.write(texts)).decode().splitlines()


def entities(lines: list[str]) -> list[list[tuple[str, str]]]:
    """Words and label of each entity, text by text, as seqeval reads the tags."""
    texts: list[list[list[str]]] = []
    for line in lines:
        if line.startswith("-DOCSTART-"):
            texts.append([])
        elif line:
            texts[-1].append(line.split(" "))
    found = Entities([[row[3] for row in rows] for rows in texts], IOB2)
    return [
        [(" ".join(row[0] for row in rows[one.start : one.end]), one.tag) for one in read]
        for rows, read in zip(texts, found.entities, strict=True)
    ]


def test_conll_has_four_columns_and_sentences() -> None:
    marked = MarkedText("Ana sang.\nThen in New York.", (Mark(0, 3, "a b"), Mark(18, 26, "place")))
    assert conll_lines(marked) == [
        "-DOCSTART- -X- -X- O",
        "",
        "Ana -X- -X- B-a_b",
        "sang -X- -X- O",
        ". -X- -X- O",
        "",
        "Then -X- -X- O",
        "in -X- -X- O",
        "New -X- -X- B-place",
        "York -X- -X- I-place",
        ". -X- -X- O",
        "",
    ]


def test_entities_are_read_back_by_seqeval() -> None:
    marks = (
        mark("Ana Rakoto", "person"),
        mark("Ele\u0301na O’Brien", "person"),
        mark("👩‍👩‍👧", "family"),
        mark("New York", "place"),
        mark("York", "city"),
    )
    arabic = (mark("أحمدُ", "person", ARABIC), mark("القاهرة", "place", ARABIC))
    lines = conll_lines(MarkedText(TEXT, marks), MarkedText(ARABIC, arabic), MarkedText("no", ()))
    assert entities(lines) == [
        [
            ("Ana Rakoto", "person"),
            ("Ele\u0301na O ’ Brien", "person"),
            ("👩‍👩‍👧", "family"),
            ("New York", "place"),
        ],
        [("أحمدُ", "person"), ("القاهرة", "place")],
        [],
    ]


def test_neighbours_and_parts_of_words_stay_exact() -> None:
    marked = MarkedText("Paris-Lyon unlock", (Mark(0, 5, "a"), Mark(6, 10, "a"), Mark(13, 17, "b")))
    assert entities(conll_lines(marked)) == [[("Paris", "a"), ("Lyon", "a"), ("lock", "b")]]


def test_a_mark_over_a_line_end_is_one_entity() -> None:
    marked = MarkedText("one\ntwo\nthree", (Mark(0, 7, "x"),))
    lines = conll_lines(marked)
    assert lines[2:] == ["one -X- -X- B-x", "two -X- -X- I-x", "", "three -X- -X- O", ""]


def test_spacy_lines_hold_all_marks_and_those_that_do_not_overlap() -> None:
    marks = (mark("York", "city"), mark("New York", "place"), mark("Ana Rakoto", "person"))
    (line,) = b"".join(spacy.write([MarkedText(TEXT, marks, {"task": "7"})])).decode().splitlines()
    read = json.loads(line)
    assert read["entities"] == [[2, 12, "person"], [41, 49, "place"]]
    assert read["spans"] == {"sc": [[2, 12, "person"], [41, 49, "place"], [45, 49, "city"]]}
    assert read["meta"] == {"task": "7"}
    assert [read["text"][start:end] for start, end, _ in read["spans"]["sc"]] == [
        "Ana Rakoto",
        "New York",
        "York",
    ]


def test_written_characters_stay_whole() -> None:
    text = "l’été 👍🏽🇲🇬🇫🇷 e\u0301te\u0301 می‌خواهم 東京 a_b"
    assert [token for token, _ in tokens(text)] == [
        *("l", "’", "été", "👍🏽", "🇲🇬", "🇫🇷", "e\u0301te\u0301", "می‌خواهم", "東", "京", "a_b"),
    ]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=6))
def test_no_letter_is_lost_and_outermost_marks_are_exact(
    text: str, places: list[tuple[int, int]]
) -> None:
    marks = [Mark(start, end, "x") for start, end in places if start < end <= len(text)]
    kept = outermost(marks)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    found = list(tokens(text, {place for one in kept for place in (one.start, one.end)}))
    assert "".join(token for token, _ in found) == "".join(text.split())
    for one in kept:
        inside = [token for token, start in found if one.start <= start < one.end]
        assert "".join(inside) == "".join(text[one.start : one.end].split())
