"""No page is read and answered in less time than people need."""

import pytest

from ouvrage.taskui import compile_template, seconds_least, task_page

WORDS = "<p>" + "word " * 119 + "</p>"
ACT = 1.35 + 1.10 + 0.20


@pytest.mark.parametrize(
    ("source", "seconds"),
    [
        (WORDS, 30.0),
        (WORDS + '<input name="a" required>', 30.0 + ACT),
        (WORDS + '<input name="a">', 30.0),
        ('<input type="radio" name="a" value="1" required><input type=radio name=a value=2>', ACT),
        (
            '<select name="r.Red" required><option>1</option></select>'
            '<select name="r.Blue" required><option>1</option></select>',
            2 * ACT + 2 * 60 / 238,
        ),
    ],
    ids=["reading", "one answer", "none required", "a choice", "an order"],
)  # fmt: skip
def test_reading_and_required_answers_take_their_time(source: str, seconds: float) -> None:
    page = task_page(compile_template(source), {})
    assert seconds_least(page.html, page.fields) == pytest.approx(seconds)
