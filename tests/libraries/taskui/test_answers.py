"""Fields read from pages, answers read from forms, drafts put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.base.errors import Refusal
from ouvrage.taskui import (
    AnswerField,
    FieldKind,
    JsonValue,
    answer_fields,
    draft_values,
    fill,
    form_values,
    read_answer,
    sanitized,
)
from ouvrage.taskui.parse import field_refusals
from tests.libraries.taskui.browser import sent_by

PAGE = sanitized("""
<fieldset><legend>Same <b>product</b>?</legend>
  <label><input type=radio name=same value=yes required id=first> Yes</label>
  <label><input type=radio name=same value=no> No</label>
</fieldset>
<fieldset aria-required=true><legend>Topics</legend>
  <label><input type=checkbox name=topics value="a & b"> A</label>
  <label><input type=checkbox name=topics value=c checked> C</label>
</fieldset>
<label for=why>Why?</label> <textarea id=why name=why maxlength=50>because</textarea>
<label>Count <input type=number name=count min=0 max=9.5></label>
<label>Grade <select name=grade><option value="">Choose</option><option> one  way </option>
<option value=2 selected>Two</option></select></label>
<select name=several multiple aria-label="Several"><option>x<option>y</select>
<fieldset><legend>Order</legend>
  <label>Red <select name="rank.Red"><option value=""><option>1<option>2</select></label>
  <label>Sky blue <input type=number name="rank.Sky blue"></label>
