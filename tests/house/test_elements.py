"""Every crowd element that templates may use is described to those who write them."""

from ouvrage.taskui.vocabulary import CROWD
from tests.house import tree


def test_every_element_is_in_the_page_about_templates() -> None:
    page = (tree.ROOT / "docs" / "requesters" / "templates.md").read_text(encoding="utf-8")
    assert [element for element in CROWD if f"`{element}`" not in page] == []
