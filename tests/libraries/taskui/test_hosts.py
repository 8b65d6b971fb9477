"""Which hosts a page loads files from."""

import pytest

from ouvrage.taskui.hosts import loaded_hosts


@pytest.mark.parametrize(
    ("html", "hosts"),
    [
        ('<img src="https://a.example.org/1.png">', {"a.example.org"}),
        ("<img alt='' SRC = 'HTTP://A.Example.org:81/1.png'>", {"a.example.org:81"}),
        ("<audio src=//b.example.org/1.ogg controls>", {"b.example.org"}),
        ('<img src="https://bücher.example/1.png">', {"xn--bcher-kva.example"}),
        ('<crowd-card image="https://c.example.org/1.png">', {"c.example.org"}),
        ('<a href="https://a.example.org/">a page</a>', set()),
        ('<img src="/media/abc/">', set()),
        ('<img src="https://a.example.org;img-src/1.png">', set()),
        ('<img src="https://me@a.example.org/1.png">', set()),
        ("<p>src=" + " " * 100_000 + "</p>", set()),
    ],
)
def test_hosts_of_a_page(html: str, hosts: set[str]) -> None:
    assert loaded_hosts(html) == hosts