</fieldset>
<input name=note type=url placeholder=x>
""")
FIELDS = answer_fields(PAGE)


def codes(page: str) -> list[str]:
    return [refusal.code for refusal in field_refusals(sanitized(page))]


def refused(form: dict[str, list[str]], fields: tuple[AnswerField, ...] = FIELDS) -> list[str]:
    with pytest.raises(Refusal) as caught:
        read_answer(fields, form)
    return [f"{refusal.field} {refusal.code}" for refusal in caught.value.each()]


def test_a_page_gives_its_fields_in_order() -> None:
    assert (
        AnswerField(
            "same",
            FieldKind.CHOICE,
            ("yes", "no"),
            required=True,
            label="Same product?",
            anchor="first",
        ),
        AnswerField("topics", FieldKind.CHOICES, ("a & b", "c"), required=True, label="Topics"),
        AnswerField("why", FieldKind.TEXT, label="Why?", maxlength=50, anchor="why"),
        AnswerField("count", FieldKind.NUMBER, label="Count", minimum=0.0, maximum=9.5),
        AnswerField("grade", FieldKind.CHOICE, ("one way", "2"), label="Grade", element="select"),
        AnswerField("several", FieldKind.CHOICES, ("x", "y"), label="Several", element="select"),
        AnswerField("rank", FieldKind.RANKING, ("Red", "Sky blue"), label="Order"),
        AnswerField("note", FieldKind.TEXT),
    ) == FIELDS


def test_a_page_with_a_form_in_order_has_no_refusals() -> None:
    assert field_refusals(PAGE) == []


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<p>x</p>", "no_answer_field"),
        ("<input>", "field_without_name"),
        ("<input name='1st'>", "field_name_invalid"),
        ("<input name='a b'>", "field_name_invalid"),
        ("<input name='a.b'>", "field_name_invalid"),
        ("<select name='a.'><option>1</select>", "field_name_invalid"),
        ("<input name=a><input name=a>", "field_name_repeated"),
        ("<input name=a><input type=radio name=a value=1>", "field_name_repeated"),
        ("<input type=number name=a><input type=number name=a.b>", "field_name_repeated"),
        ("<input type=number name=a.b><input type=number name=a.b>", "field_name_repeated"),
        ("<select name=a></select>", "field_without_options"),
        ("<input type=radio name=a value=''>", "field_without_options"),
        ("".join(f"<input name=a{i}>" for i in range(201)), "too_many_fields"),
    ],
)
def test_controls_that_cannot_be_an_answer_are_refused(page: str, code: str) -> None:
    assert codes(page) == [code]


def test_names_may_be_in_any_script() -> None:
    assert codes("<input name=réponse><input name=عدد><input name=a_b-9>") == []


def test_a_whole_form_becomes_an_answer() -> None:
    form = {
        "same": ["yes"],
        "topics": ["c", "a & b"],
        "why": ["one\r\ntwo\rthree "],
        "count": [" 3 "],
        "grade": ["one way"],
        "rank.Red": ["2"],
        "rank.Sky blue": ["1"],
        "note": [""],
        "stranger": ["x"],
    }
    assert read_answer(FIELDS, form) == {
        "same": "yes",
        "topics": ["a & b", "c"],
        "why": "one\ntwo\nthree ",
        "count": 3,
        "grade": "one way",
        "several": [],
        "rank": ["Sky blue", "Red"],
    }


GOOD = {"same": ["no"], "topics": ["c"]}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"same": []}, "same answer_missing"),
        ({"same": [""]}, "same answer_missing"),
        ({"same": ["maybe"]}, "same answer_not_an_option"),
        ({"topics": []}, "topics answer_missing"),
        ({"topics": ["c", "d"]}, "topics answer_not_an_option"),
        ({"why": ["x" * 51]}, "why text_too_long"),
        ({"why": ["a\0b"]}, "why text_unreadable"),
        ({"why": ["a\ud800"]}, "why text_unreadable"),
        ({"count": ["three"]}, "count answer_not_a_number"),
        ({"count": ["1e999"]}, "count answer_not_a_number"),
        ({"count": ["nan"]}, "count answer_not_a_number"),
        ({"count": ["9" * 5_000]}, "count answer_not_a_number"),
        ({"count": ["٣"]}, "count answer_not_a_number"),
        ({"count": ["-1"]}, "count answer_number_too_small"),
        ({"count": ["9.6"]}, "count answer_number_too_large"),
        ({"grade": ["3"]}, "grade answer_not_an_option"),
        ({"rank.Red": ["1"]}, "rank ranking_incomplete"),
        ({"rank.Red": ["1"], "rank.Sky blue": ["1"]}, "rank ranking_incomplete"),
        ({"rank.Red": ["1"], "rank.Sky blue": ["3"]}, "rank ranking_incomplete"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_on_its_field(
    change: dict[str, list[str]], refusal: str
) -> None:
    assert refused(GOOD | change) == [refusal]


def test_all_fields_are_told_at_once() -> None:
    assert refused({"count": ["x"]}) == [
        "same answer_missing",
        "topics answer_missing",
        "count answer_not_a_number",
    ]


def test_an_answer_over_a_million_bytes_is_refused() -> None:
    fields = (AnswerField("t", FieldKind.TEXT),)
    assert read_answer(fields, {"t": ["x" * 999_000]}) == {"t": "x" * 999_000}
    assert refused({"t": ["x" * 1_000_000]}, fields) == [" answer_too_long"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("-7", -7), ("007", 7), ("3.50", 3.5), (".5", 0.5), ("1e3", 1000.0), ("5.", 5.0)],
)
def test_numbers_are_whole_or_not(text: str, number: float) -> None:
    read = read_answer((AnswerField("n", FieldKind.NUMBER),), {"n": [text]})["n"]
    assert (read, type(read)) == (number, type(number))


def test_options_that_stand_in_the_row_are_taken_as_sent() -> None:
    fields = (AnswerField("a", FieldKind.CHOICE, dynamic=True),)
    assert read_answer(fields, {"a": ["anything"]}) == {"a": "anything"}


def test_filling_changes_the_controls_and_nothing_else() -> None:
    page = sanitized(
        '<p title="checked">a &amp; b</p><input type=radio name=a value=1 checked>'
        "<input type=radio name=a value=2><textarea name=t>old</textarea><input name=n value=5>"
        "<select name=s><option selected>x</option><option>y</option></select>"
    )
    assert fill(page, {"a": ["2"], "t": ['\n<new> & "1"'], "n": ['"6"'], "s": ["y"]}) == (
        '<p title="checked">a &amp; b</p><input type="radio" name="a" value="1">'
        '<input type="radio" name="a" value="2" checked="">'
        '<textarea name="t">\n\n&lt;new&gt; &amp; "1"</textarea>'
        '<input name="n" value="&quot;6&quot;">'
        '<select name="s"><option>x</option><option selected="">y</option></select>'
    )


def test_filling_without_values_keeps_texts_and_clears_choices() -> None:
    assert sent_by(fill(PAGE, {})) == {
        "why": ["because"],
        "count": [""],
        "grade": ["2"],
        "rank.Red": [""],
        "rank.Sky blue": [""],
        "note": [""],
    }


def test_an_emptied_text_stays_empty() -> None:
    page = sanitized("<textarea name=t>old</textarea><input name=n value=5>")
    assert sent_by(fill(page, {"t": [""], "n": [""]})) == {"t": [""], "n": [""]}


def test_a_draft_keeps_only_the_page_s_controls() -> None:
    form = {"same": ["maybe"], "rank.Red": ["1"], "rank.Green": ["2"], "client_key": ["x"]}
    assert draft_values(FIELDS, form) == {"same": ["maybe"], "rank.Red": ["1"]}


def test_a_draft_over_a_million_bytes_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        draft_values(FIELDS, {"why": ["x" * 1_000_000]})
    assert caught.value.code == "answer_too_long"


READABLE = st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")
ANSWERS = st.fixed_dictionaries(
    {
        "same": st.sampled_from(["yes", "no"]),
        "topics": st.sampled_from([["a & b"], ["c"], ["a & b", "c"]]),
        "grade": st.sampled_from(["one way", "2"]),
        "several": st.sampled_from([[], ["x"], ["y"], ["x", "y"]]),
        "why": st.text(READABLE, min_size=1, max_size=50),
    },
    optional={
        "count": st.integers(0, 9) | st.floats(0, 9.5),
        "rank": st.permutations(["Red", "Sky blue"]),
        "note": st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=50),
    },
)


@given(ANSWERS)
def test_an_answer_put_back_in_its_page_is_sent_again_unchanged(
    answer: dict[str, JsonValue],
) -> None:
    page = fill(PAGE, form_values(answer, FIELDS))
    assert read_answer(FIELDS, sent_by(page)) == answer
    assert answer_fields(page) == FIELDS


@given(ANSWERS)
def test_an_answer_is_read_from_its_own_form_values(answer: dict[str, JsonValue]) -> None:
    assert read_answer(FIELDS, form_values(answer, FIELDS)) == answer
