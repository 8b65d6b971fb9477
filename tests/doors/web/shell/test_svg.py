"""Charts: exact sizes, escaped words, a table beside each, no inline style."""

from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from ouvrage.web.shell.svg import Mark, Part, bars, histogram, progress_bar


def read(markup: SafeString) -> ElementTree.Element:
    assert "style" not in markup
    return ElementTree.fromstring(markup)


def test_progress_bar_is_cut_in_proportion() -> None:
    figure = read(progress_bar("Answers", [Part("Accepted", 3), Part("None", 0), Part("Left", 1)]))
    svg = figure.find("svg")
    assert svg is not None
    rects = [rect.attrib for rect in svg.findall("rect")]
    assert [(rect["class"], rect["x"], rect["width"]) for rect in rects] == [
        ("part1", "0", "750"),
        ("part3", "750", "250"),
    ]
    assert svg.findtext("title") == "Answers: Accepted 3, None 0, Left 1"
    assert [cell.text for cell in figure.iter("td")] == ["3", "0", "1"]


def test_progress_of_nothing_is_an_empty_bar() -> None:
    figure = read(progress_bar("Answers", [Part("Accepted", 0)]))
    assert figure.find("svg/rect") is None
    assert [cell.text for cell in figure.iter("td")] == ["0"]


def test_longest_bar_fills_its_row() -> None:
    figure = read(bars("Labels", [Part("cat", 10), Part("<dog>", 4, "40 %")]))
    assert [rect.attrib["width"] for rect in figure.iter("rect")] == ["1000", "400"]
    assert [cell.text for cell in figure.iter("th")] == ["cat", "<dog>"]
    assert [cell.text for cell in figure.iter("td") if cell.text] == ["10", "40 %"]


def test_histogram_counts_every_value_once_and_draws_the_mark() -> None:
    values = [0.0, 1, 2, 3, 4, 5, 6, 7, 8, 10]
    figure = read(histogram("Seconds", values, line_at=Mark(5, "Floor: 5 s"), bins=5))
    assert [cell.text for cell in figure.iter("td")] == ["2", "2", "2", "2", "2"]
    assert [rect.attrib["height"] for rect in figure.iter("rect")] == ["120"] * 5
    marks = [line for line in figure.iter("line") if line.attrib["class"] == "mark"]
    assert [(mark.attrib["x1"], mark.findtext("title")) for mark in marks] == [
        ("160", "Floor: 5 s")
    ]


@pytest.mark.parametrize("values", [[7.0], [7.0, 7.0]])
def test_histogram_of_equal_values_has_one_full_step(values: list[float]) -> None:
    figure = read(histogram("Seconds", values, bins=3))
    assert [cell.text for cell in figure.iter("td")] == [str(len(values)), "0", "0"]


def test_histogram_of_nothing_says_so() -> None:
    assert "There is nothing to show yet." in histogram("Seconds", [])
