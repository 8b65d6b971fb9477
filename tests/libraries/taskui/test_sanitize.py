"""What reaches a browser, whatever the template and the row contain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.base.errors import Refusal
from ouvrage.taskui import compile_template, sanitized, task_html
from ouvrage.taskui.markup import SafeHtml, pieces


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<img src="javascript:alert(1)" alt="i">', '<img alt="i">'),
        ('<img src="data:image/png;base64,x" alt="">', '<img alt="">'),
        ('<img src="/m/1?a=1&amp;b=2" alt="">', '<img src="/m/1?a=1&amp;b=2" alt="">'),
        ("<form action=/x><input name=a></form>", '<input name="a">'),
        ("<button>Go</button>", "Go"),
        ('<input type="hidden" name="a" value="1">', '<input name="a" value="1">'),
        ('<input type="submit" name="a">', '<input name="a">'),
        ('<input type="password" name="a">', '<input name="a">'),
        ('<input TYPE="Radio" name=a>', '<input type="radio" name="a">'),
        ('<input name="csrfmiddlewaretoken" value="x">', '<input value="x">'),
        ('<input name="client_key"><input name="ouvrage_x">', "<input><input>"),
        ('<p id="ouvrage-main">a</p><p id="OUVRAGE-x">b</p>', "<p>a</p><p>b</p>"),
        ('<iframe src="/x"></iframe><object data="x"></object><embed src="x">', ""),
        ("<svg><script>1</script></svg><math></math>", ""),
        ("<base href=/x><meta http-equiv=refresh><link rel=stylesheet>", ""),
        ("a<!-- b -->c", "ac"),
        (
            '<p data-x="1" aria-label="l" lang="ar" dir="auto">a</p>',
            '<p lang="ar" dir="auto" aria-label="l">a</p>',
        ),
        ("<crowd-form>a</crowd-form>", "<crowd-form>a</crowd-form>"),
        ("<crowd-quiz>a</crowd-quiz>", "a"),
        ("<crowd-badge label=x/>b", '<crowd-badge label="x/">b</crowd-badge>'),
        ("<crowd-badge label=x />b", '<crowd-badge label="x"></crowd-badge>b'),
    ],
)
def test_only_the_vocabulary_is_kept(written: str, kept: str) -> None:
    assert _read(sanitized(written)) == _read(SafeHtml(kept))


def test_links_open_beside_the_task_and_tell_nothing() -> None:
    (link, *_) = pieces(sanitized('<a href="https://example.org/">x</a>'))
    assert link.attributes() == {
        "href": "https://example.org/",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }


def test_groups_of_choices_are_kept_exactly() -> None:
    page = (
        '<fieldset class="choices" aria-required="true"><legend>Q</legend>'
        '<label class="choice"><input type="radio" name="a" value="1" required=""> 1</label>'
        '<label class="choice"><input type="radio" name="a" value="2" checked=""> 2</label>'
        '<label><input type="checkbox" name="b" value="x &amp; y"> b</label>'
        '<select name="c" multiple=""><optgroup label="g"><option value="1" selected="">i</option>'
        "</optgroup></select></fieldset>"
    )
    assert sanitized(page) == page


@given(st.text(max_size=200))
def test_sanitising_twice_changes_nothing(text: str) -> None:
    once = sanitized(text)
    assert sanitized(once) == once


@given(st.text(max_size=80))
def test_pieces_joined_are_the_page(text: str) -> None:
    page = sanitized(f'<p title="{text}">{text}</p><input name="a" value="{text}">')
    assert "".join(piece.written for piece in pieces(page)) == page


PLACES = (
    '<p>{{ task.input.v }}</p><input name="a">',
    '<p title="{{ task.input.v }}">t</p><input name="a">',
    '<img src="{{ task.input.v }}" alt=""><input name="a">',
    '<a href="{{ task.input.v | media }}">l</a><input name="a">',
    "<img src='{{ task.input.v }}' alt=''><input name=a>",
    "<img alt={{ task.input.v }}><input name=a>",
    "<textarea name='a'>{{ task.input.v }}</textarea>",
    "<input name='a' value='{{ task.input.v | upcase }}'>",
    "<select name='a'><option>{{ task.input.v }}</option></select>",
    "{{ task.input.v | escape_once }}{{ task.input.v | newline_to_br }}<input name=a>",
)
PAYLOADS = (
    "<script>alert(1)</script>",
    '" onload="alert(1)" x="',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt&#58;alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "x onerror=alert(1)",
    "</textarea><script>alert(1)</script>",
    "</select><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--><img src=x onerror=alert(1)>-->",
    "<svg/onload=alert(1)>",
    "{{ '<script>' }}",
)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("place", PLACES)
def test_a_row_never_brings_a_script(place: str, payload: str) -> None:
    page = task_html(compile_template(place), {"v": payload})
    for piece in pieces(page):
        assert piece.name not in {"script", "svg", "iframe"}
        for name, value in piece.attributes().items():
            assert not name.startswith("on")
            if name in {"src", "href"}:
                plain = "".join(c for c in value if c > " ").lower()
                assert not plain.startswith(("javascript:", "data:", "vbscript:"))


def test_markup_made_of_literals_is_cleaned_too() -> None:
    template = compile_template("{{ '<script>alert(1)</script><b>x</b>' }}<input name='a'>")
    assert task_html(template, {}) == '<b>x</b><input name="a">'


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000,
        "<br>" * 30_000,
        "<b>" * 5_000 + "</i>" * 5_000,
        "".join(f"<p><b class={i}></p>" for i in range(1_000)),
        "<p " + " ".join(f"x{i}" for i in range(20_000)) + ">",
        '<p title=">" ' + " ".join(f"x{i}" for i in range(20_000)) + ">",
        "&" * 300_000,
        "<a " * 20_000,
        "<textarea>" + "</textare" * 10_000,
        "<!" * 20_000,
    ],
    ids=["deep", "many", "misnested", "formats", "names", "quoted", "refs", "open", "text", "decl"],
)
def test_pages_that_would_cost_minutes_are_refused(page: str) -> None:
    with pytest.raises(Refusal) as caught:
        sanitized(page)
    assert caught.value.code in {"markup_too_large", "markup_malformed"}


def _read(page: SafeHtml) -> list[tuple[str, bool, dict[str, str], str]]:
    """The page as a reader meets it: the order of attributes says nothing."""
    return [
        (piece.name, piece.closing, piece.attributes(), "" if piece.name else piece.text())
        for piece in pieces(page)
    ]
